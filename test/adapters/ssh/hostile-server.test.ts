import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server as NetServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ssh2 from 'ssh2';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { connectHost } from '../../../src/adapters/ssh/connect.js';
import { Questions } from '../../../src/adapters/ssh/questions.js';
import type { SshSpec } from '../../../src/cluster/spec.js';
import { newPrivateKey } from './new-key.js';

let home: string;
const closing: { close(): unknown }[] = [];
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'ha-setup-hostile-'));
  mkdirSync(join(home, '.ssh'));
  writeFileSync(join(home, 'nothing'), '');
});
afterEach(() => {
  for (const one of closing.splice(0)) one.close();
  rmSync(home, { recursive: true });
});

const knownHosts = () => join(home, '.ssh/known_hosts');

/** A host key: its file, and the public half as it is sent. */
interface HostKey {
  readonly file: string;
  readonly blob: Buffer;
}

function newKey(): HostKey {
  const file = newPrivateKey();
  const key = ssh2.utils.parseKey(file);
  if (key instanceof Error) throw key;
  return { file, blob: key.getPublicSSH() };
}

/** A file that says that it is the key of somebody else, but holds the private half of its own. */
function posingAs(other: HostKey): HostKey {
  const own = newKey();
  const body = Buffer.from(own.file.replace(/-----[^-]+-----|\s/g, ''), 'base64').toString('latin1');
  const point = (key: HostKey) => key.blob.subarray(-32).toString('latin1');
  const forged = Buffer.from(body.replaceAll(point(own), point(other)), 'latin1').toString('base64');
  const lines = forged.match(/.{1,70}/g)?.join('\n');
  return {
    file: `-----BEGIN OPENSSH PRIVATE KEY-----\n${lines}\n-----END OPENSSH PRIVATE KEY-----\n`,
    blob: other.blob,
  };
}

async function listen(server: NetServer): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(server);
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** A server that says whatever it likes from the first byte on. */
const listenRaw = (onSocket: (socket: Socket) => void) =>
  listen(
    createServer((socket) => {
      socket.on('error', () => undefined);
      onSocket(socket);
    }),
  );

/** An SSH server; `login` sees each try and lets it in or not. */
async function startServer(
  { file }: HostKey,
  login: (tried: ssh2.AuthContext) => boolean,
  onSession?: (accept: () => ssh2.Session) => void,
): Promise<number> {
  const server = new ssh2.Server({ hostKeys: [file] }, (client) => {
    client.on('error', () => undefined);
    client.on('authentication', (tried) => (login(tried) ? tried.accept() : tried.reject(['password'])));
    if (onSession !== undefined) client.on('session', (accept) => onSession(accept));
  });
  return listen(server as unknown as NetServer);
}

function connect(ssh: Partial<SshSpec>, env: Readonly<Record<string, string>> = {}, warnings: string[] = []) {
  return connectHost({
    node: 'a',
    label: 'ins-a',
    ssh: { host: '127.0.0.1', hostKeys: 'accept-new', ...ssh },
    home,
    env,
    systemFolder: join(home, 'etc'),
    questions: new Questions(env, undefined),
    onWarning: (message) => warnings.push(message),
  });
}

test('a server that shows a key which it cannot sign with is not written into known_hosts', async () => {
  const warnings: string[] = [];
  const port = await startServer(posingAs(newKey()), () => true);
  await expect(connect({ port }, {}, warnings)).rejects.toMatchObject({ name: 'HostError' });
  expect(() => readFileSync(knownHosts())).toThrow('ENOENT');
  expect(warnings).toEqual([]);
});

test('a jump host that refuses keys is not sent the password of the pair', async () => {
  const given: string[] = [];
  const port = await startServer(newKey(), (tried) => {
    if (tried.method === 'password') given.push(tried.password);
    return false;
  });
  const proxyJump = `jumper@127.0.0.1:${port}`;
  const failed = connect({ host: '10.9.9.9', proxyJump }, { HA_SETUP_SSH_PASSWORD: 'of the pair' });
  await expect(failed).rejects.toMatchObject({
    kind: 'auth',
    where: `127.0.0.1:${port} (jump host)`,
    message: expect.stringContaining('HA_SETUP_SSH_PASSWORD_127_0_0_1'),
  });
  expect(given).toEqual([]);
  const own = { HA_SETUP_SSH_PASSWORD: 'of the pair', HA_SETUP_SSH_PASSWORD_127_0_0_1: 'its own' };
  await expect(connect({ host: '10.9.9.9', proxyJump }, own)).rejects.toMatchObject({ kind: 'auth' });
  expect(given).toEqual(['its own']);
});

test.each([
  ['PasswordAuthentication no', []],
  ['BatchMode yes', []],
  ['PreferredAuthentications publickey', []],
  ['PasswordAuthentication yes', ['secret']],
])('%s is heeded', async (line, expected) => {
  const given: string[] = [];
  const port = await startServer(newKey(), (tried) => {
    if (tried.method === 'password') given.push(tried.password);
    return false;
  });
  writeFileSync(join(home, '.ssh/config'), `${line}\n`);
  await expect(connect({ port }, { HA_SETUP_SSH_PASSWORD: 'secret' })).rejects.toMatchObject({ kind: 'auth' });
  expect(given).toEqual(expected);
});

