import type { ClusterSpec, NodeSpec } from '../cluster/spec.js';
import type { HostKey } from '../operations/operation.js';
import type { AddressBook } from '../ports/address-book.js';
import type { Clock } from '../ports/clock.js';
import type { CloudPort, CloudReader } from '../ports/cloud.js';
import type { CloudCredentials, KeyRing } from '../ports/credentials.js';
import type { HostPort, HostReader, OpenHost } from '../ports/host.js';
import type { Interrupt } from '../ports/interrupt.js';
import type { PairLines } from '../ports/pair-lines.js';
import type { Prober } from '../ports/prober.js';
import type { Prompter } from '../ports/prompter.js';
import type { Reporter, Tone } from '../ports/reporter.js';

/** What main.ts hands to every command: the outside world behind ports. */
export interface Toolbox {
  readonly reporter: Reporter;
  /** The same outside, which speaks to another reporter: one of several pairs has one of its own. */
  speakingTo(reporter: Reporter): Toolbox;
  /** Where several pairs show what they do. */
  readonly pairLines: PairLines;
  readonly clock: Clock;
  readonly addresses: AddressBook;
  /** Absent where nobody can be asked: no terminal, or --yes. */
  readonly prompter?: Prompter;
  /** What Ctrl-C means at the moment. */
  readonly interrupt: Interrupt;
  /** What the terminal has room for. */
  canvas(): { readonly width: number; readonly ascii: boolean };
  /** Does work that reads; where it takes longer than a moment, a line says what is being waited for. */
  waiting<T>(what: string, work: () => Promise<T>): Promise<T>;
  /** Does a step; with --verbose a line says how long it took. */
  timed<T>(what: string, work: () => Promise<T>): Promise<T>;
  readonly json: boolean;
  /** A command line to type next, as this program was started; FILE stands for answers that are in no file. */
  command(words: readonly string[], answers: string | undefined): string;
  /** The one result of a command, on stdout, with --json. */
  printResult(result: object): void;
  /** Lines on the screen; with `inPlace` they take the place of the ones shown before, where there is a terminal. */
  show(lines: readonly { readonly text: string; readonly tone: Tone }[], inPlace: boolean): void;
  readText(path: string): Promise<string>;
  /** Writes a new file; throws where there is one already. */
  writeText(path: string, text: string): Promise<void>;
  /** Writes a new file under the first of these names that is free, at once; its name, or undefined where none is or nothing can be written. */
  writeFirst(paths: readonly string[], text: string): string | undefined;
  hasFile(path: string): Promise<boolean>;
  readonly keys: KeyRing;
  /** TENCENTCLOUD_REGION, where it is set. */
  readonly defaultRegion?: string;
  connectCloud(spec: Pick<ClusterSpec, 'region' | 'api'>): Promise<CloudPort>;
  /** Writes a report; over a file that is there only on demand. Throws HaSetupError. */
  writeReport(path: string, text: string, options: { readonly overwrite: boolean }): Promise<void>;
  /** When a file of this machine last changed, epoch ms. */
  changedAtMs(path: string): Promise<number>;
  /**
   * @param address where the node's SSH is: spec.ssh.host with private and public resolved
   * @param signal gives up while the host has not answered
   */
  connectHost(node: NodeSpec, address: string, signal?: AbortSignal): Promise<OpenHost>;
  /** What is wrong with a private key file that was typed; undefined where nothing is. */
  keyFileProblem(file: string): Promise<string | undefined>;
  /** The temporary credentials of a host's CAM role, as its hooks read them. Throws CloudError. */
  roleCredentials(host: HostReader): Promise<CloudCredentials>;
  /** The API through a host's network, with these credentials. */
  cloudAs(credentials: CloudCredentials, host: HostReader, spec: ClusterSpec, domain: string): CloudReader;
  /** Places to probe from, the best first. */
  probers(hosts: readonly HostPort[]): readonly Prober[];
  /** With hostCredentials: key; throws where the environment has none. */
  hostKey(spec: ClusterSpec): HostKey | undefined;
  /** A new password for VRRP. */
  drawAuthPass(): string;
  /** Whose run this is, for whoever meets its lock: user, machine, start. */
  readonly whoami: string;
}
