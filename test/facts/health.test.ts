import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import type { HealthCheck } from '../../src/cluster/spec.js';
import { healthArgv, parseHealth } from '../../src/facts/health.js';
import { healthSource } from '../../src/operations/templates.js';
import { describeWith } from '../needs-programs.js';

const source = healthSource('en');
const python = { path: 'python3', version: [3, 11, 0] as const };

describeWith('python3', "the hooks' own check, tried before they are there", () => {
  test.each([
    [{ command: '/bin/true' }, { verdict: 'passes' }],
    [{ command: '/bin/false' }, { verdict: 'fails', why: 'the command /bin/false failed (exit code 1)' }],
    [{ command: '/nowhere/at/all' }, { verdict: 'fails', why: 'there is no program /nowhere/at/all' }],
    [{ tcp: 1 }, { verdict: 'fails', why: 'tcp 1: [Errno 111] Connection refused' }],
  ] as const)('%j', (check, wanted) => {
    const [program, ...words] = healthArgv(check as HealthCheck, { source, python, ip: '127.0.0.1' });
    const { status, stdout, stderr } = spawnSync(program, words, { encoding: 'utf8' });
    expect(stderr).toBe('');
    expect(parseHealth({ code: status ?? 255, stdout, stderr })).toEqual(wanted);
  });

  test("says what is wrong in the run's language, whatever the host's locale is", () => {
    const chinese = healthSource('zh');
    expect(chinese).toMatch(/^\p{ASCII}*$/u);
    const asked = healthArgv({ command: '/nowhere/at/all' }, { source: chinese, python, ip: '127.0.0.1' });
    const [program, ...words] = asked;
    const env = { ...process.env, LC_ALL: 'C', PYTHONCOERCECLOCALE: '0', PYTHONUTF8: '0' };
    const { status, stdout, stderr } = spawnSync(program, words, { env, encoding: 'utf8' });
    expect(stderr).toBe('');
    expect(parseHealth({ code: status ?? 255, stdout, stderr })).toEqual({
      verdict: 'fails',
      why: '没有程序 /nowhere/at/all',
    });
  });
});
