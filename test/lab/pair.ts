import { setTimeout as sleep } from 'node:timers/promises';
import type { Knobs } from '../../src/lab/cloud/knobs.js';
import { type Lab, startLab } from '../../src/lab/lab.js';
import type { MachineName } from '../../src/lab/machines/machine.js';
import { namespaceOf } from '../../src/lab/network/namespaces.js';
import type { AnswersOverrides } from '../../src/lab/operator.js';
import { run } from '../../src/lab/process.js';
import { findVip } from '../../src/lab/rehearsal/power-cut.js';
import { ports } from '../../src/lab/world.js';

export interface Measured {
  /** The client's longest time without a reply, pinging each 20 ms. */
  readonly silenceMs: number;
  /** Pings that were never answered, between the first reply and the last. */
  readonly lost: number;
  /** Migrations of the VIP that the API accepted meanwhile, or claims that the network honoured. */
  readonly moves: number;
}

/** A pair that ha-setup has set up in a lab, looked at from outside: by the cloud's record, the hosts' NICs and the client. */
export class Pair {
  readonly lab: Lab;
  readonly vip: string;
  /** The answers file of the last run. */
  answers: string;

  private constructor(lab: Lab, vip: string, answers: string) {
    this.lab = lab;
    this.vip = vip;
    this.answers = answers;
  }

  /** A pair that somebody set up in this lab already. */
  static async in(lab: Lab, answers: string): Promise<Pair> {
    return new Pair(lab, await findVip(lab), answers);
  }

  /**
   * On hosts that have the packages already: what a pair does is shown, not how it is installed.
   * @param more further words of the command line, such as --no-drill
   */
  static async start(
    overrides: AnswersOverrides = {},
    knobs: Partial<Knobs> = {},
    ...more: readonly string[]
  ): Promise<Pair> {
    return Pair.setUp(await startLab({ knobs, systems: { a: 'debian-ready', b: 'debian-ready' } }), overrides, ...more);
  }

  /** Sets a pair up in a lab, which is closed where that fails. */
  static async setUp(lab: Lab, overrides: AnswersOverrides, ...more: readonly string[]): Promise<Pair> {
    try {
      const answers = await lab.answers(overrides);
      const { code, stdout, stderr } = await lab.run(['--answers', answers, '--yes', ...more]);
      if (code !== 0) throw new Error(`set-up ended with ${code}:\n${stdout}\n${stderr}`);
      return new Pair(lab, await findVip(lab), answers);
    } catch (error) {
      await lab.close();
      throw error;
    }
  }

  peer(name: MachineName): MachineName {
    return name === 'a' ? 'b' : 'a';
  }

  sh(name: MachineName, script: string) {
    return this.lab.machines[name].exec(['sh', '-c', script]);
  }

  /** What a host's hooks have logged; from a line on where `from` is given. */
  async log(name: MachineName, from = 0): Promise<readonly string[]> {
    const { stdout } = await this.sh(name, 'cat /var/log/keepalived.log');
    return stdout.split('\n').slice(0, -1).slice(from);
  }

  /** Stops keepalived on the active host and waits until the other one has the VIP by every account. */
  async switchFrom(active: MachineName): Promise<void> {
    const to = this.peer(active);
    await this.sh(active, 'systemctl stop keepalived');
    for (const end = Date.now() + 30_000; (await this.holder()) !== to; await sleep(100)) {
      if (Date.now() > end) throw new Error(`the VIP did not come to ${to}\n${await this.story()}`);
    }
  }

  /** Ends every fault and waits until one host is active. */
  async revive(): Promise<MachineName> {
    await this.lab.network.restore();
    await this.lab.cloud.resetKnobs();
    await Promise.all(Object.values(this.lab.machines).map((machine) => machine.powerOn()));
    for (const name of ['a', 'b'] as const) await this.sh(name, 'systemctl start ha-setup-vip keepalived');
    return this.settled(60_000);
  }

  /** The devices that carry the VIP on a host: eth0 is the hooks' doing, lo says that VRRP is MASTER there. */
  async devices(name: MachineName): Promise<readonly string[]> {
    const shown = await run(['ip', '-n', namespaceOf(this.lab.id, name), '-4', '-o', 'addr', 'show', 'to', this.vip]);
    return shown.stdout.split('\n').flatMap((line) => line.split(/\s+/)[1] ?? []);
  }

  /** Which host has the VIP by every account: record, NIC, VRRP and the client; undefined while they differ. */
  async holder(): Promise<MachineName | undefined> {
    const owner = await this.lab.cloud.owner(this.vip);
    const active = (['a', 'b'] as const).find((name) => ports[name].eni === owner);
    if (active === undefined) return undefined;
    const [on, off] = await Promise.all([this.devices(active), this.devices(this.peer(active))]);
    return on.includes('eth0') && on.includes('lo') && off.length === 0 ? active : undefined;
  }

  /** Waits until one host has the VIP by every account, and has so for a second; throws with both logs. */
  async settled(withinMs = 30_000): Promise<MachineName> {
    const end = Date.now() + withinMs;
    while (Date.now() < end) {
      const first = await this.holder();
      if (first !== undefined) {
        await sleep(1000);
        if ((await this.holder()) === first) return first;
      }
      await sleep(200);
    }
    throw new Error(`not settled within ${withinMs} ms:\n${await this.story()}`);
  }

  /** Pings from the client while something happens, and for a while after it. */
  async measure(during: () => Promise<unknown>, afterMs = 8000): Promise<Measured> {
    const before = await this.#moves();
    const ping = this.lab.ping('client', this.vip, { intervalMs: 20 });
    try {
      await ping.nextReply(0, 5000);
      await during();
      await sleep(afterMs);
    } finally {
      await ping.stop();
    }
    const { replies, stoppedAt, lost } = await ping.stop();
    const ends = [...replies, stoppedAt];
    const silences = ends.slice(1).map((at, index) => at - (ends[index] ?? at));
    return { lost, silenceMs: Math.max(0, ...silences), moves: (await this.#moves()) - before };
  }

  /** What both hosts have logged, for a failure's message. */
  async story(): Promise<string> {
    const tell = async (name: MachineName) => {
      const log = await this.sh(name, 'tail -n 25 /var/log/keepalived.log; ls /run/ha-setup').catch(() => undefined);
      return `${name} ${(await this.devices(name)).join('+')}\n${log?.stdout ?? '(off)'}`;
    };
    return `record: ${await this.lab.cloud.owner(this.vip)}\n${await tell('a')}\n${await tell('b')}`;
  }

  async #moves(): Promise<number> {
    const [calls, claims] = [await this.lab.cloud.mutations(), await this.lab.cloud.claims()];
    const isOurs = (params: unknown) => (params as { PrivateIpAddress?: unknown }).PrivateIpAddress === this.vip;
    const migrations = calls.filter(
      ({ action, code, params }) => action === 'MigratePrivateIpAddress' && code === 'ok' && isOurs(params),
    );
    return migrations.length + claims.filter(({ outcome }) => outcome === 'honoured').length;
  }
}
