import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { asRoot, becomeRoot, type Elevation, isRoot, notBegun } from '../../../src/adapters/ssh/elevate.js';
import { renderWho, type Target } from '../../../src/adapters/ssh/target.js';
import { Secret } from '../../../src/cluster/secret.js';
import { answering } from '../../fakes/questions.js';

const target = (user: string) => ({ host: '10.0.1.16', port: 22, user, label: 'ins-labnode1' });
const began = (stdout: string) => ({ code: 0, stdout, stderr: '', began: true, noise: '' });
const refused = (noise: string, code = 1) => ({ code, stdout: '', stderr: '', began: false, noise });
const password = new Secret('open sesame');

test('no password is in a command line, whatever way it takes to sudo', () => {
  for (const pty of [true, false]) {
    const how: Elevation = { sudo: true, password, pty };
    expect(asRoot(how, ['id', '-u'], 60_000).command).not.toContain('sesame');
  }
});

test('each command has a mark of its own', () => {
  const marks = [1, 2].map(() => asRoot({ sudo: false, pty: false }, ['id'], 1000).mark);
  expect(new Set(marks).size).toBe(2);
});

/** A host on which sudo answers by what it was given. */
function host(answer: (how: Elevation) => ReturnType<typeof refused>) {
  const tried: Elevation[] = [];
  const tryOut = async (how: Elevation) => {
    tried.push(how);
    return answer(how);
  };
  return { tried, tryOut };
}

test('whoever is not root has a sudo that asks for nothing', async () => {
  const { tryOut } = host(() => began('0\n'));
  expect(await becomeRoot(target('ubuntu'), tryOut, answering())).toEqual({ sudo: true, pty: false });
});

test('a password is asked for only where sudo wants one, and again where it was wrong', async () => {
  const right = new Secret('right');
  const { tryOut } = host(({ password: given }) => {
    if (given === undefined) return refused('sudo: a password is required');
    return given === right ? began('0\n') : refused('Sorry, try again.\nsudo: 1 incorrect password attempt');
  });
  const asked: string[] = [];
  const sudoPassword = async (to: Target, attempt: number) => {
    asked.push(`${renderWho(to)} ${attempt}`);
    return attempt === 2 ? right : password;
  };
  const how = await becomeRoot(target('ubuntu'), tryOut, answering({ sudoPassword }));
  expect(how).toEqual({ sudo: true, pty: false, password: right });
  expect(asked).toEqual(['ubuntu@10.0.1.16:22 (ins-labnode1) 1', 'ubuntu@10.0.1.16:22 (ins-labnode1) 2']);
  await expect(becomeRoot(target('ubuntu'), tryOut, answering())).rejects.toMatchObject({
    kind: 'sudo',
    message: 'ubuntu cannot become root: sudo: a password is required',
    hint: expect.stringContaining('HA_SETUP_SUDO_PASSWORD'),
  });
  const wrong = answering({ sudoPassword: async () => password });
  await expect(becomeRoot(target('ubuntu'), tryOut, wrong)).rejects.toThrow('incorrect password attempt');
});

test('a sudo that wants a terminal gets one', async () => {
  const { tryOut, tried } = host(({ pty }) =>
    pty ? began('0\n') : refused('sudo: sorry, you must have a tty to run sudo'),
  );
  expect(await becomeRoot(target('ubuntu'), tryOut, answering())).toEqual({ sudo: true, pty: true });
  expect(tried).toHaveLength(2);
});

test.each([
  ['nosudo', 'nosudo is not in the sudoers file.'],
  ['nosudo', 'Sorry, user nosudo may not run sudo on lab-a.'],
  ['ubuntu', 'sh: 1: sudo: not found'],
])('%s: %s', async (user, said) => {
  const { tryOut } = host(() => refused(`a noisy shell\n${said}\n`));
  await expect(becomeRoot(target(user), tryOut, answering())).rejects.toThrow(`${user} cannot become root: ${said}`);
});

test('a root that may not run commands', () => {
  const told = refused('Please login as the user "ubuntu".\n', 142);
  expect(notBegun(target('root'), isRoot, told).message).toContain('Please login as the user "ubuntu".');
});

test('a root that is none: nothing begins', () => {
  // The host's own id, as a host would say it of another user.
  const folder = mkdtempSync(join(tmpdir(), 'ha-setup-id-'));
  const tell = (id: string) => {
    writeFileSync(join(folder, 'id'), `#!/bin/sh\n[ "$1" = -u ] && echo ${id} || echo 'uid=${id}(toor)'\n`, {
      mode: 0o755,
    });
    const { command, mark } = asRoot(isRoot, ['echo', 'begun'], 60_000);
    const { status, stdout, stderr } = spawnSync('sh', ['-c', command], {
      env: { PATH: `${folder}:/usr/bin:/bin` },
      encoding: 'utf8',
    });
    return { status, stdout: stdout.replace(mark, 'MARK'), stderr: stderr.replace(mark, 'MARK') };
  };
  try {
    expect(tell('1000')).toEqual({ status: 1, stdout: '', stderr: 'uid=1000(toor)\n' });
    expect(tell('0')).toEqual({ status: 0, stdout: 'MARK\nbegun\n', stderr: 'MARK\n' });
  } finally {
    rmSync(folder, { recursive: true });
  }
});
