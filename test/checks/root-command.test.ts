import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, test } from 'vitest';
import { findOpenPaths, healthCommandCheck } from '../../src/checks/root-command.js';
import { localReader } from '../facts/local-reader.js';
import { as } from '../fakes/view.js';

test.each([
  ['0 0 755 /usr/local/bin/check\n0 0 755 /usr/local/bin\n0 0 755 /\n', []],
  ['1000 0 755 /srv/app/check\n0 0 755 /srv/app\n', ['/srv/app/check']],
  ['0 0 777 /srv/app/check\n0 0 755 /srv/app\n', ['/srv/app/check']],
  ['0 1000 775 /srv/check\n1000 1000 755 /srv\n', ['/srv/check', '/srv']],
  ['0 0 775 /opt/check\n0 0 1777 /opt\n', []],
  ['0 0 1777 /opt/check\n', ['/opt/check']],
])('%j', (text, expected) => {
  expect(findOpenPaths(text)).toEqual(expected);
});

/** Ownership can be given to another user by root alone. */
function itAsRoot(title: string, body: () => Promise<void> | void): void {
  if (process.getuid?.() === 0 || process.env['CI'] === 'true') it(title, body);
  else it.skip(`${title} [skipped: it needs root]`, body);
}

let folder: string;
beforeAll(() => {
  folder = mkdtempSync('/var/tmp/ha-setup-health-');
  chmodSync(folder, 0o755);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function messages(command: string): Promise<readonly string[]> {
  const host = { id: 'ins-aaaaaaa1' };
  const given = as<Parameters<typeof healthCommandCheck.run>[0]>({ host, port: localReader });
  const context = as<Parameters<typeof healthCommandCheck.run>[1]>({ pair: { spec: { healthCheck: { command } } } });
  const remarks = await healthCommandCheck.run(given, context);
  return remarks.map(({ level, message }) => `${level}: ${message}`);
}

itAsRoot('a real program: root alone may change it, then an application owns its folder', async () => {
  const app = join(folder, 'app');
  mkdirSync(app, { mode: 0o755 });
  const program = join(app, 'check');
  writeFileSync(program, '#!/bin/sh\nexit 0\n');
  chmodSync(program, 0o755);
  expect(await messages(program)).toEqual([`ok: root alone can change ${program}`]);
  expect(await messages(join(app, 'none'))).toEqual([
    `error: the command of the health check does not exist there: ${join(app, 'none')}`,
  ]);
  chownSync(app, 65534, 65534);
  expect(await messages(program)).toEqual([
    `error: ${app} can be changed by others than root, and the health check would run ${program} as root`,
  ]);
});

itAsRoot('the hooks do not run such a program either', () => {
  const program = join(folder, 'open');
  writeFileSync(program, '#!/bin/sh\nexit 0\n');
  const ask = () =>
    execFileSync(
      'python3',
      [
        '-c',
        'import sys; sys.path.insert(0, "templates/etc/keepalived"); from vip.health import check_health, CHECK_EVERY\n' +
          'class Config: health_check = {"command": sys.argv[1]}\nprint(check_health(Config))',
        program,
      ],
      { encoding: 'utf8' },
    ).trim();
  chmodSync(program, 0o755);
  expect(ask()).toBe('None');
  chmodSync(program, 0o777);
  expect(ask()).toBe(`the command is not run: others than root may change ${program}`);
});
