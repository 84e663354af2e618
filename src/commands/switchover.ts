import type { SwitchoverOptions } from '../cli/switchover.js';
import { nodeOf, peerOf } from '../cluster/nodes.js';
import type { NodeName } from '../cluster/spec.js';
import { findProber, type Measured, measureDuring } from '../drills/measure.js';
import { askHooks } from '../drills/settle.js';
import { AnswersError, HaSetupError } from '../errors.js';
import { mechanismOf } from '../mechanism/mechanisms.js';
import { say } from '../messages/say.js';
import { observe } from '../pair/observe.js';
import type { Pair } from '../pair/pair.js';
import { requireCloud, requireTopology, whyUnreached } from '../pair/require.js';
import { restingActive } from '../pair/standing.js';
import type { HostPort } from '../ports/host.js';
import { endBriefHold, hold, holdBriefly, release } from '../run/hold.js';
import { until } from '../run/until.js';
import { formatDuration } from '../text/time.js';
import { getNode, readSpec } from './answers.js';
import { holdOut, letIn } from './hold.js';
import { whileLocked } from './locked.js';
import { refuseUnfit } from './refuse-unfit.js';
import type { Toolbox } from './toolbox.js';

type Options = SwitchoverOptions & { readonly answers: string };

/** Seconds after which a host that was asked to hand over may be MASTER again, should this program die. */
const briefly = 90;

/** Moves the VIP on purpose, or keeps a host out of it for maintenance. */
export async function switchOver(options: Options, toolbox: Toolbox): Promise<void> {
  const words = say.moves.switchover;
  const named = [options.to, options.hold, options.release].filter((one) => one !== undefined);
  if (named.length > 1) {
    throw new AnswersError(words.exclusive, { hint: words.exclusiveHint });
  }
  const spec = await readSpec(options.answers, toolbox);
  const node = named[0] === undefined ? undefined : getNode(spec, named[0]);
  const pair = await toolbox.waiting(say.session.reading, () => observe(spec, { depth: 'full' }, toolbox));
  try {
    requireCloud(pair);
    await whileLocked(pair.spec, pair.ports.hosts, toolbox, async () => {
      if (node !== undefined && options.hold !== undefined) return holdOut(node, pair, options, toolbox);
      if (node !== undefined && options.release !== undefined) return letIn(node, pair, toolbox);
      return move(node, pair, options, toolbox);
    });
  } finally {
    await pair.close();
  }
}

async function move(
  wanted: NodeName | undefined,
  pair: Pair<'full'>,
  options: Options,
  toolbox: Toolbox,
): Promise<void> {
  const { spec } = pair;
  const { reporter } = toolbox;
  const words = say.moves.switchover;
  const topology = requireTopology(pair);
  const from = topology.owner;
  if (from === undefined) {
    throw new HaSetupError(words.nowhere({ vip: topology.vip }), {
      hint: words.nowhereHint({ command: toolbox.command(['verify'], options.answers) }),
    });
  }
  const to = wanted ?? peerOf(from);
  const [here, there] = [nodeOf(spec, from).instance, nodeOf(spec, to).instance];
  const resting = restingActive(spec, topology);
  if (to === from) {
    reporter.say(words.already({ host: there }), 'good');
    if (toolbox.json) toolbox.printResult({ cluster: spec.cluster, vip: topology.vip, action: 'none', active: there });
    return;
  }
  const host = pair.ports.hosts[from];
  if (host === undefined) {
    throw new HaSetupError(words.silent({ why: whyUnreached(pair, from) ?? '' }), {
      where: here,
      hint: words.silentHint,
    });
  }
  await refuseUnfit(to, pair, options, toolbox);
  const stays = options.stay && resting === from;
  const probers = toolbox.probers(Object.values(pair.ports.hosts));
  let measured: Measured | undefined;
  const moved = async () => {
    measured = await measureDuring(await findProber(probers, topology.vip), { ...topology, ...toolbox }, () =>
      handOver({ from, to, host, stays }, pair, toolbox),
    );
  };
  await reporter.work(words.title, [
    {
      title: `${here} → ${there}`,
      tasks: [
        {
          title: words.task,
          run: async ({ step }) => {
            step(words.handsOver({ host: here, vip: topology.vip }));
            await moved();
            return { status: 'changed', note: lost(measured) };
          },
        },
      ],
    },
  ]);
  reporter.say(words.moved({ vip: topology.vip, host: there }), 'good');
  if (stays) {
    reporter.say(
      words.held({ host: here, command: toolbox.command(['switchover', '--release', here], options.answers) }),
    );
  } else if (resting === from) {
    reporter.say(words.comesBack({ host: here, seconds: spec.failback }), 'warning');
  } else if (options.stay) {
    reporter.say(words.staysAnyway({ host: there }), 'faint');
  }
  if (toolbox.json) {
    const held = stays ? [here] : [];
    const result = { cluster: spec.cluster, vip: topology.vip, action: 'switched', from: here, active: there, held };
    toolbox.printResult({ ...result, outageMs: measured?.outageMs ?? null, place: measured?.place ?? null });
  }
}

function lost(measured: Measured | undefined): string {
  const words = say.moves.switchover;
  if (measured === undefined) return words.unmeasured;
  if (measured.outageMs === 0) return words.seamless({ place: measured.place });
  return words.outage({ time: formatDuration(measured.outageMs), place: measured.place });
}

interface Handover {
  readonly from: NodeName;
  readonly to: NodeName;
  readonly host: HostPort;
  readonly stays: boolean;
}

/** The active host's check fails by our hold; its peer takes over, and it serves until the cloud's record has moved. */
async function handOver({ from, to, host, stays }: Handover, pair: Pair<'full'>, toolbox: Toolbox): Promise<void> {
  const { clock } = toolbox;
  const { nodes } = requireTopology(pair);
  const why = say.moves.switchover.why({ who: toolbox.whoami });
  if (stays) await hold(host, why);
  else await holdBriefly(host, briefly, why);
  try {
    await until(
      clock,
      { timeoutMs: briefly * 1000 - 10_000, intervalMs: 300 },
      async () => {
        const [owner, statuses] = await Promise.all([
          mechanismOf(pair.spec).findOwner(requireCloud(pair).port, requireTopology(pair)),
          askHooks(pair.ports.hosts),
        ]);
        const took = pair.ports.hosts[to] === undefined || (statuses[to]?.role === 'MASTER' && statuses[to].nic);
        return owner === nodes[to].eni.id && took && statuses[from]?.nic === false ? true : undefined;
      },
      () =>
        new HaSetupError(
          say.moves.switchover.stuck({
            there: nodeOf(pair.spec, to).instance,
            here: nodeOf(pair.spec, from).instance,
          }),
          {
            where: nodeOf(pair.spec, to).instance,
            hint: say.moves.switchover.stuckHint,
          },
        ),
    );
  } catch (failure) {
    if (stays) await release(host);
    throw failure;
  } finally {
    if (!stays) await endBriefHold(host);
  }
}
