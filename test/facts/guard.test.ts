import { expect, test } from 'vitest';
import { gather } from '../../src/facts/fact.js';
import { guardFact, parseGuard } from '../../src/facts/guard.js';
import { localReader } from './local-reader.js';

test.each([
  ['peer 10.0.1.17\n', { kind: 'on', peers: ['10.0.1.17'] }],
  ['peer 10.0.1.17\npeer 10.0.1.99\n', { kind: 'on', peers: ['10.0.1.17', '10.0.1.99'] }],
  ['', { kind: 'off' }],
  ['no-tool\n', { kind: 'no-tool' }],
])('%j', (text, expected) => {
  expect(parseGuard(text)).toEqual(expected);
});

test('this machine answers', async () => {
  expect((await gather(localReader, { guard: guardFact })).guard).toHaveProperty('kind');
});
