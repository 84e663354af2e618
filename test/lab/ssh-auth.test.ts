import { execFileSync, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { appendFile, readFile } from 'node:fs/promises';
import { createServer, connect as dial, type Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { type ConnectedHost, type ConnectOptions, connectHost } from '../../src/adapters/ssh/connect.js';
import { Questions } from '../../src/adapters/ssh/questions.js';
import { answering } from '../fakes/questions.js';
import { describeLab } from './needs-lab.js';
import { accountPassword, generateKey, type Sshd, startSshd, userWithSudo } from './sshd.js';

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function server(...config: string[]): Promise<Sshd> {
  const sshd = await startSshd(config);
  cleanups.push(() => sshd.stop());
  return sshd;
}

async function connect(
  sshd: Sshd,
  rest: Partial<ConnectOptions> & { readonly ssh?: ConnectOptions['ssh'] } = {},
): Promise<ConnectedHost> {
  const ssh = { host: '127.0.0.1', port: sshd.port, user: 'root', hostKeys: 'strict' as const, ...rest.ssh };
  const host = await connectHost({
    node: 'a',
    label: 'ins-labnode1',
    home: sshd.home,
    env: {},
    systemFolder: sshd.folder,
    questions: answering(),
    onWarning: () => undefined,
    ...rest,
    ssh,
  });
  cleanups.push(() => host.close());
  return host;
}

const base = (sshd: Sshd) => ({ host: '127.0.0.1', port: sshd.port, user: 'root', hostKeys: 'strict' as const });
const knownHosts = (sshd: Sshd) => join(sshd.home, '.ssh/known_hosts');

/** An ssh-agent of our own, holding so many keys that nobody knows and then the given ones. */
async function startAgent(sshd: Sshd, strangers: number, files: readonly string[]): Promise<string> {
  const socket = join(sshd.folder, 'agent');
  const agent = spawn('ssh-agent', ['-D', '-a', socket], { stdio: 'ignore' });
  cleanups.push(() => agent.kill('SIGKILL'));
  for (let attempt = 0; attempt < 100 && !existsSync(socket); attempt += 1) await sleep(20);
  const unknown = Array.from({ length: strangers }, (_, index) => join(sshd.folder, `stranger-${index}`));
  for (const file of unknown) generateKey(file, 'ed25519');
  execFileSync('ssh-add', ['-q', ...unknown, ...files], {
    env: { ...process.env, SSH_AUTH_SOCK: socket },
    stdio: 'ignore',
  });
  return socket;
}

const typing = (password: string) => new Questions({ HA_SETUP_SSH_PASSWORD: password }, undefined);

describeLab('ways to log in to a real sshd', () => {
  test('a key that only the agent has', async () => {
    const sshd = await server();
    const agentSocket = await startAgent(sshd, 2, [join(sshd.home, '.ssh/id_ed25519')]);
    const ssh = { ...base(sshd), knownHosts: knownHosts(sshd) };
    const host = await connect(sshd, { env: { SSH_AUTH_SOCK: agentSocket }, home: join(sshd.folder, 'nowhere'), ssh });
    expect((await host.read(['id', '-u'])).stdout).toBe('0\n');
  });

  test('RSA keys are signed with SHA-2', async () => {
    const sshd = await server('PubkeyAcceptedAlgorithms rsa-sha2-256,rsa-sha2-512');
    const identityFile = join(sshd.folder, 'rsa');
    generateKey(identityFile, 'rsa');
    await appendFile(join(sshd.folder, 'authorized_keys'), await readFile(`${identityFile}.pub`));
    await connect(sshd, { ssh: { ...base(sshd), identityFile } });
    const agentSocket = await startAgent(sshd, 0, [identityFile]);
    await connect(sshd, {
      env: { SSH_AUTH_SOCK: agentSocket },
      home: join(sshd.folder, 'nowhere'),
      ssh: { ...base(sshd), knownHosts: knownHosts(sshd) },
    });
  });

  test('the named key is tried before an agent full of others, for the server counts (MaxAuthTries)', async () => {
    const sshd = await server('MaxAuthTries 3');
    const agentSocket = await startAgent(sshd, 6, []);
    const identityFile = join(sshd.home, '.ssh/id_ed25519');
    await connect(sshd, { env: { SSH_AUTH_SOCK: agentSocket }, ssh: { ...base(sshd), identityFile } });
    const tooMany = connect(sshd, {
      env: { SSH_AUTH_SOCK: agentSocket },
      ssh: { ...base(sshd), knownHosts: knownHosts(sshd) },
      home: '/nonexistent',
    });
    await expect(tooMany).rejects.toMatchObject({
      kind: 'auth',
      message: expect.stringMatching(
        /agent \(3 of its 6 keys tried, all refused\).*hung up after 3 tries \(MaxAuthTries\)/,
      ),
      hint: expect.stringMatching(/ssh\.identityFile.*IdentityFile and IdentitiesOnly yes/),
    });
  });

  test('a locked key that the agent has is not asked for', async () => {
    const sshd = await server('MaxAuthTries 3');
    const identityFile = join(sshd.folder, 'locked');
    generateKey(identityFile, 'ed25519');
    const agentSocket = await startAgent(sshd, 6, [identityFile]);
    execFileSync('ssh-keygen', ['-q', '-p', '-N', 'a passphrase', '-f', identityFile]);
    await appendFile(join(sshd.folder, 'authorized_keys'), await readFile(`${identityFile}.pub`));
    let asked = 0;
    const passphrase = async () => {
      asked += 1;
      return undefined;
    };
    await connect(sshd, {
      env: { SSH_AUTH_SOCK: agentSocket },
      questions: answering({ passphrase }),
      ssh: { ...base(sshd), identityFile },
    });
    expect(asked).toBe(0);
  });

  test('a password, right and wrong', async () => {
    const sshd = await server('PasswordAuthentication yes', 'PubkeyAuthentication no');
    const ssh = { ...base(sshd), user: userWithSudo };
    await connect(sshd, { questions: typing(accountPassword), ssh });
    const wrong = connect(sshd, { questions: typing('wrong'), ssh });
    await expect(wrong).rejects.toMatchObject({
      kind: 'auth',
      message: expect.stringMatching(/tried: .*password \(refused\).*takes password/),
    });
  });

  test('a password asked for by keyboard-interactive', async () => {
    const sshd = await server('UsePAM yes', 'KbdInteractiveAuthentication yes', 'PubkeyAuthentication no');
    const ssh = { ...base(sshd), user: userWithSudo };
    await connect(sshd, { questions: typing(accountPassword), ssh });
  });

  test('a sshd that forbids forwarding says so', async () => {
    const sshd = await server('AllowTcpForwarding no');
    const host = await connect(sshd);
    await expect(host.connect('127.0.0.1', sshd.port)).rejects.toMatchObject({
      kind: 'forwarding',
      hint: expect.stringContaining('AllowTcpForwarding'),
    });
  });

  test('a root that may only be told to use another name', async () => {
    const sshd = await server('ForceCommand echo Please login as the user \\"ubuntu\\".; exit 142');
    const host = await connect(sshd);
    await expect(host.read(['true'])).rejects.toMatchObject({
      kind: 'auth',
      message: expect.stringContaining('Please login as the user "ubuntu"'),
    });
  });

  test('a server that takes one session at a time gets them one after the other', async () => {
    const sshd = await server('MaxSessions 1');
    const host = await connect(sshd);
    const results = await Promise.all([1, 2, 3, 4, 5, 6].map((n) => host.read(['sh', '-c', `sleep 0.1; echo ${n}`])));
    expect(results.map(({ stdout }) => stdout.trim())).toEqual(['1', '2', '3', '4', '5', '6']);
  });

  test('a server that shares no algorithm with us', async () => {
    const sshd = await server('KexAlgorithms diffie-hellman-group14-sha1');
    await expect(connect(sshd)).rejects.toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('shares no algorithm'),
    });
  });

  test('a host that falls silent in mid command is lost within 20 s', async () => {
    const sshd = await server();
    const sockets: Socket[] = [];
    const proxy = createServer((near) => {
      const far = dial(sshd.port, '127.0.0.1');
      sockets.push(near, far);
      for (const socket of [near, far]) socket.on('error', () => undefined);
      near.pipe(far).pipe(near);
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    cleanups.push(() => proxy.close());
    const address = proxy.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    const host = await connect(sshd, { ssh: { ...base(sshd), port: address.port, hostKeys: 'accept-new' } });
    const during = host.run(['sleep', '60']);
    await sleep(100);
    for (const socket of sockets) socket.unpipe();
    const began = Date.now();
    await expect(during).rejects.toMatchObject({ kind: 'lost', message: expect.stringContaining('stopped answering') });
    expect(Date.now() - began).toBeLessThan(20_000);
    for (const socket of sockets) socket.destroy();
  }, 40_000);
});
