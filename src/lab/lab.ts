import type { ChildProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { say } from '../messages/say.js';
import type { CommandResult } from '../ports/host.js';
import { CloudControl } from './cloud/control.js';
import type { Knobs } from './cloud/knobs.js';
import { startCloudProcess } from './cloud-process.js';
import { destroyDeadLabs, destroyLab } from './destroy.js';
import { ensureImage, type Image } from './machines/image.js';
import { type HostName, Machine, type MachineName, type SpareName } from './machines/machine.js';
import type { SystemName } from './machines/systems.js';
import { namespaceOf } from './network/namespaces.js';
import { Network } from './network/network.js';
import { startResolver } from './network/resolver.js';
import { type AnswersOverrides, Operator } from './operator.js';
import { Ping, type PingOptions } from './ping.js';
import { ensurePrerequisites } from './prerequisites.js';
import { isEnding, onSignal } from './signals.js';
import { diskFolder, keepRecord, reserveLab, stateFolder } from './state.js';
import { type PortName, ports } from './world.js';

export interface LabOptions {
  /** Told what takes long, line by line. */
  readonly say?: (line: string) => void;
  /** The cloud's knobs at the start, over their defaults. */
  readonly knobs?: Partial<Knobs>;
  /** What the machines are; both this machine's Debian where it is not said. */
  readonly systems?: Partial<Record<MachineName, SystemName>>;
}

type Images = Readonly<Record<MachineName, Image>>;

/** A VPC with two hosts, made on this machine. */
export class Lab {
  readonly id: string;
  readonly machines: Readonly<Record<MachineName, Machine>>;
  readonly network: Network;
  readonly cloud: CloudControl;
  readonly operator: Operator;
  readonly #makeMachine: (name: HostName) => Machine;
  #forgetSignals: () => void = () => {};
  #destroyed: Promise<void> | undefined;

  constructor(id: string, images: Images) {
    const folder = stateFolder(id);
    this.id = id;
    this.network = new Network(id);
    this.cloud = new CloudControl(join(folder, 'cloud.sock'));
    this.operator = new Operator(id, folder, images.a.authorityFile);
    const machine = (name: HostName) =>
      new Machine({
        ...{ lab: id, name, network: this.network, image: images[name === 'a' ? 'a' : 'b'].root },
        ...{ disk: join(diskFolder(id), name), log: join(folder, `${name}.log`) },
      });
    this.#makeMachine = machine;
    this.machines = { a: machine('a'), b: machine('b') };
  }

  /** Boots one more host, as a person would buy one for a node that is dead, and gives it an instance in the cloud. */
  async addSpare(name: SpareName = 'c'): Promise<Machine> {
    const { eni, instance, ip, mac } = ports[name];
    const spare = this.#makeMachine(name);
    await this.network.addPort(name);
    await spare.install(await readFile(`${this.operator.identityFile}.pub`, 'utf8'));
    await spare.powerOn();
    await this.operator.trustAlso(ip, await spare.sshHostKey());
    await this.cloud.change({ kind: 'add-instance', id: instance, like: ports.a.instance, eni, address: ip, mac });
    return spare;
  }

  /** Writes an answers file for the pair and returns its path. */
  answers(overrides?: AnswersOverrides): Promise<string> {
    return this.operator.answers(overrides);
  }

  /** Runs ha-setup in the operator's place to its end. */
  run(args: readonly string[], options?: Parameters<Operator['run']>[1]): Promise<CommandResult> {
    return this.operator.run(args, options);
  }

  /** Starts ha-setup in the operator's place. */
  spawn(args: readonly string[], options?: Parameters<Operator['spawn']>[1]): ChildProcess {
    return this.operator.spawn(args, options);
  }

  /** Pings an address from a place of the lab until stopped. */
  ping(from: Exclude<PortName, MachineName>, address: string, options?: PingOptions): Ping {
    return new Ping(namespaceOf(this.id, from), address, options);
  }

  /** A signal is taking the lab down: whatever fails now fails because of that. */
  get isEnding(): boolean {
    return isEnding();
  }

  /** Closes the lab when this process is told to end. */
  closeOnSignal(): void {
    this.#forgetSignals = onSignal(() => this.#destroy());
  }

  /** Leaves the lab standing when this process ends; `destroyLab` takes it down. */
  async keep(): Promise<void> {
    this.#forgetSignals();
    await keepRecord(this.id);
  }

  /** Takes everything down; nothing of the lab is left on this machine. */
  async close(): Promise<void> {
    await this.#destroy();
    this.#forgetSignals();
  }

  /** Once, even when a signal arrives while the lab closes. */
  #destroy(): Promise<void> {
    this.#destroyed ??= destroyLab(this.id);
    return this.#destroyed;
  }
}

/** Starts a lab: what this machine lacks is installed, what dead labs left is removed, the base image is built once. */
export async function startLab(options: LabOptions = {}): Promise<Lab> {
  const tell = options.say ?? (() => {});
  await ensurePrerequisites(tell);
  for (const dead of await destroyDeadLabs()) tell(say.rehearsal.system.removed({ id: dead }));
  const a = await ensureImage(tell, options.systems?.a);
  const images = { a, b: await ensureImage(tell, options.systems?.b) };
  const lab = new Lab(await reserveLab(), images);
  lab.closeOnSignal();
  try {
    await bringUp(lab, images, options.knobs ?? {});
    return lab;
  } catch (error) {
    await lab.close();
    throw error;
  }
}

async function bringUp(lab: Lab, images: Images, knobs: Partial<Knobs>): Promise<void> {
  const [authorizedKey] = await Promise.all([lab.operator.create(), lab.network.create()]);
  const machines = Object.values(lab.machines);
  const boot = async (machine: Machine) => {
    await machine.install(authorizedKey);
    await machine.powerOn();
  };
  await Promise.all([startCloudProcess(lab.id, images, knobs), startResolver(lab.id), ...machines.map(boot)]);
  const keys = await Promise.all(machines.map(async (machine) => [machine.ip, await machine.sshHostKey()] as const));
  await lab.operator.trust(Object.fromEntries(keys));
}
