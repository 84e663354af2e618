import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { offered } from '../../../src/adapters/ssh/algorithms.js';
import type { Hop } from '../../../src/adapters/ssh/hop.js';
import { HostKeyCheck } from '../../../src/adapters/ssh/host-key.js';
import { Questions } from '../../../src/adapters/ssh/questions.js';
import type { Prompter, Question } from '../../../src/ports/prompter.js';
import { as } from '../../fakes/view.js';
import { describeWith } from '../../needs-programs.js';

const key = Buffer.from('AAAAC3NzaC1lZDI1NTE5AAAAICSh7AYn/1OT0DgUDpTK/OSy1Mko20w6ZgeFx3frQ4OI', 'base64');
const line = (host: string) => `${host} ssh-ed25519 ${key.toString('base64')}`;
const target = (host: string, port = 22) => ({ host, port, user: 'root', label: 'ins-labnode1' });

let home: string;
let warnings: string[];
let questions: Questions;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'ha-setup-home-'));
  warnings = [];
  questions = new Questions({}, undefined);
});
afterEach(() => rmSync(home, { recursive: true }));

const file = () => join(home, '.ssh/known_hosts');
const check = (host: string, hostKeys: Hop['hostKeys'], port = 22, rest: Partial<Hop> = {}) => {
  const base = { userKnownHosts: [file()], systemKnownHosts: [], revokedHostKeys: [], hashKnownHosts: false };
  const policy = { ...base, algorithms: offered, hostKeys, ...rest };
  return HostKeyCheck.load(target(host, port), {
    ...policy,
    questions,
    onWarning: (message) => warnings.push(message),
  });
};
/** A login whose handshake is whole. */
const logIn = async (one: HostKeyCheck) => {
  await one.verify(key);
  await one.keep();
};
const known = (text: string) => {
  mkdirSync(join(home, '.ssh'));
  writeFileSync(file(), text);
};

test('accept-new writes the key down, says so, and knows it from then on', async () => {
  await logIn(await check('10.0.1.16', 'accept-new', 2222));
  expect(readFileSync(file(), 'utf8')).toBe(`${line('[10.0.1.16]:2222')}\n`);
  expect(statSync(file()).mode & 0o777).toBe(0o600);
  expect(statSync(join(home, '.ssh')).mode & 0o777).toBe(0o700);
  expect(warnings).toEqual([expect.stringContaining('SHA256:xitgmHZ4ioFoGHYgNeh2Dxky9dtOkcjrIwa3awad2ks')]);
  await logIn(await check('10.0.1.16', 'strict', 2222));
});

test('a new key that came through another host is kept with a warning that names that host, and asked for with the same', async () => {
  const through = { ...target('10.0.1.17'), through: '10.0.1.16:22' };
  const base = { userKnownHosts: [file()], systemKnownHosts: [], revokedHostKeys: [], hashKnownHosts: false };
  const policy = { ...base, algorithms: offered, onWarning: (message: string) => void warnings.push(message) };
  await logIn(await HostKeyCheck.load(through, { ...policy, questions, hostKeys: 'accept-new' }));
  expect(warnings).toHaveLength(2);
  expect(warnings[1]).toContain('this key came through 10.0.1.16:22, which could show one of its own');
  rmSync(file());
  const asked: string[] = [];
  const prompter = as<Prompter>({ agree: async ({ help = '' }: Question) => asked.push(help) > 0 });
  await logIn(await HostKeyCheck.load(through, { ...policy, questions: new Questions({}, prompter), hostKeys: 'ask' }));
  expect(asked).toEqual([expect.stringContaining('It came through 10.0.1.16:22, which could show a key of its own')]);
  await logIn(await check('10.0.1.17', 'strict'));
  expect(warnings).toHaveLength(2);
});

test('a name is written hashed where ssh_config wants it, and found again', async () => {
  await logIn(await check('10.0.1.16', 'accept-new', 2222, { hashKnownHosts: true }));
  expect(readFileSync(file(), 'utf8')).toMatch(/^\|1\|[^|]+\|\S+ ssh-ed25519 /);
  await logIn(await check('10.0.1.16', 'strict', 2222));
  await expect((await check('10.0.1.17', 'strict', 2222)).verify(key)).rejects.toThrow('unknown');
});

test('HostKeyAlias stands for the host and its port', async () => {
  known(line('web-a'));
  await logIn(await check('10.0.1.16', 'strict', 2222, { hostKeyAlias: 'web-a' }));
});

