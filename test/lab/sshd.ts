import { execFileSync, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export const sshdPath = '/usr/sbin/sshd';

export interface Sshd {
  readonly port: number;
  /** Holds the client's home: .ssh/id_ed25519 is let in. */
  readonly home: string;
  readonly folder: string;
  /** The public host key, as in a .pub file. */
  readonly hostKey: string;
  /** Kills the processes of all open sessions, not the daemon. */
  cutSessions(): void;
  stop(): Promise<void>;
}

const users = { plain: 'hs-plain', admin: 'hs-admin' };
export const { plain: userWithoutSudo, admin: userWithSudo } = users;

/** Of both users; the hash is crypt(3)'s of it, as a shadow file has it. */
export const accountPassword = 'open sesame';
const accountHash = '$6$hasetup$e4GAhlqVYSl76UaYDaO0CCsRcjpd77S5tHFHOECiHmrWwzXtkR8.PYLx7WfDXHOE3AD8dPHC9fdSSUFsDZUDU0';

/** Debian's own sshd on a loopback port, in a mount namespace where two more users exist; nothing of the machine is touched. */
export async function startSshd(extraConfig: readonly string[] = []): Promise<Sshd> {
  const folder = await mkdtemp(join(tmpdir(), 'ha-setup-sshd-'));
  await chmod(folder, 0o711); // sshd reads authorized_keys as the user who logs in
  const home = join(folder, 'home');
  await mkdir(join(home, '.ssh'), { recursive: true, mode: 0o700 });
  await mkdir('/run/sshd', { recursive: true });
  generateKey(join(folder, 'host_key'), 'ed25519');
  generateKey(join(home, '.ssh', 'id_ed25519'), 'ed25519');
  const port = await freePort();
  await writeFile(join(folder, 'authorized_keys'), await readFile(join(home, '.ssh', 'id_ed25519.pub')));
  const hostKey = await readFile(join(folder, 'host_key.pub'), 'utf8');
  await writeFile(join(home, '.ssh', 'known_hosts'), `[127.0.0.1]:${port} ${hostKey}`);
  await writeConfig(folder, port, extraConfig);
  await writeFile(join(folder, 'start.sh'), await accountsScript(folder));
  const daemon = spawn('unshare', ['--mount', 'sh', join(folder, 'start.sh')], { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  daemon.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  const { pid } = daemon;
  if (pid === undefined) throw new Error('unshare did not start');
  await listening(port, () => said);
  return {
    port,
    home,
    folder,
    hostKey,
    cutSessions: () => {
      for (const child of children(pid)) process.kill(child, 'SIGKILL');
    },
    stop: async () => {
      const exited = new Promise((resolve) => daemon.once('exit', resolve));
      for (const child of children(pid)) process.kill(child, 'SIGKILL');
      daemon.kill('SIGKILL');
      await exited;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export function generateKey(file: string, type: string, passphrase = ''): void {
  execFileSync('ssh-keygen', ['-q', '-t', type, '-N', passphrase, '-C', 'test', '-f', file]);
}

function children(pid: number): readonly number[] {
  const file = `/proc/${pid}/task/${pid}/children`;
  return existsSync(file) ? readFileSync(file, 'utf8').trim().split(' ').filter(Boolean).map(Number) : [];
}

async function writeConfig(folder: string, port: number, extra: readonly string[]): Promise<void> {
  const lines = [
    ...extra,
    `Port ${port}`,
    'ListenAddress 127.0.0.1',
    `HostKey ${folder}/host_key`,
    `AuthorizedKeysFile ${folder}/authorized_keys`,
    'StrictModes no',
    'UsePAM no',
    'PasswordAuthentication no',
    'KbdInteractiveAuthentication no',
    'PermitRootLogin yes',
    'PidFile none',
    'LogLevel ERROR',
  ];
  await writeFile(join(folder, 'sshd_config'), `${lines.join('\n')}\n`);
}

async function accountsScript(folder: string): Promise<string> {
  const rows = Object.values(users).map((name, index) => [name, 64_001 + index] as const);
  const passwd = rows.map(([name, uid]) => `${name}:x:${uid}:${uid}::/:/bin/sh\n`).join('');
  const shadow = rows.map(([name]) => `${name}:${accountHash}:19000:0:99999:7:::\n`).join('');
  // A home of its own for root: the .bashrc of the machine's user would be timed with every command.
  const machine = (await readFile('/etc/passwd', 'utf8')).replace(/^root:.*$/m, 'root:x:0:0:root:/:/bin/sh');
  await writeFile(join(folder, 'passwd'), machine + passwd);
  await writeFile(join(folder, 'shadow'), (await readFile('/etc/shadow', 'utf8')) + shadow, { mode: 0o640 });
  await writeFile(join(folder, 'sudoers'), `${users.admin} ALL=(ALL) NOPASSWD: ALL\n`, { mode: 0o440 });
  return `set -e
mount --make-rprivate /
mount --bind ${folder}/passwd /etc/passwd
mount --bind ${folder}/shadow /etc/shadow
[ ! -e /etc/sudoers ] || mount --bind ${folder}/sudoers /etc/sudoers
exec ${sshdPath} -D -e -f ${folder}/sshd_config
`;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

async function listening(port: number, said: () => string): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const open = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => resolve(true));
      socket.once('error', () => resolve(false));
      socket.once('connect', () => socket.destroy());
    });
    if (open) return;
    await sleep(50);
  }
  throw new Error(`sshd does not listen: ${said()}`);
}
