import type { MachineName } from '../../../src/lab/machines/machine.js';
import { namespaceOf } from '../../../src/lab/network/namespaces.js';
import type { Ping } from '../../../src/lab/ping.js';
import { run, sleep } from '../../../src/lab/process.js';
import { ports } from '../../../src/lab/world.js';
import { names, type Pair, peerOf } from './contender.js';

/** What the client and the cloud saw of one fault. */
export interface Measured {
  /** The client's longest time without a reply, ms, pinging each 20 ms. */
  readonly silenceMs: number;
  /** It still had none at the end. */
  readonly lasting: boolean;
  /** Migrations that the API accepted; claims that the network honoured, where the VIP is a HAVIP. */
  readonly moves: number;
  /** Migrations that were asked for and refused; claims that were lost. */
  readonly refused: number;
  /** What else the row promises, where it was not kept. */
  readonly broken?: string;
}

type Counted = Pick<Measured, 'moves' | 'refused'>;

/** A well pair at the moment before a fault, and the instruments to look at it. */
export class Scene {
  readonly pair: Pair;
  readonly active: MachineName;

  private constructor(pair: Pair, active: MachineName) {
    this.pair = pair;
    this.active = active;
  }

  /** Ends what faults there are, and waits until the pair is well. */
  static async set(pair: Pair): Promise<Scene> {
    const { lab } = pair;
    await lab.network.restore();
    await lab.cloud.resetKnobs();
    await Promise.all(names.map((name) => lab.machines[name].powerOn()));
    await pair.revive();
    const active = await findHolder(pair, 60_000);
    if (active === undefined) throw new Error('the pair is not well within a minute of its repair');
    return new Scene(pair, active);
  }

  get lab() {
    return this.pair.lab;
  }

  /** Runs a script on the active host, whatever it returns. */
  sh(script: string) {
    return this.lab.machines[this.active].exec(['sh', '-c', script]);
  }

  /** The host (or only the one wanted) that has the VIP by every account, and kept it for 3 s; undefined where none does in time. */
  holder(withinMs: number, wanted?: MachineName): Promise<MachineName | undefined> {
    return findHolder(this.pair, withinMs, wanted);
  }

  /** Pings the VIP from the client while something happens and for a while after it; a text that it returns is a broken promise. */
  async measure(during: () => Promise<unknown>, afterMs: number): Promise<Measured> {
    const ping = this.#ping();
    try {
      await ping.nextReply(0, 5000);
      return await this.#watch(ping, during, afterMs, (stoppedAt) => [...ping.replies, stoppedAt]);
    } finally {
      await ping.stop();
    }
  }

  /** As measure, for a VIP that does not answer now: the silence counts from the end of `during` to the first reply. */
  async measureReturn(during: () => Promise<unknown>, withinMs: number): Promise<Measured> {
    const ping = this.#ping();
    let since = 0;
    const until = async () => {
      await during();
      since = Date.now();
      await ping.nextReply(since, withinMs);
    };
    try {
      return await this.#watch(ping, until, 0, (stoppedAt) => [
        since,
        ping.replies.find((at) => at > since) ?? stoppedAt,
      ]);
    } finally {
      await ping.stop();
    }
  }

  #ping(): Ping {
    return this.lab.ping('client', this.pair.vip, { intervalMs: 20 });
  }

  async #watch(
    ping: Ping,
    during: () => Promise<unknown>,
    afterMs: number,
    ends: (stoppedAt: number) => readonly number[],
  ): Promise<Measured> {
    await this.lab.cloud.clearCalls();
    const said = await during();
    await sleep(afterMs);
    const { stoppedAt } = await ping.stop();
    const times = ends(stoppedAt);
    const silences = times.slice(1).map((at, index) => at - (times[index] ?? at));
    const silenceMs = Math.max(0, ...silences);
    const [migrations, claims] = await Promise.all([this.#migrations(), this.#claims()]);
    return {
      silenceMs,
      lasting: times.at(-1) === stoppedAt && silences.at(-1) === silenceMs && silenceMs > 1000,
      moves: migrations.moves + claims.moves,
      refused: migrations.refused + claims.refused,
      ...(typeof said === 'string' && { broken: said }),
    };
  }

  async #migrations(): Promise<Counted> {
    const mutations = await this.lab.cloud.mutations();
    // ha-setup proves a permission by asking for what is always refused: to move a primary IP.
    const all = mutations.filter(
      ({ action, code }) => action === 'MigratePrivateIpAddress' && code !== 'UnauthorizedOperation.PrimaryIp',
    );
    const moves = all.filter(({ code }) => code === 'ok').length;
    return { moves, refused: all.length - moves };
  }

  async #claims(): Promise<Counted> {
    const claims = await this.lab.cloud.claims();
    const count = (outcome: string) => claims.filter((claim) => claim.outcome === outcome).length;
    return { moves: count('honoured'), refused: count('lost') };
  }
}

async function devices({ lab, vip }: Pair, name: MachineName): Promise<readonly string[]> {
  const shown = await run(['ip', '-n', namespaceOf(lab.id, name), '-4', '-o', 'addr', 'show', 'to', vip]);
  return shown.stdout.split('\n').flatMap((line) => line.split(/\s+/)[1] ?? []);
}

async function readHolder(pair: Pair): Promise<MachineName | undefined> {
  const eni = await pair.lab.cloud.owner(pair.vip);
  const owner = names.find((name) => ports[name].eni === eni);
  if (owner === undefined) return undefined;
  return pair.isWell(await devices(pair, owner), await devices(pair, peerOf(owner))) ? owner : undefined;
}

async function findHolder(pair: Pair, withinMs: number, wanted?: MachineName): Promise<MachineName | undefined> {
  const deadline = Date.now() + withinMs;
  let first: MachineName | undefined;
  let since = Date.now();
  // What became well in time gets its three seconds to stay so.
  while (Date.now() < deadline || (first !== undefined && since < deadline)) {
    const found = await readHolder(pair);
    const holder = wanted === undefined || found === wanted ? found : undefined;
    if (holder === undefined || holder !== first) {
      first = holder;
      since = Date.now();
    } else if (Date.now() - since > 3000) return holder;
    await sleep(150);
  }
  return undefined;
}