test('several files are read, and the first is written to', async () => {
  known(line('h'));
  const other = join(home, 'other');
  await logIn(await check('h', 'strict', 22, { userKnownHosts: [other, file()] }));
  await logIn(await check('g', 'accept-new', 22, { userKnownHosts: [other, file()] }));
  expect(readFileSync(other, 'utf8')).toBe(`${line('g')}\n`);
});

test('a rekey of the same connection adds nothing', async () => {
  const one = await check('h', 'accept-new');
  await logIn(one);
  await logIn(one);
  expect(readFileSync(file(), 'utf8').split('\n')).toHaveLength(2);
});

test('many at once lose no line, and a last line without its end stays whole', async () => {
  known(line('first'));
  const hosts = Array.from({ length: 20 }, (_, index) => `10.0.2.${index}`);
  await Promise.all(hosts.map(async (host) => logIn(await check(host, 'accept-new'))));
  const lines = readFileSync(file(), 'utf8').split('\n').filter(Boolean).sort();
  expect(lines).toEqual([line('first'), ...hosts.map(line)].sort());
});

test('strict refuses an unknown key with its fingerprint and how to add it', async () => {
  const failure = (await check('h', 'strict', 2222)).verify(key);
  await expect(failure).rejects.toMatchObject({
    kind: 'host-key',
    where: 'h:2222 (ins-labnode1)',
    message: expect.stringContaining('SHA256:xitgmHZ4ioFoGHYgNeh2Dxky9dtOkcjrIwa3awad2ks'),
    hint: expect.stringContaining(`ssh-keyscan -t ed25519 -p 2222 h >> ${file()}`),
  });
});

test('where a person can be asked: yes adds the key, no refuses it, nobody is strict', async () => {
  const asked: string[] = [];
  let answer = false;
  const person = () => {
    const agree: Prompter['agree'] = async ({ message, help }) => {
      asked.push(message);
      expect(help).toContain('\nssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub');
      return answer;
    };
    return new Questions({}, { agree, password: () => Promise.reject(new Error('no password is needed')) });
  };
  await expect((await check('h', 'ask')).verify(key)).rejects.toThrow('the host key is unknown');
  questions = person();
  await expect((await check('h', 'ask')).verify(key)).rejects.toThrow('was not accepted');
  questions = person();
  answer = true;
  await logIn(await check('h', 'ask'));
  expect(asked).toHaveLength(2);
  expect(asked[0]).toContain('h:22 (ins-labnode1)');
  expect(asked[0]).toContain('SHA256:xitgmHZ4ioFoGHYgNeh2Dxky9dtOkcjrIwa3awad2ks');
  expect(readFileSync(file(), 'utf8')).toBe(`${line('h')}\n`);
  expect(warnings).toEqual([]);
});

test('strict names the authority that it does not use', async () => {
  known(`@cert-authority ${line('*')}\n`);
  const failure = (await check('h', 'strict')).verify(key);
  await expect(failure).rejects.toMatchObject({
    message: expect.stringMatching(/line 1 .*host certificates are not supported/),
  });
});

test.each(['strict', 'accept-new'] as const)(
  'a changed key is refused with %s, with file, line and the way out',
  async (hostKeys) => {
    const old = Buffer.from(key);
    old[50] = 0;
    known(`\nh ssh-ed25519 ${old.toString('base64')}\n`);
    const failure = (await check('h', hostKeys)).verify(key);
    await expect(failure).rejects.toMatchObject({
      kind: 'host-key',
      message: expect.stringContaining(`${file()} line 2`),
      hint: expect.stringContaining(`ssh-keygen -f ${file()} -R h`),
    });
    expect(readFileSync(file(), 'utf8').split('\n')).toHaveLength(3);
  },
);

test('a revoked key is refused', async () => {
  known(`@revoked ${line('h')}\n${line('h')}\n`);
  await expect((await check('h', 'accept-new')).verify(key)).rejects.toMatchObject({ kind: 'host-key' });
});

test('the algorithms of known keys are asked for first', async () => {
  known(`h ecdsa-sha2-nistp256 ${ecdsa().toString('base64')}\n`);
  expect((await check('h', 'strict')).algorithms().slice(0, 2)).toEqual(['ecdsa-sha2-nistp256', 'ssh-ed25519']);
  expect((await check('g', 'strict')).algorithms()[0]).toBe('ssh-ed25519');
});

