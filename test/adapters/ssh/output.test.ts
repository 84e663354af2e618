import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Framed, LineSplitter } from '../../../src/adapters/ssh/output.js';

test('noise and output are told apart however the bytes were cut', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.array(fc.nat(40), { maxLength: 20 }), (noise, output, cuts) => {
      const bytes = Buffer.from(`${noise}the-mark\n${output}`);
      const frame = new Framed('the-mark');
      const parts: Buffer[] = [];
      let at = 0;
      for (const size of [...cuts, bytes.length]) {
        parts.push(frame.push(bytes.subarray(at, at + size)));
        at += size;
      }
      expect(Buffer.concat(parts).toString()).toBe(Buffer.from(output).toString());
      expect(frame.noise).toBe(Buffer.from(noise).toString());
      expect(frame.began).toBe(true);
    }),
  );
});

test('without its mark all is noise', () => {
  const frame = new Framed('the-mark');
  expect(frame.push(Buffer.from('the-mar')).toString()).toBe('');
  expect(frame).toMatchObject({ began: false, noise: 'the-mar' });
});

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

test('16 MiB of noise before the mark take no more than moments, and are not kept', () => {
  const frame = new Framed('mark');
  const noise = Buffer.alloc(16 * 1024, 'x');
  const began = performance.now();
  for (let sent = 0; sent < 1024; sent += 1) expect(frame.push(noise)).toHaveLength(0);
  expect(frame.push(Buffer.from('xmark\nown')).toString()).toBe('own');
  expect(performance.now() - began).toBeLessThan(1_000);
  expect(frame.noise.length).toBeLessThanOrEqual(64 * 1024);
});

test('16 MiB without an end of line take no more than moments, and come in pieces', () => {
  let told = 0;
  let longest = 0;
  const splitter = new LineSplitter((line) => {
    told += line.length;
    longest = Math.max(longest, line.length);
  });
  const began = performance.now();
  for (let sent = 0; sent < 1024; sent += 1) splitter.push(Buffer.alloc(16 * 1024, 'x'));
  splitter.end();
  expect(performance.now() - began).toBeLessThan(1_000);
  expect(told).toBe(16 * 1024 * 1024);
  expect(longest).toBeLessThanOrEqual(128 * 1024);
});
