import { paths } from '../cluster/names.js';
import { nodeNames } from '../cluster/nodes.js';
import type { NodeName } from '../cluster/spec.js';
import { say } from '../messages/say.js';
import { identifyPair } from '../operations/proven.js';
import type { LivePair } from '../pair/live-pair.js';
import { restingActive } from '../pair/standing.js';
import type { Prober } from '../ports/prober.js';
import type { Outcome, Task, TaskView } from '../ports/reporter.js';
import { formatDuration } from '../text/time.js';
import { type DrillResult, drill, failback } from './drill.js';
import { type LastingHost, rebootDrill } from './power.js';

export async function recordVerified(pair: LivePair, drills: readonly DrillResult[]): Promise<void> {
  const at = new Date(pair.ports.clock.now()).toISOString();
  const content = `${JSON.stringify({ version: 1, pair: identifyPair(pair.view()), at, drills }, null, 2)}\n`;
  await Promise.all(
    nodeNames.map((node) => pair.ports.hosts[node].writeFile({ path: paths.verified, content, mode: 0o644 })),
  );
}

export interface RoundOptions {
  /** Which round it is, where there are several. */
  readonly title?: string;
  /** Hosts that are rebooted, too; their connections must outlive it. */
  readonly power?: Readonly<Record<NodeName, LastingHost>>;
}

/** A graceful failover and a crash, on demand a reboot, each followed by the way back where the mode has one. */
export async function runDrills(
  pair: LivePair,
  prober: Prober,
  { title, power }: RoundOptions = {},
): Promise<readonly DrillResult[]> {
  const drills: DrillResult[] = [];
  const note = (result: DrillResult): Outcome => {
    drills.push(result);
    const { lost, kept } = say.drills.round;
    const isKept = result.outageMs === 0;
    return { status: 'ok', note: isKept ? kept(result) : lost({ ...result, time: formatDuration(result.outageMs) }) };
  };
  const task = (title: string, run: (view: TaskView) => Promise<DrillResult>): Task => ({
    title,
    run: async (view) => {
      const { interrupt } = pair.ports;
      interrupt?.check();
      let isEnding = false;
      const step = (line: string) => view.step(isEnding ? say.drills.round.stopping({ task: line }) : line);
      const told: TaskView = { ...view, step };
      const tell = () => {
        isEnding = true;
        told.step(title);
      };
      const running = () => run(told);
      return note(await (interrupt === undefined ? running() : interrupt.telling(tell, running)));
    },
  });
  const home = restingActive(pair.spec, pair.view().topology);
  const back = home === undefined ? [] : [task(say.drills.round.back, (view) => failback(home, pair, prober, view))];
  const tasks = [
    task(say.drills.round.graceful, (view) => drill('graceful', pair, prober, view)),
    ...back,
    task(say.drills.round.crash, (view) => drill('crash', pair, prober, view)),
    ...back,
    ...(power === undefined
      ? []
      : [task(say.drills.round.power, (view) => rebootDrill(power, pair, prober, view)), ...back]),
  ];
  const { place } = prober;
  const { heading, numbered } = say.drills.round;
  await pair.ports.reporter.work(title === undefined ? heading({ place }) : numbered({ title, place }), [
    { title: pair.spec.cluster, tasks },
  ]);
  return drills;
}