test('a file of the user’s choice', async () => {
  await logIn(await check('h', 'accept-new', 22, { userKnownHosts: [join(home, 'other/hosts')] }));
  expect(readFileSync(join(home, 'other/hosts'), 'utf8')).toBe(`${line('h')}\n`);
});

test('a file that cannot be written is an error with its name, and the key is not accepted', async () => {
  known('');
  rmSync(file());
  mkdirSync(file());
  chmodSync(file(), 0o700);
  await expect(check('h', 'accept-new')).rejects.toMatchObject({
    kind: 'host-key',
    message: expect.stringContaining(file()),
  });
});

test('nor is a new key accepted that cannot be written down', async () => {
  symlinkSync(join(home, 'no/such/folder'), join(home, 'link'));
  const failure = logIn(await check('h', 'accept-new', 22, { userKnownHosts: [join(home, 'link')] }));
  await expect(failure).rejects.toMatchObject({
    name: 'HostError',
    kind: 'host-key',
    hint: expect.stringContaining('ssh.knownHosts'),
  });
  expect(warnings).toEqual([]);
});

test('a key is not written down before the server has signed with it', async () => {
  const one = await check('h', 'accept-new');
  await one.verify(key);
  expect(existsSync(file())).toBe(false);
  expect(warnings).toEqual([]);
  await one.keep();
  expect(readFileSync(file(), 'utf8')).toBe(`${line('h')}\n`);
});

test('without a file of the user’s (UserKnownHostsFile none) a new key is written nowhere', async () => {
  const system = join(home, 'system');
  writeFileSync(system, '');
  await logIn(await check('h', 'accept-new', 22, { userKnownHosts: [], systemKnownHosts: [system] }));
  expect(readFileSync(system, 'utf8')).toBe('');
  expect(warnings).toEqual([expect.stringContaining('kept nowhere')]);
});

test('accept-new names the authority that it does not use', async () => {
  known(`@cert-authority ${line('*')}\n`);
  await logIn(await check('h', 'accept-new'));
  expect(warnings).toEqual([expect.stringMatching(/line 1 names a @cert-authority/)]);
});

describe('RevokedHostKeys', () => {
  const revoked = () => join(home, 'revoked');
  const verify = async () => (await check('h', 'accept-new', 22, { revokedHostKeys: [revoked()] })).verify(key);

  test('a list of keys', async () => {
    known(`${line('h')}\n`);
    writeFileSync(revoked(), `# gone\nssh-ed25519 ${key.toString('base64')} old\n`);
    await expect(verify()).rejects.toMatchObject({ kind: 'host-key', message: expect.stringContaining(revoked()) });
    writeFileSync(revoked(), `ssh-ed25519 ${Buffer.from(key).fill(7, 30).toString('base64')}\n`);
    await verify();
  });

  test('one that cannot be read lets nobody in', async () => {
    await expect(verify()).rejects.toMatchObject({ kind: 'host-key', message: expect.stringContaining(revoked()) });
    writeFileSync(revoked(), 'SSHKRL\n\0damaged');
    await expect(verify()).rejects.toMatchObject({
      kind: 'host-key',
      message: expect.stringContaining('revocation list'),
    });
  });
});

describeWith('ssh-keygen', 'key revocation lists of ssh-keygen', () => {
  test.each(['key', 'sha1', 'sha256'])('by %s', async (kind) => {
    const list = join(home, 'krl');
    const publicKey = join(home, 'host.pub');
    writeFileSync(publicKey, `ssh-ed25519 ${key.toString('base64')}\n`);
    writeFileSync(join(home, 'spec'), `${kind}: ssh-ed25519 ${key.toString('base64')}\n`);
    execFileSync('ssh-keygen', ['-q', '-k', '-f', list, join(home, 'spec')]);
    const one = await check('h', 'accept-new', 22, { revokedHostKeys: [list] });
    await expect(one.verify(key)).rejects.toMatchObject({ message: expect.stringContaining(list) });
    await one.verify(Buffer.from(key).fill(7, 30));
  });
});

function ecdsa(): Buffer {
  const string = (bytes: Buffer) => Buffer.concat([Buffer.from([0, 0, 0, bytes.length]), bytes]);
  const parts = [Buffer.from('ecdsa-sha2-nistp256'), Buffer.from('nistp256'), Buffer.alloc(65, 4)];
  return Buffer.concat(parts.map(string));
}