test('PubkeyAuthentication no: no key is shown', async () => {
  writeFileSync(join(home, '.ssh/id_ed25519'), newPrivateKey(), { mode: 0o600 });
  const methods: string[] = [];
  const port = await startServer(newKey(), (tried) => {
    methods.push(tried.method);
    return false;
  });
  writeFileSync(join(home, '.ssh/config'), 'PubkeyAuthentication no\n');
  await expect(connect({ port })).rejects.toMatchObject({ kind: 'auth' });
  expect(methods).not.toContain('publickey');
});

test('a revoked host key is refused before anything is sent to it, though known_hosts has it', async () => {
  const key = newKey();
  const port = await startServer(key, () => true);
  const line = `ssh-ed25519 ${key.blob.toString('base64')}\n`;
  writeFileSync(knownHosts(), `[127.0.0.1]:${port} ${line}`);
  writeFileSync(join(home, 'revoked'), line);
  writeFileSync(join(home, '.ssh/config'), `RevokedHostKeys ${home}/revoked\n`);
  await expect(connect({ port })).rejects.toMatchObject({
    kind: 'host-key',
    message: expect.stringContaining(`${home}/revoked revokes`),
  });
});

test('UserKnownHostsFile none: the system-wide file is not written to', async () => {
  mkdirSync(join(home, 'etc'));
  const system = join(home, 'etc/ssh_known_hosts');
  writeFileSync(system, '');
  writeFileSync(join(home, '.ssh/config'), 'UserKnownHostsFile none\n');
  const port = await startServer(newKey(), () => false);
  await expect(connect({ port })).rejects.toMatchObject({ kind: 'auth' });
  expect(readFileSync(system, 'utf8')).toBe('');
  expect(() => readFileSync(join(home, 'none'))).toThrow('ENOENT');
});

test('an sshd that turns us away after failed logins is told apart, with how long it may last', async () => {
  const port = await listenRaw((socket) => socket.end('Not allowed at this time\r\n'));
  await expect(connect({ port })).rejects.toMatchObject({
    kind: 'refused',
    message: expect.stringContaining('turns this machine away'),
    hint: expect.stringMatching(/15 s to 10 min.*PerSourcePenalties/),
  });
});

/** A packet with nothing but key exchange methods to choose from (RFC 4253, 7.1). */
function kexInit(methods: string): Buffer {
  const list = (text: string) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(text.length);
    return Buffer.concat([length, Buffer.from(text)]);
  };
  const rest = ['ssh-ed25519', 'aes128-ctr', 'aes128-ctr', 'hmac-sha2-256', 'hmac-sha2-256', 'none', 'none', '', ''];
  const payload = Buffer.concat([
    Buffer.from([20]),
    Buffer.alloc(16),
    list(methods),
    ...rest.map(list),
    Buffer.alloc(5),
  ]);
  const padding = 8 - ((payload.length + 5) % 8) + 8;
  const head = Buffer.alloc(5);
  head.writeUInt32BE(payload.length + padding + 1);
  head[4] = padding;
  return Buffer.concat([head, payload, Buffer.alloc(padding)]);
}

test('an sshd that takes post-quantum key exchanges alone: which ones, and the line to add', async () => {
  const methods = 'mlkem768x25519-sha256,sntrup761x25519-sha512@openssh.com,ext-info-s,kex-strict-s-v00@openssh.com';
  const port = await listenRaw((socket) => {
    socket.write('SSH-2.0-OpenSSH_10.0\r\n');
    socket.write(kexInit(methods));
  });
  await expect(connect({ port })).rejects.toMatchObject({
    kind: 'refused',
    message: expect.stringMatching(
      /mlkem768x25519-sha256, sntrup761x25519-sha512@openssh\.com\), which ha-setup does not/,
    ),
    hint: expect.stringContaining('KexAlgorithms +curve25519-sha256'),
  });
});

test('another server without a common key exchange is asked for what it has', async () => {
  const port = await listenRaw((socket) => {
    socket.write('SSH-2.0-old\r\n');
    socket.write(kexInit('diffie-hellman-group1-sha1'));
  });
  await expect(connect({ port })).rejects.toMatchObject({
    kind: 'refused',
    message: expect.stringMatching(/shares no algorithm.*it takes diffie-hellman-group1-sha1/),
  });
});

test('a host that writes without end does not hold the program up, and is cut off', async () => {
  const port = await startServer(
    newKey(),
    () => true,
    (accept) => {
      accept().on('exec', (take) => {
        const channel = take();
        channel.on('error', () => undefined);
        const noise = Buffer.alloc(32 * 1024, 'x');
        const flood = () => {
          while (!channel.destroyed && channel.write(noise));
        };
        channel.on('drain', flood);
        flood();
      });
    },
  );
  let longest = 0;
  let last = performance.now();
  const watch = setInterval(() => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
  }, 10);
  const host = await connect({ port });
  await expect(host.read(['true'])).rejects.toMatchObject({
    kind: 'output',
    where: `127.0.0.1:${port} (ins-a)`,
    message: expect.stringContaining('more than 32 MiB of output'),
  });
  clearInterval(watch);
  await host.close();
  expect(longest).toBeLessThan(1_500);
});

test('a time of 40 digits in ssh_config is read at once', async () => {
  writeFileSync(join(home, '.ssh/config'), `ConnectTimeout ${'1'.repeat(40)}!\n`);
  const began = performance.now();
  await expect(connect({ port: 1 })).rejects.toMatchObject({
    kind: 'config',
    message: expect.stringContaining('line 1'),
  });
  expect(performance.now() - began).toBeLessThan(1_000);
});
