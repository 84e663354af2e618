import { expect, test } from 'vitest';
import { drawAuthPass, quoteAuthPass } from '../../src/cluster/auth-pass.js';
import { mask, redacted } from '../../src/text/mask.js';

const drawn = Array.from({ length: 4000 }, drawAuthPass);

test('a new password is eight of all printable characters that keepalived reads as they are', () => {
  expect(drawn.filter((password) => !/^[!-~]{8}$/.test(password))).toEqual([]);
  const used = [...new Set(drawn.join(''))].sort().join('');
  const printable = Array.from({ length: 94 }, (_, index) => String.fromCharCode(0x21 + index)).join('');
  expect(used).toBe(printable.replace(/["\\${}]/g, ''));
  expect(new Set(drawn).size).toBe(drawn.length);
});

test('a new password is shown nowhere where keepalived.conf is', () => {
  for (const password of drawn.slice(0, 500)) {
    expect(mask(`    auth_pass ${quoteAuthPass(password)}\n`)).toBe(`    auth_pass ${redacted}\n`);
  }
});

test('a password that needs no quotes, as every pair had it before, stands as it stood', () => {
  for (const password of ['k3bw9xq1', 'a.b_c:d-', '1111']) expect(quoteAuthPass(password)).toBe(password);
});
