import { existsSync } from 'node:fs';
import { appendFile, readFile, stat, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Secret } from '../../src/cluster/secret.js';
import { answering } from '../fakes/questions.js';
import { Logins } from './logins.js';
import { describeLab } from './needs-lab.js';
import { generateKey, type Sshd, startSshd, userWithoutSudo, userWithSudo } from './sshd.js';

describeLab('over a real sshd', () => {
  let sshd: Sshd;
  const logins = new Logins(() => sshd);
  const { connect } = logins;
  beforeAll(async () => {
    sshd = await startSshd();
  });
  afterAll(async () => {
    await logins.close();
    await sshd?.stop();
  });

  const where = () => `127.0.0.1:${sshd.port} (ins-labnode1)`;

  test('the default key lets in; a command’s words, exit status and streams come back', async () => {
    const host = await connect();
    const said = await host.read([
      'sh',
      '-c',
      'printf "%s|" "$@"; echo oh >&2; exit 3',
      'sh',
      "it's",
      'a b',
      '$HOME',
      '',
    ]);
    expect(said).toEqual({ code: 3, stdout: "it's|a b|$HOME||", stderr: 'oh\n' });
    expect((await host.read(['no-such-command'])).code).toBe(127);
    expect((await host.read(['sh', '-c', 'kill -9 $$'])).code).toBe(137);
    expect((await host.read(['sh', '-c', 'echo $LC_ALL'])).stdout).toBe('C\n');
  });

  test('1 MB through stdin and back, and a command that does not read its stdin', async () => {
    const host = await connect();
    const stdin = 'é0123456789abcde\n'.repeat(60_000);
    expect((await host.run(['cat'], { stdin })).stdout).toBe(stdin);
    expect(await host.run(['true'], { stdin })).toMatchObject({ code: 0 });
  });

  test('lines of both streams arrive as they are written', async () => {
    const host = await connect();
    const lines: { line: string; at: number }[] = [];
    const onLine = (line: string) => lines.push({ line, at: Date.now() });
    await host.run(['sh', '-c', 'echo one; sleep 0.4; echo two >&2; printf three'], { onLine });
    expect(lines.map(({ line }) => line).sort()).toEqual(['one', 'three', 'two']);
    expect((lines.at(-1)?.at ?? 0) - (lines[0]?.at ?? 0)).toBeGreaterThan(300);
  });

  test('thirty commands at once, though sshd takes ten sessions', async () => {
    const host = await connect();
    const numbers = Array.from({ length: 30 }, (_, index) => String(index));
    const said = await Promise.all(numbers.map((number) => host.read(['echo', number])));
    expect(said.map(({ stdout }) => stdout.trim())).toEqual(numbers);
  });

  test('a command that outlives its time is given up and ended on the host', async () => {
    const host = await connect();
    const began = Date.now();
    const pidFile = join(sshd.folder, 'late.pid');
    const late = host.run(['sh', '-c', 'echo $$ >"$0"; exec sleep 77', pidFile], { timeoutMs: 300 });
    await expect(late).rejects.toMatchObject({
      kind: 'timeout',
      where: where(),
      message: expect.stringMatching(/^no end after 0\.3 s: sh -c echo/),
    });
    expect(Date.now() - began).toBeLessThan(5_000);
    const process = `/proc/${(await readFile(pidFile, 'utf8')).trim()}`;
    expect(existsSync(process)).toBe(true);
    await sleep(1_500);
    expect(existsSync(process)).toBe(false);
  });

  test('writeFile: content, mode and owner in place; a failure is said and leaves the old file', async () => {
    const host = await connect();
    const path = join(sshd.folder, 'written/deep/file');
    await host.writeFile({ path, content: 'one é\n', mode: 0o600 });
    expect(await readFile(path, 'utf8')).toBe('one é\n');
    expect(await stat(path)).toMatchObject({ mode: 0o100600, uid: 0, gid: 0 });
    await host.writeFile({ path, content: 'x'.repeat(1_000_000), mode: 0o755 });
    expect(await stat(path)).toMatchObject({ mode: 0o100755, size: 1_000_000 });
    const refused = host.writeFile({ path: join(path, 'below'), content: '', mode: 0o600 });
    await expect(refused).rejects.toMatchObject({
      kind: 'write',
      where: where(),
      message: expect.stringContaining('below'),
    });
  });

  test('a connection made by the host', async () => {
    const server = await listen((socket) => socket.end('hello'));
    const host = await connect();
    expect(await text(await host.connect('127.0.0.1', server.port))).toBe('hello');
    server.close();
    await expect(host.connect('127.0.0.1', server.port)).rejects.toMatchObject({ kind: 'refused', where: where() });
    await expect(host.connect('no-such-name.invalid', 1)).rejects.toMatchObject({ kind: 'unreachable' });
  });

  test('through a jump host, with the same checks', async () => {
    const host = await connect({ proxyJump: `root@127.0.0.1:${sshd.port}` });
    expect((await host.read(['id', '-u'])).stdout).toBe('0\n');
    await host.close();
    const noSuchJump = connect({ proxyJump: 'root@127.0.0.1:1' });
    await expect(noSuchJump).rejects.toMatchObject({ kind: 'refused', where: '127.0.0.1:1 (jump host)' });
    const behind = connect({ port: 1, proxyJump: `root@127.0.0.1:${sshd.port}` });
    await expect(behind).rejects.toMatchObject({ kind: 'refused' });
  });

  describe('not let in', () => {
    test('a wrong key: which ones were tried, and what the server takes', async () => {
      const identityFile = join(sshd.folder, 'wrong');
      generateKey(identityFile, 'ed25519');
      await expect(connect({ identityFile })).rejects.toMatchObject({
        kind: 'auth',
        where: where(),
        message: `root was not let in, tried: key ${identityFile} (refused); the server takes publickey`,
        hint: expect.stringContaining('authorized_keys'),
      });
    });

    test('no key at all', async () => {
      const home = join(sshd.folder, 'empty-home');
      const knownHosts = join(sshd.home, '.ssh/known_hosts');
      await expect(connect({ knownHosts }, { home })).rejects.toMatchObject({
        kind: 'auth',
        message: expect.stringContaining('nothing'),
      });
    });

    test('an agent that is not there is said, and the next way is tried', async () => {
      const agentSocket = join(sshd.folder, 'no-agent');
      expect((await (await connect({}, { env: { SSH_AUTH_SOCK: agentSocket } })).read(['true'])).code).toBe(0);
      const identityFile = join(sshd.folder, 'absent');
      const failure = connect({ identityFile }, { env: { SSH_AUTH_SOCK: agentSocket } });
      await expect(failure).rejects.toMatchObject({
        kind: 'auth',
        message: expect.stringMatching(/agent \(no answer\).*absent \(not found\)/),
      });
    });
  });

  test('a key with a passphrase: asked once it is needed, again when it was wrong', async () => {
    const identityFile = join(sshd.folder, 'locked');
    generateKey(identityFile, 'ed25519', 'correct horse');
    await appendFile(join(sshd.folder, 'authorized_keys'), await readFile(`${identityFile}.pub`));
    const asked: string[] = [];
    const passphrase = async (file: string, attempt: number) => {
      asked.push(`${file} ${attempt}`);
      return new Secret(attempt === 1 ? 'wrong' : 'correct horse');
    };
    const host = await connect({ identityFile }, { questions: answering({ passphrase }) });
    expect((await host.read(['true'])).code).toBe(0);
    expect(asked).toEqual([`${identityFile} 1`, `${identityFile} 2`]);
    const silent = connect({ identityFile });
    await expect(silent).rejects.toMatchObject({
      kind: 'auth',
      message: expect.stringContaining('passphrase was not given'),
    });
  });

  describe('host keys', () => {
    const knownHosts = async (content: string) => {
      const file = join(sshd.folder, `known-${content.length}`);
      await writeFile(file, content);
      return file;
    };

    test('unknown: refused by strict, taken and kept by accept-new', async () => {
      const file = await knownHosts('');
      await expect(connect({ knownHosts: file })).rejects.toMatchObject({
        kind: 'host-key',
        where: where(),
        message: expect.stringContaining('unknown'),
      });
      const warnings: string[] = [];
      await connect({ knownHosts: file, hostKeys: 'accept-new' }, { onWarning: (message) => warnings.push(message) });
      expect(warnings).toHaveLength(1);
      expect(await readFile(file, 'utf8')).toBe(
        `[127.0.0.1]:${sshd.port} ${sshd.hostKey.split(' ').slice(0, 2).join(' ')}\n`,
      );
      await connect({ knownHosts: file });
    });

    test('changed: refused by both', async () => {
      generateKey(join(sshd.folder, 'other_host_key'), 'ed25519');
      const other = await readFile(join(sshd.folder, 'other_host_key.pub'), 'utf8');
      const file = await knownHosts(`[127.0.0.1]:${sshd.port} ${other}`);
      for (const hostKeys of ['strict', 'accept-new'] as const) {
        await expect(connect({ knownHosts: file, hostKeys })).rejects.toMatchObject({
          kind: 'host-key',
          message: expect.stringContaining(`${file} line 1`),
        });
      }
    });
  });

  describe('no SSH server there', () => {
    test('a port where nothing listens', async () => {
      await expect(connect({ port: 1 })).rejects.toMatchObject({
        kind: 'refused',
        where: '127.0.0.1:1 (ins-labnode1)',
      });
    });

    test('a name that does not resolve', async () => {
      await expect(connect({ host: 'no-such-name.invalid' })).rejects.toMatchObject({ kind: 'unreachable' });
    });

    test('a server that hangs up, and one that speaks something else', async () => {
      const hangsUp = await listen((socket) => socket.destroy());
      await expect(connect({ port: hangsUp.port })).rejects.toMatchObject({ kind: 'lost' });
      hangsUp.close();
      const web = await listen((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
      await expect(connect({ port: web.port })).rejects.toMatchObject({
        kind: 'lost',
        message: expect.stringContaining('SSH'),
      });
      web.close();
    });
  });

  describe('as another user', () => {
    test('commands and files through sudo', async () => {
      const host = await connect({ user: userWithSudo });
      expect((await host.read(['id', '-u'])).stdout).toBe('0\n');
      expect((await host.read(['sh', '-c', 'exit 1'])).code).toBe(1);
      const path = join(sshd.folder, 'by-sudo');
      await host.writeFile({ path, content: 'x\n', mode: 0o640 });
      expect(await stat(path)).toMatchObject({ mode: 0o100640, uid: 0, gid: 0 });
    });

    test('without sudo rights: said with what sudo says', async () => {
      await expect(connect({ user: userWithoutSudo })).rejects.toMatchObject({
        kind: 'sudo',
        where: where(),
        message: expect.stringMatching(/sudo: a password is required|not in the sudoers file/),
        hint: expect.stringContaining('NOPASSWD'),
      });
    });
  });

  test('a login takes no more than moments', async () => {
    await connect();
    const began = performance.now();
    await connect();
    expect(performance.now() - began).toBeLessThan(3000);
  });
});

async function listen(
  onSocket: (socket: import('node:net').Socket) => void,
): Promise<{ port: number; close(): Server }> {
  const server = createServer(onSocket);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { port: address.port, close: () => server.close() };
}
