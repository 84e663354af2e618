import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { Secret } from '../../src/cluster/secret.js';
import { HostError } from '../../src/errors.js';
import type { Argv, HostPort, RunOptions } from '../../src/ports/host.js';
import { electAtOnce } from '../../src/run/first-election.js';
import { as } from '../fakes/view.js';

const told = { node: 'b', python: '/usr/bin/python3', source: '10.0.1.17', target: '10.0.1.16' } as const;
const advert = new Secret('2133');

interface Ran {
  readonly argv: Argv;
  readonly stdin: string | undefined;
}

function host(code: number, ran: Ran[] = []): HostPort {
  const run = async (argv: Argv, options?: RunOptions) => {
    ran.push({ argv, stdin: options?.stdin });
    return { code, stdout: '', stderr: '' };
  };
  return as<HostPort>({ run });
}

it('has the peer send once keepalived is BACKUP, and keeps the password out of the list of processes', async () => {
  const ran: Ran[] = [];
  await electAtOnce({ ...told, advert }, host(0), host(0, ran));
  expect(ran.map(({ stdin }) => stdin)).toEqual(['2133']);
  expect(ran[0]?.argv.slice(-2)).toEqual(['10.0.1.17', '10.0.1.16']);
  expect(ran[0]?.argv.join()).not.toContain('2133');
});

it('sends nothing to a keepalived that is not BACKUP', async () => {
  const ran: Ran[] = [];
  await electAtOnce({ ...told, advert }, host(1), host(0, ran));
  expect(ran).toEqual([]);
});

it.each([
  ['runs there after all', 0, false],
  ['does not run there', 3, true],
])('has nothing sent that is not true: keepalived %s', async (_, isActive, isSent) => {
  const folder = mkdtempSync(join(tmpdir(), 'ha-setup-election-'));
  try {
    // As systemctl(1) has it: 0 for a unit that is active, 3 for one that is not.
    writeFileSync(
      join(folder, 'systemctl'),
      `#!/bin/sh\n[ "$*" = 'is-active --quiet keepalived.service' ] && exit ${isActive}\n`,
    );
    chmodSync(join(folder, 'systemctl'), 0o755);
    const ran: Ran[] = [];
    await electAtOnce({ ...told, python: '/bin/echo', advert }, host(0), host(0, ran));
    const [program = '', ...args] = ran[0]?.argv ?? [];
    const env = { PATH: `${folder}:${process.env['PATH'] ?? ''}` };
    expect(spawnSync(program, args, { env, encoding: 'utf8' }).stdout.includes('10.0.1.16')).toBe(isSent);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

it('leaves a lost connection to what comes next, for it only saves time', async () => {
  const lost = as<HostPort>({ run: () => Promise.reject(new HostError('lost', 'gone', {})) });
  await expect(electAtOnce({ ...told, advert }, host(0), lost)).resolves.toBeUndefined();
  const broken = as<HostPort>({ run: () => Promise.reject(new Error('a mistake of ours')) });
  await expect(electAtOnce({ ...told, advert }, host(0), broken)).rejects.toThrow('a mistake of ours');
});
