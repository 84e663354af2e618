import { cloudName, hooksUnit } from '../cluster/names.js';
import type { ClusterSpec } from '../cluster/spec.js';
import { type AddressUser, findUser, nameUser } from '../facts/address-user.js';
import { isChanging } from '../facts/eip.js';
import type { Topology } from '../facts/topology.js';
import { mechanismOf } from '../mechanism/mechanisms.js';
import { say } from '../messages/say.js';
import type { Eip } from '../ports/inventory.js';
import { defineCheck } from './check.js';
import { idOf } from './context.js';
import { error, ok, type Remark, warning } from './finding.js';

export const vipOwnerCheck = defineCheck({
  id: 'vip.owner',
  subject: 'vip',
  about: () => say.about.vipOwner,
  when: ['verify'],
  needs: ['cloud', 'topology'],
  run: ({ cloud, topology }, { pair, command }) => [
    checkOwner(topology, pair.spec, findUser(topology.vip, cloud), command()),
  ],
});

export const vipNameCheck = defineCheck({
  id: 'vip.name',
  subject: 'vip',
  about: () => say.about.vipName,
  mechanism: 'migrate',
  when: ['verify'],
  needs: ['topology'],
  run: ({ topology }, { pair, command }) => checkName(topology, pair.spec.cluster, command()),
});

export const eipBoundCheck = defineCheck({
  id: 'eip.bound',
  subject: 'eip',
  about: () => say.about.eipBound,
  when: ['verify'],
  needs: ['topology'],
  appliesTo: ({ eip }) => eip !== 'none',
  run: ({ topology }, { pair, command }) => checkBinding(topology, pair.spec, command()),
});

function checkOwner(
  { vip, vipRecord, haVip, owner, subnet }: Topology,
  spec: ClusterSpec,
  user: AddressUser | undefined,
  repair: string,
): Remark {
  const words = say.addresses;
  // What the cloud says of the address's use is then this HAVIP itself.
  if (vipRecord === undefined && haVip !== undefined) {
    const { unclaimed, unclaimedHint, unclaimedUnseen } = say.havip;
    const isBlind = spec.hostCredentials === 'none';
    const hint = isBlind ? unclaimedUnseen({ unit: hooksUnit }) : unclaimedHint({ command: repair });
    return error(haVip.id, unclaimed({ vip }), hint);
  }
  if (vipRecord === undefined && user !== undefined) {
    const hint = words.takenFromPairHint({ subnet: subnet.cidr, command: repair });
    return error('cloud', words.takenFromPair({ vip, user: nameUser(user) }), hint);
  }
  if (vipRecord === undefined) {
    return error('cloud', words.nowhere({ vip }), words.nowhereHint({ command: repair }));
  }
  const { eni, state } = vipRecord;
  if (owner === undefined) {
    const { id, instance } = eni;
    const message = instance ? words.foreignOf({ vip, eni: id, instance }) : words.foreign({ vip, eni: id });
    return error(id, message, words.foreignHint);
  }
  if (state !== 'AVAILABLE') {
    return warning(eni.id, words.moving({ vip, state }), words.movingHint);
  }
  return ok('cloud', words.on({ vip, eni: eni.id, instance: idOf(spec, owner) }));
}

function checkName({ vip, vipRecord }: Topology, cluster: string, repair: string): Remark[] {
  if (vipRecord === undefined || vipRecord.name === cloudName(cluster)) return [];
  const words = say.addresses;
  const { name, eni } = vipRecord;
  if (name === '') return [warning(eni.id, words.unnamed({ vip }), repair)];
  return [warning(eni.id, words.named({ vip, name }), words.namedHint({ name: cloudName(cluster) }))];
}

function checkBinding(topology: Topology, spec: ClusterSpec, repair: string): Remark[] {
  const { eip, vip } = topology;
  if (eip === undefined) return [];
  const words = say.addresses;
  const { ip, status: state } = eip;
  if (mechanismOf(spec).isEipOnVip(topology)) return [ok(eip.id, words.eipOn({ ip, vip }))];
  if (isChanging(eip)) {
    return [warning(eip.id, words.eipMoving({ ip, state }), words.eipMovingHint)];
  }
  if (state === 'UNBIND') return [error(eip.id, words.eipFree({ ip }), words.eipFreeHint({ command: repair }))];
  const place = placeOf(eip) ?? words.somethingElse;
  return [{ ...error(eip.id, words.eipAway({ ip, state, place, vip }), words.eipAwayHint), code: state }];
}

/** Where an EIP is bound, as far as the cloud tells. */
export function placeOf({ privateIp, eni }: Eip): string | undefined {
  if (privateIp === undefined || eni === undefined) return privateIp ?? eni;
  return say.addresses.place({ address: privateIp, eni });
}
