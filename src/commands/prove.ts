import { nodeNames } from '../cluster/nodes.js';
import type { DrillResult } from '../drills/drill.js';
import { requireProber } from '../drills/measure.js';
import { recordVerified, runDrills } from '../drills/rounds.js';
import { waitUntilSettled } from '../drills/settle.js';
import { HaSetupError } from '../errors.js';
import { say } from '../messages/say.js';
import { isHeld, isProven, servedBefore } from '../operations/proven.js';
import type { LivePair } from '../pair/live-pair.js';
import { restingActive } from '../pair/standing.js';
import type { Toolbox } from './toolbox.js';

/** Fail over for real: always, never, or (undefined) on a pair that has not been proven yet. */
interface DrillChoice {
  readonly drill?: boolean;
}

/** Waits until the pair has settled on one holder, then fails it over where that is due. Returns the drills. */
export async function prove(
  live: LivePair,
  choice: DrillChoice,
  changed: number,
  toolbox: Toolbox,
): Promise<readonly DrillResult[]> {
  await settle(live, toolbox);
  if (!wantsDrills(live, choice)) {
    if (choice.drill === false || changed > 0) toolbox.reporter.say(say.session.prove.leftOut, 'faint');
    return [];
  }
  const places = toolbox.probers(nodeNames.map((node) => live.ports.hosts[node]));
  const prober = await requireProber(places, live.view().topology.vip);
  const drills = await runDrills(live, prober);
  await recordVerified(live, drills);
  return drills;
}

async function settle(live: LivePair, { reporter }: Toolbox): Promise<void> {
  const words = say.session.prove;
  const run = async () => {
    const home = restingActive(live.spec, live.view().topology);
    const wait = 90_000 + (home === undefined ? 0 : live.spec.failback * 1000);
    // After its last change a run reads everything again.
    const active = live.label(await waitUntilSettled(live, wait, home, { fresh: true }));
    return { status: 'ok', note: say.session.prove.isActive({ host: active }) } as const;
  };
  await reporter.work(words.title, [{ title: words.pair, tasks: [{ title: words.holder, run }] }]);
}

/** A pair that passed its drills, or that served before, is not failed over unless asked: somebody may be using it. */
export function wantsDrills(live: LivePair, { drill }: DrillChoice): boolean {
  const view = live.view();
  if (drill === true && isHeld(view)) {
    throw new HaSetupError(say.session.prove.held, {
      hint: say.session.prove.heldHint,
    });
  }
  return drill ?? !(isHeld(view) || isProven(view) || servedBefore(view));
}
