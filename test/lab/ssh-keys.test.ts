import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { type ConnectedHost, type ConnectOptions, connectHost } from '../../src/adapters/ssh/connect.js';
import { answering } from '../fakes/questions.js';
import { describeLab } from './needs-lab.js';
import { generateKey, type Sshd, startSshd } from './sshd.js';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function server(...config: string[]): Promise<Sshd> {
  const sshd = await startSshd(config);
  cleanups.push(() => sshd.stop());
  return sshd;
}

async function connect(sshd: Sshd, rest: Partial<ConnectOptions> = {}): Promise<ConnectedHost> {
  const host = await connectHost({
    node: 'a',
    label: 'ins-labnode1',
    home: sshd.home,
    env: {},
    systemFolder: sshd.folder,
    questions: answering(),
    onWarning: () => undefined,
    ...rest,
    ssh: { host: '127.0.0.1', port: sshd.port, user: 'root', hostKeys: 'strict', ...rest.ssh },
  });
  cleanups.push(() => host.close());
  return host;
}

/** An ssh-agent of our own with these keys, in this order. */
async function startAgent(folder: string, files: readonly string[]): Promise<string> {
  const socket = join(folder, 'agent');
  const agent = spawn('ssh-agent', ['-D', '-a', socket], { stdio: 'ignore' });
  cleanups.push(() => agent.kill('SIGKILL'));
  for (let attempt = 0; attempt < 100 && !existsSync(socket); attempt += 1) await sleep(20);
  execFileSync('ssh-add', ['-q', ...files], { env: { ...process.env, SSH_AUTH_SOCK: socket }, stdio: 'ignore' });
  return socket;
}

function strangers(folder: string, count: number): readonly string[] {
  const files = Array.from({ length: count }, (_, index) => join(folder, `stranger-${index}`));
  for (const file of files) generateKey(file, 'ed25519');
  return files;
}

/** The file of a key on a FIDO token, whose private half is no more than a handle (PROTOCOL.u2f, PROTOCOL.key). */
function securityKeyFile(file: string): void {
  const string = (bytes: Buffer | string) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    return Buffer.concat([length, Buffer.from(bytes)]);
  };
  const type = string('sk-ssh-ed25519@openssh.com');
  const half = Buffer.concat([type, string(Buffer.alloc(32, 7)), string('ssh:')]);
  const secret = Buffer.concat([
    Buffer.alloc(8),
    half,
    Buffer.from([1]),
    string(Buffer.alloc(64, 9)),
    string(''),
    string('me'),
  ]);
  const padded = Buffer.concat([secret, Buffer.from([1, 2, 3, 4, 5, 6, 7]).subarray(0, (8 - (secret.length % 8)) % 8)]);
  const one = Buffer.from([0, 0, 0, 1]);
  const head = Buffer.concat([Buffer.from('openssh-key-v1\0'), string('none'), string('none'), string(''), one]);
  const body = Buffer.concat([head, string(half), string(padded)]).toString('base64');
  const lines = body.match(/.{1,70}/g)?.join('\n');
  writeFileSync(file, `-----BEGIN OPENSSH PRIVATE KEY-----\n${lines}\n-----END OPENSSH PRIVATE KEY-----\n`, {
    mode: 0o600,
  });
  writeFileSync(`${file}.pub`, `sk-ssh-ed25519@openssh.com ${half.toString('base64')} me\n`);
}

