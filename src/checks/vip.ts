import { cidrRange, type Ipv4, ipToNumber, isInCidr } from '../cluster/ids.js';
import { cloudName } from '../cluster/names.js';
import { nodeNames } from '../cluster/nodes.js';
import { type ClusterSpec, namedHaVip } from '../cluster/spec.js';
import { findUser, nameUser } from '../facts/address-user.js';
import { isChanging } from '../facts/eip.js';
import type { Reading } from '../facts/reading.js';
import type { CloudFacts } from '../facts/survey.js';
import { findEip, locate } from '../facts/topology.js';
import { mechanismOf } from '../mechanism/mechanisms.js';
import { hasRoom } from '../mechanism/room.js';
import { isEipOfPair, resolvePlace, resolveTopology } from '../mechanism/topology.js';
import { say } from '../messages/say.js';
import { findKnownVip } from '../pair/known-vip.js';
import type { Each } from '../pair/pair.js';
import { defineCheck } from './check.js';
import { error, orOk, type Remark, warning } from './finding.js';
import { placeOf } from './vip-record.js';

export const vipAddressCheck = defineCheck({
  id: 'vip.address',
  subject: 'vip',
  about: () => say.about.vipAddress,
  when: ['preflight'],
  needs: ['cloud'],
  run: ({ cloud }, { pair: { spec, hosts } }) => [
    ...checkAddress(spec, cloud, isRead(hosts) ? findKnownVip(spec, hosts) : 'unread'),
    ...checkChange(spec, cloud, findKnownVip(spec, hosts)),
  ],
});

export const quotaCheck = defineCheck({
  id: 'quota',
  subject: 'vip',
  about: () => say.about.quota,
  mechanism: 'migrate',
  when: ['preflight', 'verify', 'fitness'],
  needs: ['cloud'],
  run({ cloud }, { pair }) {
    const isResolved = pair.spec.nodes.every((node) => locate(node, cloud.inventory).eni !== undefined);
    return isResolved ? orOk(checkRoom(pair.spec, cloud), 'cloud', say.addresses.room) : [];
  },
});

export const eipExistsCheck = defineCheck({
  id: 'eip.exists',
  subject: 'eip',
  about: () => say.about.eipExists,
  when: ['preflight', 'verify'],
  needs: ['cloud'],
  appliesTo: ({ eip }) => eip !== 'none',
  run({ cloud }, { pair, phase, command }) {
    const { spec } = pair;
    if (spec.eip === 'none' || findEip(spec, cloud.inventory) !== undefined) return [];
    if (spec.eip !== 'allocate') {
      return [error(spec.eip, say.addresses.noEip(spec), say.addresses.noEipHint)];
    }
    // Before a run it does not exist yet.
    if (phase === 'preflight') return [];
    const { noNamedEip, allocates } = say.addresses;
    return [error('cloud', noNamedEip({ name: cloudName(spec.cluster) }), allocates({ command: command() }))];
  },
});

export const eipFreeCheck = defineCheck({
  id: 'eip.free',
  subject: 'eip',
  about: () => say.about.eipFree,
  when: ['preflight'],
  needs: ['cloud'],
  appliesTo: ({ eip }) => eip !== 'none',
  run: ({ cloud }, { pair }) => checkEip(pair.spec, cloud),
});

/** The VIP is an address that it may have, and both ENIs have room for it: what the wizard asks of an address. */
export function checkVip(spec: ClusterSpec, cloud: CloudFacts): Remark[] {
  return [...checkAddress(spec, cloud, 'unread'), ...checkRoom(spec, cloud)];
}

/** The VIP can move to either ENI. */
function checkRoom(spec: ClusterSpec, cloud: CloudFacts): Remark[] {
  const { enis, vip } = resolvePlace(spec, cloud);
  if (vip === undefined) return [];
  return enis.flatMap((eni) => {
    if (hasRoom(eni, vip)) return [];
    const { noRoom, noRoomHint } = say.addresses;
    return [
      {
        ...error(eni.id, noRoom({ count: eni.ipQuota ?? 0, vip }), noRoomHint),
        unfit: { code: 'no-room', eni: eni.id },
      },
    ];
  });
}

