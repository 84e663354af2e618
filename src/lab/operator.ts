import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process';
import { appendFile, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { stringify } from 'yaml';
import { say } from '../messages/say.js';
import type { CommandResult } from '../ports/host.js';
import { packageFolder } from '../root.js';
import { namespaceOf } from './network/namespaces.js';
import { type ProcessOptions, run, runChecked } from './process.js';
import { ports } from './world.js';

const product = join(packageFolder, 'bin/ha-setup.js');

/** The API key of the lab's operator, the one that hosts get with `hostCredentials: key`, and the one that may follow it. */
export const labKeys = {
  operator: { secretId: 'AKIDlabOperator00000000000000000000', secretKey: 'labOperatorSecretKey000000000000' },
  host: { secretId: 'AKIDlabHost000000000000000000000000', secretKey: 'labHostSecretKey0000000000000000' },
  nextHost: { secretId: 'AKIDlabNext000000000000000000000000', secretKey: 'labNextSecretKey0000000000000000' },
} as const;

/** Answers by their keys, as in the file that people write. */
export type AnswersOverrides = Readonly<Record<string, unknown>>;

/** The place from which the pair is set up: a machine of the VPC with its own home folder, SSH key and API key. */
export class Operator {
  readonly #namespace: string;
  readonly #folder: string;
  readonly #authority: string;
  #count = 0;

  constructor(lab: string, folder: string, authority: string) {
    this.#namespace = namespaceOf(lab, 'op');
    this.#folder = folder;
    this.#authority = authority;
  }

  get home(): string {
    return join(this.#folder, 'home');
  }

  get identityFile(): string {
    return join(this.home, '.ssh/id_ed25519');
  }

  get knownHosts(): string {
    return join(this.home, '.ssh/known_hosts');
  }

  /** Where the program is installed for him, by its own name. */
  get #program(): string {
    return join(this.#folder, 'bin/ha-setup');
  }

  /** Makes the home folder and its SSH key; returns the public key. */
  async create(): Promise<string> {
    await mkdir(join(this.home, '.ssh'), { recursive: true, mode: 0o700 });
    await mkdir(dirname(this.#program), { recursive: true });
    await symlink(product, this.#program);
    await runChecked(['ssh-keygen', '-q', '-t', 'ed25519', '-N', '', '-C', 'operator@lab', '-f', this.identityFile]);
    return readFile(`${this.identityFile}.pub`, 'utf8');
  }

  /** Notes the host keys, by address, as a person would have accepted them. */
  async trust(hostKeys: Readonly<Record<string, string>>): Promise<void> {
    const lines = Object.entries(hostKeys).map(([address, key]) => `${address} ${key}\n`);
    await writeFile(this.knownHosts, lines.join(''));
  }

  /** Notes the host key of one more machine. */
  async trustAlso(address: string, hostKey: string): Promise<void> {
    await appendFile(this.knownHosts, `${address} ${hostKey}\n`);
  }

  /** Writes an answers file for the lab's pair and returns its path; an override of undefined leaves its key out. */
  async answers(overrides: AnswersOverrides = {}): Promise<string> {
    const { ssh, ...others } = overrides;
    const answers = {
      version: 1,
      cluster: 'web',
      region: 'ap-beijing',
      mode: 'stable',
      vip: 'auto',
      eip: 'none',
      nodes: [{ instance: ports.a.instance }, { instance: ports.b.instance }],
      ssh: { user: 'root', identityFile: this.identityFile, knownHosts: this.knownHosts, ...(ssh ?? {}) },
      hostCredentials: { type: 'role' },
      ...others,
    };
    this.#count += 1;
    const path = join(this.#folder, `answers-${this.#count}.yaml`);
    await writeFile(path, stringify(answers));
    return path;
  }

  /** A clean environment: nothing of this machine's user reaches the product. */
  environment(extra: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
    const { TERM, COLORTERM, LANG, NO_COLOR, CI } = process.env;
    return {
      PATH: `${dirname(this.#program)}:${process.env['PATH'] ?? ''}`,
      ...Object.fromEntries(Object.entries({ TERM, COLORTERM, LANG, NO_COLOR, CI }).filter(([, value]) => value)),
      HA_SETUP_LANG: say.language.code,
      HOME: this.home,
      TENCENTCLOUD_SECRET_ID: labKeys.operator.secretId,
      TENCENTCLOUD_SECRET_KEY: labKeys.operator.secretKey,
      HA_SETUP_HOST_SECRET_ID: labKeys.host.secretId,
      HA_SETUP_HOST_SECRET_KEY: labKeys.host.secretKey,
      NODE_EXTRA_CA_CERTS: this.#authority,
      ...extra,
    };
  }

  /** The command line of ha-setup, as it is run in the operator's place. */
  command(args: readonly string[]): [string, ...string[]] {
    return ['ip', 'netns', 'exec', this.#namespace, process.execPath, this.#program, ...args];
  }

  /** Runs ha-setup to its end. */
  run(args: readonly string[], options: Pick<ProcessOptions, 'env' | 'stdin' | 'onLine'> = {}): Promise<CommandResult> {
    return run(this.command(args), { ...options, env: this.environment(options.env), cwd: this.home });
  }

  /** Starts ha-setup; by default its streams are pipes. */
  spawn(args: readonly string[], options: { env?: NodeJS.ProcessEnv; stdio?: StdioOptions } = {}): ChildProcess {
    const [program, ...rest] = this.command(args);
    return spawn(program, rest, {
      env: this.environment(options.env),
      cwd: this.home,
      stdio: options.stdio ?? 'pipe',
    });
  }

  /** The ssh command line that logs in to one of the machines. */
  sshCommand(address: string, user = 'root'): [string, ...string[]] {
    return [
      ...(['ip', 'netns', 'exec', this.#namespace, 'ssh', '-i', this.identityFile] as const),
      ...['-o', `UserKnownHostsFile=${this.knownHosts}`, `${user}@${address}`],
    ];
  }
}