describeLab('keys of every kind at a real sshd', () => {
  test('an agent with eight keys and MaxAuthTries 3 at each hop: the named key goes first', async () => {
    const [bastion, inner] = await Promise.all([server('MaxAuthTries 3'), server('MaxAuthTries 3')]);
    const keys = [join(bastion.home, '.ssh/id_ed25519'), join(inner.home, '.ssh/id_ed25519')];
    const agentSocket = await startAgent(inner.folder, [...strangers(inner.folder, 6), ...keys]);
    const home = join(inner.folder, 'person');
    execFileSync('mkdir', ['-p', join(home, '.ssh')]);
    const known = [bastion, inner].map(({ home: own }) => readFileSync(join(own, '.ssh/known_hosts'), 'utf8'));
    writeFileSync(join(home, '.ssh/known_hosts'), known.join(''));
    // The private halves are in the agent alone: the public ones name them.
    for (const [index, file] of keys.entries())
      writeFileSync(join(home, `.ssh/hop${index}.pub`), readFileSync(`${file}.pub`));
    const config = (named: boolean) => `Host gate
  HostName 127.0.0.1
  Port ${bastion.port}
  ${named ? 'IdentityFile ~/.ssh/hop0' : ''}
Host web
  HostName 127.0.0.1
  Port ${inner.port}
  ProxyJump gate
  IdentityFile ~/.ssh/hop1.pub
`;
    const around = { home, env: { SSH_AUTH_SOCK: agentSocket } };
    const ssh = { host: 'web', user: 'root', hostKeys: 'strict' } as const;
    const open = async (named: boolean) => {
      writeFileSync(join(home, '.ssh/config'), config(named));
      const host = await connectHost({
        ...{ node: 'a', label: 'ins-labnode1', ...around, ssh, systemFolder: inner.folder },
        ...{ questions: answering(), onWarning: () => undefined },
      });
      cleanups.push(() => host.close());
      return host;
    };
    expect((await (await open(true)).read(['id', '-u'])).stdout).toBe('0\n');
    await expect(open(false)).rejects.toMatchObject({
      kind: 'auth',
      where: `127.0.0.1:${bastion.port} (jump host)`,
      message: expect.stringMatching(/3 of its 8 keys tried, all refused.*hung up after 3 tries \(MaxAuthTries\)/),
      hint: expect.stringMatching(/for gate in your ssh_config.*IdentityFile and IdentitiesOnly yes/),
    });
  });

  test('a key on a FIDO token is named, with what to do, as a file and in an agent', async () => {
    const sshd = await server();
    const identityFile = join(sshd.folder, 'token');
    securityKeyFile(identityFile);
    // ssh-keygen reads what we made as such a key.
    expect(spawnSync('ssh-keygen', ['-l', '-f', identityFile], { encoding: 'utf8' }).stdout).toContain('ED25519-SK');
    const ssh = { host: '127.0.0.1', port: sshd.port, user: 'root', identityFile } as const;
    const fido = /on a FIDO security key, which ha-setup cannot use: add another key to authorized_keys/;
    await expect(connect(sshd, { ssh })).rejects.toMatchObject({ kind: 'auth', message: expect.stringMatching(fido) });
    const agentSocket = await startAgent(sshd.folder, [identityFile]);
    const env = { SSH_AUTH_SOCK: agentSocket };
    const home = join(sshd.folder, 'nowhere');
    const knownHosts = join(sshd.home, '.ssh/known_hosts');
    const byAgent = connect(sshd, { env, home, ssh: { host: '127.0.0.1', port: sshd.port, user: 'root', knownHosts } });
    await expect(byAgent).rejects.toMatchObject({
      kind: 'auth',
      message: expect.stringMatching(/agent key me \(it is on a FIDO security key/),
    });
  });

  test('an sshd that lets user certificates in alone', async () => {
    const sshd = await server('AuthorizedKeysFile none');
    const own = join(sshd.home, '.ssh/id_ed25519');
    const authority = join(sshd.folder, 'authority');
    generateKey(authority, 'ed25519');
    execFileSync('ssh-keygen', ['-q', '-s', authority, '-I', 'me', '-n', 'root', `${own}.pub`]);
    await expect(connect(sshd)).rejects.toMatchObject({
      kind: 'auth',
      message: expect.stringContaining(`key ${own} (refused)`),
      hint: expect.stringMatching(/cannot present a certificate.*add the plain public key to root's authorized_keys/),
    });
  });

  test('an sshd that takes a post-quantum key exchange alone', async () => {
    const sshd = await server('KexAlgorithms sntrup761x25519-sha512@openssh.com');
    await expect(connect(sshd)).rejects.toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('post-quantum key exchanges alone (sntrup761x25519-sha512@openssh.com)'),
      hint: expect.stringContaining('KexAlgorithms +curve25519-sha256'),
    });
  });

  test('PubkeyAcceptedAlgorithms leaves out keys that are not in it', async () => {
    const sshd = await server();
    writeFileSync(join(sshd.home, '.ssh/config'), 'PubkeyAcceptedAlgorithms ecdsa-sha2-nistp256\n');
    await expect(connect(sshd)).rejects.toMatchObject({
      kind: 'auth',
      message: expect.stringContaining('ssh-ed25519 keys (not in PubkeyAcceptedAlgorithms)'),
    });
  });

  test('settings that are not followed are named once', async () => {
    const sshd = await server();
    const warnings: string[] = [];
    writeFileSync(join(sshd.home, '.ssh/config'), 'KnownHostsCommand /bin/true\nCertificateFile ~/x\nCheckHostIP no\n');
    await connect(sshd, { onWarning: (message) => warnings.push(message) });
    expect(warnings).toEqual([
      'ssh_config for 127.0.0.1 has settings that ha-setup does not follow: CertificateFile, KnownHostsCommand',
    ]);
  });
});
