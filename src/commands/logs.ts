import type { LogsOptions } from '../cli/logs.js';
import type { LogsResult } from '../cluster/logs-result.js';
import type { NodeName } from '../cluster/spec.js';
import { HaSetupError } from '../errors.js';
import type { HostLog } from '../facts/log-records.js';
import type { Reading } from '../facts/reading.js';
import { listed } from '../messages/lists.js';
import { say } from '../messages/say.js';
import { formatEntries, formatHistory } from '../pair/history/format.js';
import { toHistory, type Window } from '../pair/history/history.js';
import { Observer } from '../pair/observe.js';
import type { Pair } from '../pair/pair.js';
import { readSpec } from './answers.js';
import type { Toolbox } from './toolbox.js';

type Options = LogsOptions & { readonly answers: string };

/** How many switches are shown where no time is named. */
const lastSwitches = 5;
/** Between two readings of --follow. */
const pauseMs = 2000;
/** What happened so long before the newest thing that was shown may still be in the other host's log alone. */
const lateMs = 10 * 60_000;

/** Shows what the logs of both hosts tell of the switches, in one timeline; changes nothing. */
export async function logs({ answers, since, follow }: Options, toolbox: Toolbox): Promise<void> {
  const spec = await readSpec(answers, toolbox);
  const startedMs = toolbox.clock.now();
  const window = windowOf(since, startedMs);
  let readSinceMs = window.sinceMs ?? 0;
  const observer = new Observer(spec, { depth: 'log', logSinceMs: () => readSinceMs }, toolbox);
  const clocks = new SteadyClocks();
  try {
    const pair = await toolbox.waiting(say.logs.reading, () => observer.observe());
    const history = toHistory(clocks.steady(pair), window);
    show(history, toolbox);
    const shown = new Set(keysOf(history));
    while (follow) {
      await toolbox.clock.sleep(pauseMs);
      // What was rotated away by the start has been read already.
      readSinceMs = Math.max(startedMs, toolbox.clock.now() - lateMs);
      const all = toHistory(clocks.steady(await observer.observe()), { sinceMs: readSinceMs });
      const fresh = withoutShown(all, shown);
      for (const key of keysOf(fresh)) shown.add(key);
      if (fresh.switches.length === 0 && fresh.events.length === 0) continue;
      if (toolbox.json) toolbox.printResult(fresh);
      else toolbox.show(formatEntries(fresh), false);
    }
  } finally {
    await observer.close();
  }
}

/** Each reading measures a host's clock some ms differently: what was shown once keeps its time, unless the clock was set. */
class SteadyClocks {
  readonly #offsets = new Map<string, number>();

  steady<P extends Pair<'log'>>(pair: P): P {
    const steadied = (node: NodeName): Reading<HostLog> => {
      const reading = pair.hosts[node];
      if ('failure' in reading) return reading;
      const { clockOffsetMs } = reading.known;
      const kept = this.#offsets.get(node);
      const offset = kept !== undefined && Math.abs(kept - clockOffsetMs) < 1000 ? kept : clockOffsetMs;
      this.#offsets.set(node, offset);
      return { known: { ...reading.known, clockOffsetMs: offset } };
    };
    return { ...pair, hosts: { a: steadied('a'), b: steadied('b') } };
  }
}

function windowOf(since: Options['since'], nowMs: number): Window {
  if (since === undefined) return { last: lastSwitches };
  const sinceMs = 'atMs' in since ? since.atMs : nowMs - since.agoMs;
  if (sinceMs <= nowMs) return { sinceMs };
  throw new HaSetupError(say.logs.future, { hint: say.logs.futureHint });
}

function show(history: LogsResult, toolbox: Toolbox): void {
  if (toolbox.json) toolbox.printResult(history);
  else toolbox.show(formatHistory(history), false);
  const unread = history.hosts.filter(({ read }) => !read);
  if (unread.length < history.hosts.length) return;
  throw new HaSetupError(say.logs.nobodyRead, {
    where: listed(unread.map(({ instance }) => instance)),
    hint: say.logs.nobodyReadHint,
  });
}

function withoutShown(history: LogsResult, shown: ReadonlySet<string>): LogsResult {
  return {
    ...history,
    switches: history.switches.filter((one) => !shown.has(keyOfSwitch(one))),
    events: history.events.filter((event) => !shown.has(JSON.stringify(event))),
  };
}

function keysOf({ switches, events }: LogsResult): readonly string[] {
  return [...switches.map(keyOfSwitch), ...events.map((event) => JSON.stringify(event))];
}

/** Its cause may show later. */
function keyOfSwitch({ at, from, to }: LogsResult['switches'][number]): string {
  return `${at} ${from} ${to}`;
}
