import type { InstanceId } from '../cluster/ids.js';
import { cloudName, vridOf } from '../cluster/names.js';
import { nodeNames } from '../cluster/nodes.js';
import { type ClusterSpec, namedHaVip } from '../cluster/spec.js';
import type { CloudFacts } from '../facts/survey.js';
import { findEip, locate } from '../facts/topology.js';
import { findHaVip } from '../mechanism/havip.js';
import { resolvePlace } from '../mechanism/topology.js';
import { listed } from '../messages/lists.js';
import { say } from '../messages/say.js';
import type { HaVip } from '../ports/inventory.js';
import { defineCheck } from './check.js';
import { type CheckContext, findHost } from './context.js';
import { error, ok, orOk, type Remark, warning } from './finding.js';

export const haVipQuotaCheck = defineCheck({
  id: 'havip.quota',
  subject: 'vip',
  about: () => say.about.havipQuota,
  mechanism: 'havip',
  when: ['preflight'],
  needs: ['cloud'],
  run({ cloud: { inventory } }, { pair: { spec } }) {
    const { haVips, haVipQuota, haVipRefusal } = inventory;
    if (haVipRefusal !== undefined || haVipQuota === 0) {
      const { quotaOfNone, refused, notOpen, apply } = say.havip;
      const why = haVipRefusal === undefined ? quotaOfNone : refused({ code: haVipRefusal });
      return [error(undefined, notOpen({ why }), apply)];
    }
    if (findHaVip(spec, inventory) !== undefined) return [];
    if (haVipQuota === undefined) return [warning(undefined, say.havip.quotaUnseen, say.havip.quotaUnseenHint)];
    if (haVips.length < haVipQuota) return [];
    const message = say.havip.full({ count: haVips.length, quota: haVipQuota });
    return [error(undefined, message, say.havip.fullHint)];
  },
});

export const haVipExistsCheck = defineCheck({
  id: 'havip.exists',
  subject: 'vip',
  about: () => say.about.havipExists,
  mechanism: 'havip',
  when: ['preflight', 'verify'],
  needs: ['cloud'],
  run({ cloud }, { pair: { spec }, phase, command }) {
    const [id, haVip] = [namedHaVip(spec), findHaVip(spec, cloud.inventory)];
    const { subnet } = resolvePlace(spec, cloud);
    if (haVip === undefined) {
      if (id !== undefined) {
        return [error(id, say.havip.unknown, say.havip.unknownHint)];
      }
      return phase === 'preflight' ? [] : [error('cloud', say.havip.none, say.havip.noneHint({ command: command() }))];
    }
    if (subnet === undefined || haVip.subnetId === subnet.id) return [];
    const message = say.havip.otherSubnet({ has: haVip.subnetId, needs: subnet.id });
    return [error(haVip.id, message, say.havip.otherSubnetHint({ subnet: subnet.id }))];
  },
});

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

/** More than this on one NIC are advised against: the platform limits how many announcements of one NIC it takes. */
const mostOnNic = 5;

export const haVipCrowdCheck = defineCheck({
  id: 'havip.crowd',
  subject: 'vip',
  about: () => say.about.havipCrowd({ count: mostOnNic }),
  mechanism: 'havip',
  when: ['preflight', 'verify'],
  needs: ['cloud'],
  run({ cloud: { inventory } }, { pair: { spec } }) {
    const own = findHaVip(spec, inventory)?.id;
    return spec.nodes.flatMap(({ instance }) => {
      const others = inventory.haVips.filter(
        ({ id, associations }) => id !== own && associations.some((one) => one.instance === instance),
      );
      if (others.length < mostOnNic) return [];
      const message = say.havip.crowd({ count: others.length + 1, most: mostOnNic });
      return [warning(instance, message, say.havip.crowdHint)];
    });
  },
});

export const haVipEipCheck = defineCheck({
  id: 'havip.eip',
  subject: 'eip',
  about: () => say.about.havipEip,
  mechanism: 'havip',
  when: ['preflight', 'verify'],
  needs: ['cloud'],
  appliesTo: ({ eip }) => eip !== 'none',
  run({ cloud: { inventory } }, { pair: { spec } }) {
    const haVip = findHaVip(spec, inventory);
    const eip = findEip(spec, inventory);
    if (haVip?.eipAddress === undefined || haVip.eipAddress === eip?.ip) return [];
    return [error(haVip.id, say.havip.otherEip({ ip: haVip.eipAddress }), say.havip.otherEipHint)];
  },
});

export const vridCheck = defineCheck({
  id: 'vrid',
  subject: 'vip',
  about: () => say.about.vrid,
  mechanism: 'havip',
  when: ['preflight'],
  needs: ['cloud'],
  run: ({ cloud }, { pair: { spec } }) => checkVrid(spec, cloud),
});

function checkVrid(spec: ClusterSpec, { inventory }: CloudFacts): Remark[] {
  const prefix = cloudName('');
  const names = [
    ...inventory.haVips.map(({ name }) => name),
    ...inventory.enis.flatMap(({ ips }) => ips.map(({ description }) => description)),
  ];
  const clusters = new Set(names.filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length)));
  clusters.delete(spec.cluster);
  const vrid = vridOf(spec.cluster);
  return [...clusters]
    .filter((cluster) => vridOf(cluster) === vrid)
    .map((cluster) => warning('cloud', say.havip.vrid({ cluster, vrid }), say.havip.vridHint));
}
