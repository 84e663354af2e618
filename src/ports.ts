import type { Duplex } from 'node:stream';
import type { Inventory, Landscape, RegionRecord } from './facts/inventory.js';
import type { EipId, EniId, Ipv4 } from './spec/ids.js';
import type { Secret } from './spec/secret.js';
import type { NodeName } from './spec/spec.js';

/** A command as its words; never a shell string. Quoting happens once, in the adapter. */
export type Argv = readonly [string, ...string[]];

export interface CommandResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly stdin?: string;
  /** Gives up after so long and kills the remote command's channel. Default 60 000. */
  readonly timeoutMs?: number;
  /** Each line of stdout and stderr as it arrives. */
  readonly onLine?: (line: string) => void;
}

export interface FileWrite {
  readonly path: string;
  readonly content: string;
  /** Octal permission bits, e.g. 0o600. The owner is always root. */
  readonly mode: number;
}

/** Sees one host and changes nothing there. */
export interface HostReader {
  readonly node: NodeName;
  /** A command that only reads. A non-zero exit is a result; a lost connection throws HostError. */
  read(argv: Argv, options?: RunOptions): Promise<CommandResult>;
  /** A TCP connection opened *from* the host (SSH direct-tcpip), for example to see whether it reaches the API. */
  connect(host: string, port: number): Promise<Duplex>;
}

/** Sees and changes one host. Everything runs as root (through sudo where the user is another one). */
export interface HostPort extends HostReader {
  run(argv: Argv, options?: RunOptions): Promise<CommandResult>;
  /** Writes to a temporary file beside the target with its final mode, flushes it, renames it. Parents are created (0755). */
  writeFile(file: FileWrite): Promise<void>;
}

export interface CloudTask {
  readonly id: string;
}

/** Sees the cloud and changes nothing there. Every method throws CloudError with the API's code. */
export interface CloudReader {
  /** What the API's clock says minus what ours says, in ms, from the last reply's Date header; undefined before the first. */
  clockOffsetMs(): number | undefined;
  /** Everything one run needs to know of the account: all pages. */
  inventory(query: InventoryQuery): Promise<Inventory>;
  /** The regions that these credentials can look into. */
  regions(): Promise<readonly RegionRecord[]>;
  /** Everything of the region that a person may choose from: all pages. */
  landscape(): Promise<Landscape>;
  /** Which of these addresses of the subnet are in use by anything. */
  usedAddresses(vpcId: string, subnetId: string): Promise<readonly Ipv4[]>;
  /** Which of these ENIs has the VIP; the one call that the hooks make again and again. */
  findOwner(enis: readonly EniId[], vip: Ipv4): Promise<EniId | undefined>;
  taskState(task: CloudTask): Promise<'SUCCESS' | 'FAILED' | 'RUNNING'>;
  /**
   * Whether these credentials may perform an action, shown by a call that the API always refuses for another reason:
   * it changes nothing and costs nothing. Where the refusal tells nothing: unproven.
   * @param targets MigratePrivateIpAddress: source and destination ENI; AssignPrivateIpAddresses: the ENI;
   *   AssociateAddress: the EIP, if there is one already; DisassociateAddress: none
   */
  proveMay(action: ProvableAction, ...targets: readonly (EniId | EipId)[]): Promise<Proof>;
}

export type ProvableAction =
  | 'MigratePrivateIpAddress'
  | 'AssignPrivateIpAddresses'
  | 'AssociateAddress'
  | 'DisassociateAddress'
  | 'DescribeVpcTaskResult';

export type Proof = 'allowed' | 'denied' | 'unproven';

export interface InventoryQuery {
  readonly instances: readonly string[];
  /** An EIP to look up by id, or by name. */
  readonly eip?: { readonly id: string } | { readonly name: string };
}

export interface CloudPort extends CloudReader {
  /** Puts this very address on the ENI as a secondary IP, with its description, in one call. */
  assignVip(eni: EniId, vip: Ipv4, description: string, clientToken: string): Promise<void>;
  describeVip(eni: EniId, vip: Ipv4, description: string): Promise<void>;
  migrateVip(from: EniId, to: EniId, vip: Ipv4): Promise<CloudTask>;
  allocateEip(name: string, clientToken: string): Promise<{ readonly id: EipId; readonly task: CloudTask }>;
  associateEip(eip: EipId, eni: EniId, vip: Ipv4): Promise<CloudTask>;
  /** Puts a rule that accepts everything of one address in front of the group's others. */
  addPeerRule(rule: PeerRule): Promise<void>;
  /** Gives the address back to the subnet. The API takes its EIP off it by the way. */
  unassignVip(eni: EniId, vip: Ipv4): Promise<void>;
  disassociateEip(eip: EipId): Promise<CloudTask>;
  /** Gives the EIP back for good; it must be unbound. */
  releaseEip(eip: EipId): Promise<CloudTask>;
}

