import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { appendFile, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type ConnectedHost, type ConnectOptions, connectHost } from '../../src/adapters/ssh/connect.js';
import { LinkPool } from '../../src/adapters/ssh/link-pool.js';
import type { SshSpec } from '../../src/cluster/spec.js';
import { answering } from '../fakes/questions.js';
import { describeLab } from './needs-lab.js';
import { generateKey, type Sshd, startSshd, userWithSudo } from './sshd.js';

/** A person whose ssh_config leads through a bastion: two real sshds with keys of their own, and a home folder. */
describeLab('by the user’s ssh_config', () => {
  let bastion: Sshd;
  let inner: Sshd;
  let home: string;
  const open: ConnectedHost[] = [];
  const warnings: string[] = [];

  beforeAll(async () => {
    [bastion, inner] = await Promise.all([startSshd(), startSshd()]);
    home = join(inner.folder, 'person');
    await mkdir(join(home, '.ssh'), { recursive: true });
    await rename(join(inner.home, '.ssh/id_ed25519'), join(home, '.ssh/of-inner'));
    await rename(join(bastion.home, '.ssh/id_ed25519'), join(home, '.ssh/of-bastion'));
    const hosts = (sshd: Sshd) => readFile(join(sshd.home, '.ssh/known_hosts'), 'utf8');
    await writeFile(join(home, '.ssh/of-both-hosts'), (await hosts(bastion)) + (await hosts(inner)));
  });
  afterEach(async () => {
    for (const host of open.splice(0)) await host.close();
    warnings.splice(0);
  });
  afterAll(async () => {
    await bastion?.stop();
    await inner?.stop();
  });

  const config = (more = '') => `Host web-* gate
  HostName 127.0.0.1
  UserKnownHostsFile ~/.ssh/of-both-hosts
  StrictHostKeyChecking yes
  IdentitiesOnly yes
Host web-*
  Port ${inner.port}
  IdentityFile ~/.ssh/of-inner
  ProxyJump gate
Host web-sudo
  User ${userWithSudo}
Host gate
  Port ${bastion.port}
  IdentityFile ~/.ssh/of-bastion
${more}`;

  async function connect(text: string, ssh: SshSpec, rest: Partial<ConnectOptions> = {}): Promise<ConnectedHost> {
    await writeFile(join(home, '.ssh/config'), text);
    const host = await connectHost({
      node: 'a',
      label: 'ins-labnode1',
      ssh,
      home,
      env: {},
      systemFolder: inner.folder,
      questions: answering(),
      onWarning: (message) => warnings.push(message),
      ...rest,
    });
    open.push(host);
    return host;
  }

  /** How many connections a server has just now: sshd has one process for each. */
  const connections = (sshd: Sshd) => sshd.sessions().length;

  test('alias, address, port, user, key and known_hosts, through a bastion with its own ones', async () => {
    const host = await connect(config(), { host: 'web-a' });
    expect((await host.read(['id', '-un'])).stdout).toBe('root\n');
    expect([connections(bastion), connections(inner)]).toEqual([1, 1]);
    const sudo = await connect(config(), { host: 'web-sudo' });
    expect((await sudo.read(['sh', '-c', 'echo $SUDO_USER'])).stdout).toBe(`${userWithSudo}\n`);
  });

  test('two hosts behind one bastion log in to it once, and it is left with the last of them', async () => {
    const pool = new LinkPool();
    const [one, two] = await Promise.all([
      connect(config(), { host: 'web-a' }, { pool }),
      connect(config(), { host: 'web-sudo' }, { pool }),
    ]);
    expect(connections(bastion)).toBe(1);
    await one.close();
    expect((await two.read(['true'])).code).toBe(0);
    await two.close();
    await expect.poll(() => connections(bastion)).toBe(0);
  });

  test('a host that is the way to the other one is logged in to once', async () => {
    const pool = new LinkPool();
    const [gate] = await Promise.all([
      connect(config(), { host: 'gate' }, { pool }),
      connect(config(), { host: 'web-a' }, { pool }),
    ]);
    expect((await gate.read(['true'])).code).toBe(0);
    expect(connections(bastion)).toBe(1);
  });

  test('three hops', async () => {
    const ssh = { host: '127.0.0.1', port: inner.port, proxyJump: 'gate,web-sudo' };
    const host = await connect(config().replace('ProxyJump gate', ''), {
      ...ssh,
      identityFile: '~/.ssh/of-inner',
      knownHosts: '~/.ssh/of-both-hosts',
    });
    expect((await host.read(['id', '-u'])).stdout).toBe('0\n');
  });

  test('a bastion whose key nobody knows, or that is an impostor, is refused like a host', async () => {
    const empty = join(home, '.ssh/empty');
    await writeFile(empty, '');
    const unknown = config().replace('~/.ssh/of-both-hosts', '~/.ssh/empty');
    await expect(connect(unknown, { host: 'web-a' })).rejects.toMatchObject({
      kind: 'host-key',
      where: `127.0.0.1:${bastion.port} (jump host)`,
      message: expect.stringContaining('unknown'),
    });
    generateKey(join(home, 'other'), 'ed25519');
    const other = await readFile(join(home, 'other.pub'), 'utf8');
    await writeFile(empty, `# comment\n[127.0.0.1]:${bastion.port} ${other}`);
    const lax = unknown.replace('StrictHostKeyChecking yes', 'StrictHostKeyChecking no');
    await expect(connect(lax, { host: 'web-a' })).rejects.toMatchObject({
      kind: 'host-key',
      where: `127.0.0.1:${bastion.port} (jump host)`,
      message: expect.stringContaining(`${empty} line 2`),
      hint: expect.stringContaining(`ssh-keygen -f ${empty} -R '[127.0.0.1]:${bastion.port}'`),
    });
    expect(connections(inner)).toBe(0);
  });

  test('known_hosts is written as OpenSSH writes it: hashed on demand, and ssh itself finds it', async () => {
    const written = join(home, '.ssh/written');
    const text = config('Host *\n HashKnownHosts yes\n')
      .replace('~/.ssh/of-both-hosts', '~/.ssh/written')
      .replace('StrictHostKeyChecking yes', 'StrictHostKeyChecking accept-new');
    await connect(text, { host: 'web-a' });
    expect(warnings.map((one) => /(new here|came through)/.exec(one)?.[1])).toEqual([
      'new here',
      'new here',
      'came through',
    ]);
    expect((await readFile(written, 'utf8')).match(/^\|1\|/gm)).toHaveLength(2);
    const found = execFileSync('ssh-keygen', ['-F', `[127.0.0.1]:${inner.port}`, '-f', written], { encoding: 'utf8' });
    expect(found).toContain(inner.hostKey.split(' ')[1]);
    await connect(text.replace('accept-new', 'yes'), { host: 'web-a' });
  });

  test('a person is asked about each unknown key, one after the other, with its fingerprint', async () => {
    const asked: string[] = [];
    const questions = answering({
      isRightHostKey: async ({ where, fingerprint }) => {
        asked.push(`${where} ${fingerprint}`);
        return true;
      },
    });
    const text = config().replace('~/.ssh/of-both-hosts', '~/.ssh/asked').replace('StrictHostKeyChecking yes', '');
    await connect(text, { host: 'web-a' }, { questions });
    expect(asked).toEqual([
      expect.stringMatching(new RegExp(`^127.0.0.1:${bastion.port} \\(jump host\\) SHA256:`)),
      expect.stringMatching(new RegExp(`^127.0.0.1:${inner.port} \\(ins-labnode1\\) SHA256:`)),
    ]);
  });

  test('IdentitiesOnly, no such key, Match exec: what was done about each is said', async () => {
    const ran = join(home, 'ran');
    const text = `Match exec "touch ${ran}"\n Port 1\n${config().replaceAll('of-inner', 'gone')}`;
    await expect(connect(text, { host: 'web-a' })).rejects.toMatchObject({
      kind: 'auth',
      message: expect.stringContaining('gone (not found)'),
    });
    expect(warnings[0]).toContain('its command is not run');
    expect(existsSync(ran)).toBe(false);
    await appendFile(join(home, '.ssh/config'), 'Host "half\n');
    await expect(connect(`${config()}Host "half\n`, { host: 'web-a' })).rejects.toMatchObject({ kind: 'config' });
  });
});
