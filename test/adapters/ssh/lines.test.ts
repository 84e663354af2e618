import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LineSplitter } from '../../../src/adapters/ssh/lines.js';

function split(chunks: readonly Buffer[]): string[] {
  const lines: string[] = [];
  const splitter = new LineSplitter((line) => lines.push(line));
  for (const chunk of chunks) splitter.push(chunk);
  splitter.end();
  return lines;
}

test('lines are the same however the bytes were cut', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.array(fc.nat(50)), (text, cuts) => {
      const bytes = Buffer.from(text);
      const ends = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].sort((a, b) => a - b);
      const chunks = [0, ...ends].map((from, index) => bytes.subarray(from, ends[index] ?? bytes.length));
      expect(split(chunks)).toEqual(split([bytes]));
    }),
  );
});

test('line ends of both kinds, and a last line without one', () => {
  expect(split([Buffer.from('a\r\nb\n\nc')])).toEqual(['a', 'b', '', 'c']);
  expect(split([])).toEqual([]);
});
