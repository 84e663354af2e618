import { randomBytes } from 'node:crypto';
import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { HaSetupError } from '../../errors.js';
import type { Argv, CommandResult } from '../../ports/host.js';
import { namespaceOf } from '../network/namespaces.js';
import type { Network } from '../network/network.js';
import { type ProcessOptions, run, runChecked, waitFor } from '../process.js';
import { ports, renderHosts, renderResolvConf } from '../world.js';
import { bootMachine, findLeader, isListening, killMachine } from './boot.js';
import { hasKeeper } from './cgroup.js';
import { Disk } from './disk.js';

export type MachineName = 'a' | 'b';

export type SpareName = 'c' | 'd';

/** The pair's two, and spare ones. */
export type HostName = MachineName | SpareName;

export interface MachineOptions {
  readonly lab: string;
  readonly name: HostName;
  readonly network: Network;
  /** The image's root. */
  readonly image: string;
  /** Where its disk is kept. */
  readonly disk: string;
  /** Where what its console shows is kept. */
  readonly log: string;
}

/** One real systemd host with a place in the lab's VPC. */
export class Machine {
  readonly name: HostName;
  readonly hostname: string;
  readonly ip: string;
  readonly #id: string;
  readonly #log: string;
  readonly #network: Network;
  readonly #disk: Disk;

  constructor(options: MachineOptions) {
    this.name = options.name;
    this.hostname = `lab-${options.name}`;
    this.ip = ports[options.name].ip;
    this.#id = namespaceOf(options.lab, options.name);
    this.#log = options.log;
    this.#network = options.network;
    this.#disk = new Disk(options.disk, options.image);
  }

  /** Makes a disk for the machine: its name, address, host key, and the key of who may log in as root, ubuntu or nosudo. */
  async install(authorizedKey: string): Promise<void> {
    await this.#disk.mount();
    const { ip, prefix, gateway } = ports[this.name];
    // Its own from the start: a first boot would enable every service that the image has.
    await this.#put('/etc/machine-id', `${randomBytes(16).toString('hex')}\n`, 0o444);
    await this.#put('/etc/hostname', `${this.hostname}\n`);
    await this.#put('/etc/hosts', renderHosts(this.hostname));
    // An image may bring a link to somewhere else.
    await rm(join(this.#disk.root, 'etc/resolv.conf'), { force: true });
    await this.#put('/etc/resolv.conf', renderResolvConf());
    await this.#put('/etc/lab-network', `ADDRESS=${ip}/${prefix}\nGATEWAY=${gateway}\n`);
    const hostKey = join(this.#disk.root, 'etc/ssh/ssh_host_ed25519_key');
    await rm(hostKey, { force: true });
    await runChecked(['ssh-keygen', '-q', '-t', 'ed25519', '-N', '', '-C', this.hostname, '-f', hostKey]);
    const homes = { root: '/root', ubuntu: '/home/ubuntu', nosudo: '/home/nosudo' };
    for (const [user, home] of Object.entries(homes)) {
      await this.#put(`${home}/.ssh/authorized_keys`, authorizedKey, 0o600);
      await chmod(join(this.#disk.root, home, '.ssh'), 0o700);
      await runChecked(['chroot', this.#disk.root, 'chown', '-R', `${user}:`, `${home}/.ssh`]);
    }
  }

  /** The machine's own host key, as it stands in known_hosts after the host's name. */
  async sshHostKey(): Promise<string> {
    const key = await readFile(join(this.#disk.root, 'etc/ssh/ssh_host_ed25519_key.pub'), 'utf8');
    return key.split(' ').slice(0, 2).join(' ');
  }

  /** Starts the machine with the disk it has, or waits for one that is booting or rebooting; returns when sshd listens. */
  async powerOn(): Promise<void> {
    const leader = await findLeader(this.#id);
    const state = leader === undefined ? 'off' : await this.#readState();
    if (['running', 'degraded', 'maintenance'].includes(state)) return;
    try {
      // Its keeper boots it again; a second one would find the disk busy.
      const ends = state === 'stopping' ? leader : undefined;
      if (await waitFor('the end of the shutdown', () => this.#isUpOrOff(ends), { timeoutMs: 120_000 })) return;
      await this.#disk.mount();
      await this.#network.restore(this.name);
      await bootMachine({ id: this.#id, hostname: this.hostname, root: this.#disk.root, log: this.#log });
      await waitFor('the start of sshd', async () => ((await isListening(this.#id, 22)) ? true : undefined));
    } catch (cause) {
      const shown = (await readFile(this.#log, 'utf8')).trim().split('\n').slice(-15).join('\n');
      throw new HaSetupError(`${this.hostname} did not boot. Its console ends: ${shown}`, { cause });
    }
  }

  /** True once sshd listens, false once the machine is off, undefined in between; what still listens in `ends` does not count. */
  async #isUpOrOff(ends: number | undefined): Promise<boolean | undefined> {
    const leader = await findLeader(this.#id);
    if (leader === undefined) return (await hasKeeper(this.#id)) ? undefined : false;
    return leader !== ends && (await isListening(this.#id, 22)) ? true : undefined;
  }

  /** What systemd in the machine says of itself: running, starting, stopping …; empty where it does not answer. */
  async #readState(): Promise<string> {
    return (await this.exec(['systemctl', 'is-system-running'])).stdout.trim();
  }

  /** Takes the power away: nothing in the machine gets to say goodbye, and no packet leaves it any more. */
  async powerOff(): Promise<void> {
    await this.#network.cut(this.name);
    await killMachine(this.#id);
    await this.#network.unplug(this.name);
  }

  async isOn(): Promise<boolean> {
    return (await findLeader(this.#id)) !== undefined;
  }

  /** Runs a command in the machine as root, without SSH. */
  async exec(argv: Argv, options: Pick<ProcessOptions, 'stdin' | 'onLine'> = {}): Promise<CommandResult> {
    const leader = await findLeader(this.#id);
    if (leader === undefined) throw new HaSetupError(`${this.hostname} is off`, { where: this.hostname });
    const env = {
      PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
      HOME: '/root',
      LANG: 'C.UTF-8',
    };
    const enter = ['nsenter', '--target', `${leader}`, '--all', '--root', '--wd', '--no-fork'] as const;
    // A shell waits for the command, not nsenter: that one stops for good when a shutdown stops what it waits for, and
    // a machine with a process that nobody reaps never ends.
    return run([...enter, 'sh', '-c', '"$@"; exit $?', 'sh', ...argv], { ...options, env });
  }

  /** Writes a file on the machine's disk as root, whether or not the machine is on. */
  async write(path: string, content: string, mode = 0o644): Promise<void> {
    if (!(await this.isOn())) return this.#put(path, content, mode);
    const script = 'mkdir -p "$(dirname "$1")" && cat > "$1" && chmod "$2" "$1"';
    const written = await this.exec(['sh', '-c', script, 'sh', path, mode.toString(8)], { stdin: content });
    if (written.code !== 0) {
      throw new HaSetupError(`${path} could not be written: ${written.stderr.trim()}`, { where: this.hostname });
    }
  }

  async #put(path: string, content: string, mode = 0o644): Promise<void> {
    const file = join(this.#disk.root, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content, { mode });
    await chmod(file, mode);
  }
}
