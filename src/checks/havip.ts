import { namedHaVip } from '../cluster/spec.js';
import { findEip } from '../facts/topology.js';
import { findHaVip } from '../mechanism/havip.js';
import { resolvePlace } from '../mechanism/topology.js';
import { say } from '../messages/say.js';
import { defineCheck } from './check.js';
import { error, warning } from './finding.js';

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
