import { expect, test } from 'vitest';
import { parseWatch } from '../../src/facts/watch.js';

test.each([
  ['watch S\n', 'running'],
  ['watch R\n', 'running'],
  ['watch S\nbeat 2\n', 'running'],
  ['watch S\nbeat 26\n', 'frozen'],
  ['watch T\n', 'frozen'],
  ['watch t\n', 'frozen'],
  ['', 'gone'],
])('%j is a process that is %s', (text, state) => {
  expect(parseWatch(text)).toEqual({ state, faults: {} });
});

test('faults with and without their words', () => {
  expect(
    parseWatch(
      'fault.held by root on op\nwatch S\nfault.unhealthy 1234.5 nothing listens on port 3306\nfault.isolated\n',
    ),
  ).toEqual({
    state: 'running',
    faults: { held: 'by root on op', unhealthy: '1234.5 nothing listens on port 3306', isolated: '' },
  });
});
