import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Framed } from '../../../src/adapters/ssh/framed.js';

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