const isRead = (hosts: Each<Reading<unknown>>) => nodeNames.every((node) => 'known' in hosts[node]);

/**
 * The VIP is an address of the subnet that is free or already a secondary IP of one of the two ENIs.
 * @param known the VIP that the hosts serve
 */
function checkAddress(spec: ClusterSpec, cloud: CloudFacts, known: Ipv4 | 'unread' | undefined): Remark[] {
  const { inventory, used } = cloud;
  const { enis, subnet, vip } = resolvePlace(spec, cloud);
  if (enis.length !== 2 || subnet === undefined) return [];
  // Of a HAVIP that does not exist its own check tells.
  if (vip === undefined && namedHaVip(spec) !== undefined) return [];
  const words = say.addresses;
  const place = { vip: vip ?? '', subnet: subnet.cidr };
  if (vip === undefined) return [error(subnet.id, words.full(place), words.fullHint)];
  const { first, last } = cidrRange(subnet.cidr);
  if (!isInCidr(vip, subnet.cidr)) {
    return [error(undefined, words.outside(place), words.outsideHint(place))];
  }
  if ([first, first + 1, last].includes(ipToNumber(vip))) {
    return [error(undefined, words.reserved(place), words.anotherHint)];
  }
  const ours = enis.find((eni) => eni.ips.some((ip) => ip.address === vip));
  if (ours?.ips.some((ip) => ip.address === vip && ip.primary)) {
    return [error(ours.id, words.primary({ vip }), words.anotherHint)];
  }
  const isPairs = mechanismOf(spec)
    .candidates(enis, inventory)
    .some(({ address }) => address === vip);
  const found = isPairs ? undefined : findUser(vip, { inventory, used });
  if (found === undefined) return [];
  // On an ENI that is not of the pair it may be still, where one of the two hosts was changed for another.
  const isNamed = found.description === cloudName(spec.cluster);
  if (isNamed && (ours !== undefined || known === 'unread' || known === vip)) return [];
  const user = nameUser(found);
  return isNamed
    ? [error(undefined, words.namesake({ vip, user, cluster: spec.cluster }), words.namesakeHint(place))]
    : [error(undefined, words.taken({ vip, user }), words.takenHint(place))];
}

/** Whoever runs a pair with `vip: auto` is told where its address cannot stay. */
function checkChange(spec: ClusterSpec, cloud: CloudFacts, known: Ipv4 | undefined): Remark[] {
  const { subnet, vip } = resolvePlace(spec, cloud);
  if (spec.vip !== 'auto' || known === undefined || vip === undefined || vip === known) return [];
  const user = findUser(known, cloud);
  const { changesLost, changesTaken, changesHint } = say.addresses;
  const message = user === undefined ? changesLost({ known, vip }) : changesTaken({ known, vip, user: nameUser(user) });
  return [warning(subnet?.id, message, changesHint({ known }))];
}

/** The EIP is unbound, or bound to our VIP. */
function checkEip(spec: ClusterSpec, cloud: CloudFacts): Remark[] {
  const eip = findEip(spec, cloud.inventory);
  if (eip === undefined || eip.status === 'OFFLINING') return [];
  const words = say.addresses;
  const told = { ip: eip.ip, state: eip.status };
  if (isChanging(eip)) return [warning(eip.id, words.eipChanging(told), words.eipChangingHint)];
  const topology = resolveTopology(spec, cloud.inventory, cloud.used);
  if (eip.status === 'UNBIND' || (topology && isEipOfPair(spec, topology))) return [];
  const place = placeOf(eip);
  const message = place === undefined ? words.eipTaken(told) : words.eipTakenBy({ ...told, place });
  return [error(eip.id, message, words.eipTakenHint)];
}
