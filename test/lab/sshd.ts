import { execFileSync, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { kill } from '../../src/lab/network/namespaces.js';
import { copyImageScript, getImage } from './image-copy.js';

export interface Sshd {
  readonly port: number;
  /** Holds the client's home: .ssh/id_ed25519 is let in. */
  readonly home: string;
  readonly folder: string;
  /** The public host key, as in a .pub file. */
  readonly hostKey: string;
  /** The processes of all open connections, of which sshd has one for each. */
  sessions(): readonly number[];
  /** Kills the processes of all open sessions, not the daemon. */
  cutSessions(): void;
  stop(): Promise<void>;
}

/** As the image has them. */
export const userWithSudo = 'ubuntu';
export const userWithoutSudo = 'nosudo';

/** Of both users; the hash is crypt(3)'s of it, as a shadow file has it. */
export const accountPassword = 'open sesame';
const accountHash = '$6$hasetup$e4GAhlqVYSl76UaYDaO0CCsRcjpd77S5tHFHOECiHmrWwzXtkR8.PYLx7WfDXHOE3AD8dPHC9fdSSUFsDZUDU0';

/** The sshd and the users of the lab's base image, on a loopback port of this machine, of which nothing else is touched. `setUp` are shell lines that change the copy, $root. */
export async function startSshd(extraConfig: readonly string[] = [], setUp = ''): Promise<Sshd> {
  const folder = await mkdtemp(join(tmpdir(), 'ha-setup-sshd-'));
  await chmod(folder, 0o711); // sshd reads authorized_keys as the user who logs in
  const home = join(folder, 'home');
  await mkdir(join(home, '.ssh'), { recursive: true, mode: 0o700 });
  generateKey(join(folder, 'host_key'), 'ed25519');
  generateKey(join(home, '.ssh', 'id_ed25519'), 'ed25519');
  const port = await freePort();
  await writeFile(join(folder, 'authorized_keys'), await readFile(join(home, '.ssh', 'id_ed25519.pub')));
  const hostKey = await readFile(join(folder, 'host_key.pub'), 'utf8');
  await writeFile(join(home, '.ssh', 'known_hosts'), `[127.0.0.1]:${port} ${hostKey}`);
  await writeConfig(folder, port, extraConfig);
  await writeFile(join(folder, 'start.sh'), copyImageScript(await getImage(), folder) + startScript(folder, setUp));
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
    sessions: () => children(pid),
    cutSessions: () => {
      for (const child of children(pid)) kill(child);
    },
    stop: async () => {
      const exited = new Promise((resolve) => daemon.once('exit', resolve));
      for (const child of children(pid)) kill(child);
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

/** Names are looked up in files alone, so that an unknown one is unknown at once, wherever the tests run. */
function startScript(folder: string, setUp: string): string {
  return `for user in ${userWithSudo} ${userWithoutSudo}; do
  chroot $root usermod --password '${accountHash}' $user
done
mkdir -p $root/run/sshd
sed -i 's/^hosts:.*/hosts: files/' $root/etc/nsswitch.conf
echo '127.0.0.1 localhost ${hostname()}' >$root/etc/hosts
${setUp}
exec chroot $root /usr/sbin/sshd -D -e -f ${folder}/sshd_config
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
