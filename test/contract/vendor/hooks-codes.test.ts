import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { classify } from '../../../src/adapters/tencent/codes/table.js';

const table = fileURLToPath(new URL('../../../templates/etc/keepalived/vip/codes.py', import.meta.url));
const documented = JSON.parse(readFileSync(new URL('error-codes.json', import.meta.url), 'utf8')) as {
  readonly common: readonly string[];
  readonly actions: Readonly<Record<string, readonly string[]>>;
};
const undocumented = [
  'AuthFailure.New',
  'DesOperation.MutexTaskRunning',
  'FailedOperation.IdempotentProcessing',
  'FailedOperation.New',
  'InternalError.New',
  'LimitExceeded.New',
  'RequestLimitExceeded.New',
];

it('the hooks judge each code as the program does', () => {
  const codes = [...new Set([...documented.common, ...Object.values(documented.actions).flat(), ...undocumented])];
  const program = [
    'import json, runpy, sys',
    "classify = runpy.run_path(sys.argv[1])['classify']",
    'print(json.dumps([classify(code) for code in sys.argv[2:]]))',
  ].join('\n');
  const said = execFileSync('python3', ['-c', program, table, ...codes], { encoding: 'utf8' });
  const theirs = Object.fromEntries((JSON.parse(said) as string[]).map((word, index) => [codes[index], word]));
  const ours = Object.fromEntries(codes.map((code) => [code, classify(code)]));
  expect(theirs).toEqual(ours);
});
