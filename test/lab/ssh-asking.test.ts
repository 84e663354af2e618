import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Questions } from '../../src/adapters/ssh/questions.js';
import { Secret } from '../../src/cluster/secret.js';
import type { SshSpec } from '../../src/cluster/spec.js';
import { type Back, back } from '../../src/ports/prompter.js';
import { Logins } from './logins.js';
import { describeLab } from './needs-lab.js';
import { accountPassword, generateKey, type Sshd, startSshd, userWithSudo } from './sshd.js';

/** Longer than this server waits for a login; by default sshd waits for two minutes. */
const graceSeconds = 2;
const tooLongMs = 3_500;

describeLab('a person who is asked while a server waits', () => {
  let sshd: Sshd;
  const logins = new Logins(() => sshd);
  beforeAll(async () => {
    sshd = await startSshd([`LoginGraceTime ${graceSeconds}`, 'PasswordAuthentication yes']);
  });
  afterAll(async () => {
    await logins.close();
    await sshd?.stop();
  });

  /** By default a new key is asked about; the answers can only say more or less than that. */
  const asking = (knownHosts: string): Partial<SshSpec> =>
    ({ knownHosts, hostKeys: undefined }) as unknown as Partial<SshSpec>;

  /** Somebody who answers so, and what he was asked. */
  function person(...answers: readonly (string | boolean | Back)[]) {
    const asked: string[] = [];
    const left = [...answers];
    const next = async (message: string, help = '') => {
      asked.push(`${message}\n${help}`);
      const answer = left.shift();
      if (answer === undefined) throw new Error(`nobody answers ${message}`);
      return answer;
    };
    const questions = new Questions(
      {},
      {
        agree: async ({ message, help }) => {
          const answer = await next(message, help);
          if (answer === true) await sleep(tooLongMs);
          return answer as boolean | Back;
        },
        password: async ({ message, help }) => {
          const answer = await next(message, help);
          if (answer === back) return back;
          const text = String(answer);
          if (text.startsWith('slowly ')) await sleep(tooLongMs);
          return new Secret(text.replace('slowly ', ''));
        },
      },
    );
    return { questions, asked };
  }

  test('a host key that takes longer to compare than the server waits is asked about once, and the login works', async () => {
    const knownHosts = join(sshd.folder, 'nothing-known');
    const { questions, asked } = person(true);
    const host = await logins.connect(asking(knownHosts), { questions });
    expect((await host.read(['id', '-u'])).stdout).toBe('0\n');
    expect(asked).toHaveLength(1);
    expect(asked[0]).toMatch(
      /The host key of 127\.0\.0\.1:\d+ \(ins-labnode1\) is not known yet:\n {4}ssh-ed25519 SHA256:/,
    );
    expect(asked[0]).toMatch(/\nssh-keygen -lf \/etc\/ssh\/ssh_host_ed25519_key\.pub$/);
  });

  test('so is a password; the first question says which keys were refused', async () => {
    const identityFile = join(sshd.folder, 'stranger');
    generateKey(identityFile, 'ed25519');
    // sudo asks for the same one.
    const { questions, asked } = person(`slowly ${accountPassword}`, accountPassword);
    const host = await logins.connect({ user: userWithSudo, identityFile }, { questions });
    expect((await host.read(['id', '-u'])).stdout).toBe('0\n');
    expect(asked[0]).toContain(`Not let in so far: key ${identityFile} (refused).`);
  });

  test('a wrong password is not used again, not by the next login either', async () => {
    const { questions, asked } = person('not this one', accountPassword, accountPassword);
    const ssh = { user: userWithSudo, identityFile: join(sshd.folder, 'no-such-key') };
    const first = await logins.connect(ssh, { questions });
    await first.close();
    const second = await logins.connect(ssh, { questions });
    expect((await second.read(['id', '-u'])).stdout).toBe('0\n');
    expect(asked.map((words) => words.split('\n')[0])).toEqual([
      expect.stringMatching(/^Password of ubuntu@127.0.0.1:\d+ \(ins-labnode1\):$/),
      expect.stringMatching(/ \(that was not the right one\):$/),
      ...(asked.length > 2 ? [expect.stringMatching(/^Password for sudo of /)] : []),
    ]);
    expect(asked[0]).toContain('no-such-key (not found)');
  });

  test('whoever goes back from a question leaves the login at once', async () => {
    const begun = Date.now();
    const { questions, asked } = person(back);
    const identityFile = join(sshd.folder, 'stranger');
    const login = logins.connect({ user: userWithSudo, identityFile }, { questions });
    await expect(login).rejects.toMatchObject({ kind: 'given-up', message: 'the login was left at the question' });
    expect(asked).toHaveLength(1);
    expect(Date.now() - begun).toBeLessThan(graceSeconds * 1000);
    await writeFile(join(sshd.folder, 'empty'), '');
    const other = logins.connect(asking(join(sshd.folder, 'empty')), { questions: person(back).questions });
    await expect(other).rejects.toMatchObject({ kind: 'given-up' });
  });
});
