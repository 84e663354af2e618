import { paths } from '../cluster/names.js';
import { nodeNames } from '../cluster/nodes.js';
import type { NodeName } from '../cluster/spec.js';
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
    const outage = result.outageMs === 0 ? 'no probe lost' : `${formatDuration(result.outageMs)} without a reply`;
    return { status: 'ok', note: `${result.from} → ${result.to}, ${outage}` };
  };
  const task = (title: string, run: (view: TaskView) => Promise<DrillResult>): Task => ({
    title,
    run: async (view) => {
      const { interrupt } = pair.ports;
      interrupt?.check();
      let ending = '';
      const told: TaskView = { ...view, step: (line) => view.step(`${ending}${line}`) };
      const tell = () => {
        ending = 'stopping after this drill, Ctrl-C again stops at once: ';
        told.step(title);
      };
      const running = () => run(told);
      return note(await (interrupt === undefined ? running() : interrupt.telling(tell, running)));
    },
  });
  const home = restingActive(pair.spec, pair.view().topology);
  const back = home === undefined ? [] : [task('the way back', (view) => failback(home, pair, prober, view))];
  const tasks = [
    task('graceful failover', (view) => drill('graceful', pair, prober, view)),
    ...back,
    task('crash failover', (view) => drill('crash', pair, prober, view)),
    ...back,
    ...(power === undefined ? [] : [task('reboot', (view) => rebootDrill(power, pair, prober, view)), ...back]),
  ];
  const heading = title === undefined ? 'Fail over' : `Fail over, ${title}`;
  await pair.ports.reporter.work(`${heading}, probed from ${prober.place}`, [{ title: pair.spec.cluster, tasks }]);
  return drills;
}