/** A security group's rule that lets VRRP (protocol 112, which only ALL covers) through to or from the peer. */
export interface PeerRule {
  readonly group: string;
  readonly direction: 'ingress' | 'egress';
  readonly peerIp: Ipv4;
  readonly description: string;
}

/** The operator's or a host's API credentials. */
export interface CloudCredentials {
  readonly secretId: string;
  readonly secretKey: Secret;
  readonly token?: Secret;
  /** Where they were found, for messages: "the environment", "~/.tccli/default.credential", … */
  readonly source: string;
  /** When they end, epoch ms of the cloud's clock; absent where they do not. */
  readonly expiresAtMs?: number;
}

/** This run's keys: found on this machine, or typed; kept in memory alone. */
export interface KeyRing {
  /** The operator's: typed, or found; undefined where there are none. Throws HaSetupError where they are there and unusable. */
  operator(): Promise<CloudCredentials | undefined>;
  useOperator(credentials: CloudCredentials): void;
  /** With hostCredentials: key, the key that the hosts will use. */
  hosts(): CloudCredentials | undefined;
  useHosts(credentials: CloudCredentials): void;
}

export interface Clock {
  now(): number;
  sleep(ms: number): Promise<void>;
}

/** Instead of an answer: the person wants the question before this one. */
export const back = Symbol('back');
export type Back = typeof back;

export interface Question {
  readonly message: string;
  /** What the reader needs to know to answer; a line or two. */
  readonly help?: string;
  /** False on the first question, which has none before it. */
  readonly canGoBack: boolean;
}

export interface Choice {
  readonly value: string;
  /** What the list shows, in columns. */
  readonly cells: readonly string[];
  /** A line about the choice that is highlighted. */
  readonly note?: string;
  /** Why it cannot be chosen, where it cannot. */
  readonly disabled?: string;
}

export interface ChooseQuestion extends Question {
  readonly choices: readonly Choice[];
  readonly initial?: string;
}

export interface TextQuestion extends Question {
  readonly initial?: string;
  /** What is wrong with the text, where something is. */
  check(text: string): string | undefined | Promise<string | undefined>;
}

/** Asks the person at the terminal; absent where there is none. Ctrl-C throws CancelledError. */
export interface Prompter {
  confirm(message: string, initial: boolean): Promise<boolean>;
  secret(message: string): Promise<Secret>;
  choose(question: ChooseQuestion): Promise<string | Back>;
  text(question: TextQuestion): Promise<string | Back>;
  hidden(question: Question): Promise<Secret | Back>;
}

/** How a piece of work ended. */
export interface Outcome {
  readonly status: 'ok' | 'changed' | 'skipped';
  readonly note: string;
}

export interface Task {
  readonly title: string;
  run(view: TaskView): Promise<Outcome>;
}

/** Where a running task shows what it does. */
export interface TaskView {
  /** One thing done or about to be done: worth a line of its own. */
  step(line: string): void;
  /** Output of a slow command: the last line is of interest, for as long as it runs. */
  output(line: string): void;
}

/** Tasks of one lane run one after the other; lanes run side by side. */
export interface Lane {
  readonly title: string;
  readonly tasks: readonly Task[];
}

/** What the person at the terminal sees. */
export interface Reporter {
  /** A line of its own; never while work() draws. */
  say(line: string, tone?: Tone): void;
  /** Runs the lanes side by side and shows their progress; throws the first failure once every lane has ended. */
  work(title: string, lanes: readonly Lane[]): Promise<void>;
}

export type Tone = 'plain' | 'heading' | 'good' | 'bad' | 'warning' | 'faint' | 'add' | 'remove';

/** Sends pings from one place and remembers when they were answered. */
export interface Prober {
  /** Where it stands, for the report: "this machine", "the two hosts". */
  readonly place: string;
  reaches(address: Ipv4): Promise<boolean>;
  start(address: Ipv4): RunningProbe;
}

export interface RunningProbe {
  /** The moment of the newest reply so far. */
  latest(): number | undefined;
  /** Ends the probe; gives the moments of the replies, in ms of this machine's clock. */
  stop(): Promise<readonly number[]>;
}

/** Milliseconds between two probes (issue 2: 50 ms or closer). */
export const probeIntervalMs = 50;
