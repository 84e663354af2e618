import type { DrillResult } from '../drills/drill.js';
import { recordVerified, runDrills } from '../drills/rounds.js';
import { waitUntilSettled } from '../drills/settle.js';
import { HaSetupError } from '../errors.js';
import { nodeNames } from '../facts/topology.js';
import { isHeld, isProven, servedBefore } from '../operations/proven.js';
import { restingActive } from '../pair/standing.js';
import { buildPlan, countChanges } from '../plan/build.js';
import type { HostPort } from '../ports/host.js';
import type { Prober } from '../ports/prober.js';
import { applyAll } from '../run/apply.js';
import { withLock } from '../run/lock.js';
import type { Session } from '../run/session.js';
import { type Tally, tellState } from './aftermath.js';
import { confirmPlan } from './confirm.js';
import { offerAnswers } from './keep-answers.js';
import { showRetirement } from './plan.js';
import { openChecked } from './preflight.js';
import { openRetirement, type Retirement } from './replace.js';
import { resultOf, showNext, showReport } from './report.js';
import type { Toolbox } from './toolbox.js';
import { obtainWish } from './wizard.js';

export interface SetupOptions {
  /** The answers file; what it lacks, or everything, is asked where somebody can be. */
  readonly answers?: string;
  readonly yes: boolean;
  /** Fail over for real: always, never, or (undefined) on a pair that has not been proven yet. */
  readonly drill?: boolean;
}

/** Ask, discover, check, plan, confirm, apply, plan again, verify by failing over, report (design.md, "A run"). */
export async function setUp(options: SetupOptions, toolbox: Toolbox): Promise<void> {
  const { reporter } = toolbox;
  const { wish, open } = await openChecked(await obtainWish(options.answers, toolbox), toolbox);
  const { session, close } = open;
  let retirement: Retirement | undefined;
  try {
    retirement = await openRetirement(session, toolbox);
    const plan = buildPlan(session.view());
    const count = countChanges(plan) + countChanges(retirement?.plan ?? []);
    if (count > 0) {
      if (retirement) showRetirement(retirement, toolbox);
      await confirmPlan(plan, session, { yes: options.yes, answers: wish.path ?? 'FILE' }, toolbox);
    } else {
      reporter.say('Nothing to change: the cloud and both hosts are as the answers ask.', 'good');
    }
    // The host that stays is serving: failing it over is for whoever asks for it.
    const asked = retirement === undefined ? options : { drill: false, ...options };
    const made: Tally = new Map();
    const finish = async () => {
      const retired = (await retirement?.carryOut()) ?? 0;
      if (retirement) await session.refresh('cloud');
      const changed =
        count > 0 ? retired + (await applyAll(session, (target) => made.set(target, (made.get(target) ?? 0) + 1))) : 0;
      if (count > 0) await verifyConverged(session);
      return { changed, drills: await verify(session, asked, changed, toolbox) };
    };
    const isReadOnly = count === 0 && !wantsDrills(session, asked);
    const run = () =>
      isReadOnly ? finish() : withLock(session.ports.hosts.a, session.label('a'), toolbox.whoami, finish);
    const { changed, drills } = await toolbox.interrupt.guard(run).catch(async (error: unknown) => {
      await tellState(error, { plan, made, session, wish }, toolbox);
      throw error;
    });
    showReport(session, drills, toolbox);
    if (toolbox.json) toolbox.printResult(resultOf(session, changed, drills));
  } finally {
    await retirement?.close();
    await close();
  }
  showNext(await offerAnswers(wish, toolbox), toolbox);
}

/** A plan over fresh facts must be empty now; what it still lists did not take. */
async function verifyConverged(session: Session): Promise<void> {
  await Promise.all((['cloud', ...nodeNames] as const).map((target) => session.refresh(target)));
  const left = buildPlan(session.view()).filter(({ changes }) => changes.length > 0);
  if (left.length === 0) return;
  const what = left.map(({ target, title }) => `${title} on ${session.label(target)}`).join(', ');
  throw new HaSetupError(`changes were made, but read back they are not all there: ${what}`, {
    hint: 'something else changes the same things; run ha-setup plan to see what differs',
  });
}

async function verify(
  session: Session,
  options: SetupOptions,
  changed: number,
  toolbox: Toolbox,
): Promise<readonly DrillResult[]> {
  const { reporter } = toolbox;
  let active = '';
  await reporter.work('Verify', [
    {
      title: 'pair',
      tasks: [
        {
          title: 'one holder',
          run: async () => {
            const home = restingActive(session.spec, session.view().topology);
            const wait = 90_000 + (home === undefined ? 0 : session.spec.failback * 1000);
            active = session.label(await waitUntilSettled(session, wait, home));
            return { status: 'ok', note: `${active} is active, by NIC, VRRP and cloud` };
          },
        },
      ],
    },
  ]);
  if (!wantsDrills(session, options)) {
    if (options.drill === false || changed > 0)
      reporter.say('The failover drills were left out; --drill runs them.', 'faint');
    return [];
  }
  const prober = await findProber(
    toolbox.probers(nodeNames.map((node): HostPort => session.ports.hosts[node])),
    session,
  );
  const drills = await runDrills(session, prober);
  await recordVerified(session, drills);
  return drills;
}

/** A pair that passed its drills, or that served before, is not failed over unless asked: somebody may be using it. */
function wantsDrills(session: Session, { drill }: SetupOptions): boolean {
  const view = session.view();
  if (drill === true && isHeld(view)) {
    throw new HaSetupError('a host is held, so a failover drill would leave nobody to serve', {
      hint: 'ha-setup status says which; let it in again (ha-setup switchover --release INSTANCE) or leave --drill out',
    });
  }
  return drill ?? !(isHeld(view) || isProven(view) || servedBefore(view));
}

async function findProber(probers: readonly Prober[], session: Session): Promise<Prober> {
  for (const prober of probers) {
    if (await prober.reaches(session.view().topology.vip)) return prober;
  }
  throw new HaSetupError(`no place can ping ${session.view().topology.vip}: neither this machine nor the standby`, {
    hint: 'let the security groups pass ICMP from here or between the nodes (and install iputils-ping), then run the same command again',
  });
}
