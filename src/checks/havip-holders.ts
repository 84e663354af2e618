import type { InstanceId } from '../cluster/ids.js';
import { cloudName } from '../cluster/names.js';
import { nodeNames } from '../cluster/nodes.js';
import type { ClusterSpec } from '../cluster/spec.js';
import { locate } from '../facts/topology.js';
import { findHaVip } from '../mechanism/havip.js';
import { listed } from '../messages/lists.js';
import { say } from '../messages/say.js';
import type { HaVip } from '../ports/inventory.js';
import { defineCheck } from './check.js';
import { type CheckContext, findHost } from './context.js';
import { error, ok, orOk, type Remark, warning } from './finding.js';

export const haVipRangeCheck = defineCheck({
  id: 'havip.range',
  subject: 'vip',
  about: () => say.about.havipRange,
  mechanism: 'havip',
  when: ['preflight', 'verify'],
  needs: ['cloud'],
  run({ cloud: { inventory } }, context) {
    const haVip = findHaVip(context.pair.spec, inventory);
    return haVip === undefined ? [] : checkRange(haVip, context.pair.spec, context, context.phase === 'verify');
  },
});

function checkRange(haVip: HaVip, spec: ClusterSpec, context: CheckContext, isRunning: boolean): Remark[] {
  const { id, associations } = haVip;
  const enis = associations.filter(({ type }) => type === 'ENI').map(({ instance }) => instance);
  if (enis.length > 0) {
    return [error(id, say.havip.forEnis({ enis: listed(enis) }), say.havip.forEnisHint)];
  }
  const pair = spec.nodes.map(({ instance }) => instance);
  const missing = pair.filter((one) => !associations.some(({ instance }) => instance === one));
  const formers = formerPeers(context);
  // What a run takes out by itself is in its plan.
  const isOurs = haVip.name === cloudName(spec.cluster);
  const others = associations
    .map(({ instance }) => instance as InstanceId)
    .filter((one) => !pair.includes(one) && (isRunning || !(isOurs || formers.includes(one))));
  const found = [
    ...(isRunning && missing.length > 0
      ? [
          error(
            id,
            say.havip.missing({ instances: listed(missing) }),
            say.havip.missingHint({ command: context.command() }),
          ),
        ]
      : []),
    ...(others.length > 0 ? [error(id, say.havip.others({ instances: listed(others) }), say.havip.othersHint)] : []),
  ];
  return orOk(found, id, say.havip.range);
}

function formerPeers(context: CheckContext): readonly InstanceId[] {
  return nodeNames.flatMap((node) => {
    const settings = findHost(context.pair, node)?.host.settings;
    return settings?.cluster === context.pair.spec.cluster ? [settings.peer.instance as InstanceId] : [];
  });
}

export const haVipClosedCheck = defineCheck({
  id: 'havip.closed',
  subject: 'vip',
  about: () => say.about.havipClosed,
  mechanism: 'havip',
  when: ['preflight', 'verify'],
  needs: ['cloud'],
  run({ cloud: { inventory } }, { pair: { spec }, allowOpen = false, phase }) {
    const haVip = findHaVip(spec, inventory);
    if (haVip === undefined) return [];
    if (haVip.checkAssociate) return [ok(haVip.id, say.havip.checked)];
    // A pair that runs with it was told so when it was set up.
    const isError = phase === 'preflight' && !allowOpen;
    const { open, openHint, allowOpenHint } = say.havip;
    return [isError ? error(haVip.id, open, allowOpenHint) : warning(haVip.id, open, openHint)];
  },
});

export const haVipHolderCheck = defineCheck({
  id: 'havip.holder',
  subject: 'vip',
  about: () => say.about.havipHolder,
  mechanism: 'havip',
  when: ['preflight'],
  needs: ['cloud'],
  run({ cloud: { inventory } }, context) {
    const { spec } = context.pair;
    const haVip = findHaVip(spec, inventory);
    const { instance, eni } = haVip ?? {};
    if (haVip === undefined || (instance === undefined && eni === undefined)) return [];
    const isPair = spec.nodes.some((node) => node.instance === instance || locate(node, inventory).eni?.id === eni);
    if (isPair || (instance !== undefined && formerPeers(context).includes(instance))) return [];
    const message = say.havip.withStranger({ holder: instance ?? eni ?? '' });
    return [error(haVip.id, message, say.havip.withStrangerHint)];
  },
});
