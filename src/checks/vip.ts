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
import { resolvePlace, resolveTopology } from '../mechanism/topology.js';
import { findKnownVip } from '../pair/known-vip.js';
import type { Each } from '../pair/pair.js';
import { defineCheck } from './check.js';
import { error, orOk, type Remark, warning } from './finding.js';

export const vipAddressCheck = defineCheck({
  id: 'vip.address',
  title: 'VIP',
  about: 'the VIP is an address of the subnet that is free, or the pair has it already',
  when: ['preflight'],
  needs: ['cloud'],
  run: ({ cloud }, { pair: { spec, hosts } }) => [
    ...checkAddress(spec, cloud, isRead(hosts) ? findKnownVip(spec, hosts) : 'unread'),
    ...checkChange(spec, cloud, findKnownVip(spec, hosts)),
  ],
});

export const quotaCheck = defineCheck({
  id: 'quota',
  title: 'VIP',
  about: 'both ENIs have room for the VIP',
  mechanism: 'migrate',
  when: ['preflight', 'verify', 'fitness'],
  needs: ['cloud'],
  run({ cloud }, { pair }) {
    const isResolved = pair.spec.nodes.every((node) => locate(node, cloud.inventory).eni !== undefined);
    return isResolved ? orOk(checkRoom(pair.spec, cloud), 'cloud', 'both ENIs have room for the VIP') : [];
  },
});

export const eipExistsCheck = defineCheck({
  id: 'eip.exists',
  title: 'EIP',
  about: 'the EIP of the answers exists',
  when: ['preflight', 'verify'],
  needs: ['cloud'],
  appliesTo: ({ eip }) => eip !== 'none',
  run({ cloud }, { pair, phase, command }) {
    const { spec } = pair;
    if (spec.eip === 'none' || findEip(spec, cloud.inventory) !== undefined) return [];
    if (spec.eip !== 'allocate') {
      const hint = 'check eip in the answers, or set it to allocate';
      return [error(spec.eip, `there is no such EIP in ${spec.region}`, hint)];
    }
    // Before a run it does not exist yet.
    if (phase === 'preflight') return [];
    return [error('cloud', `there is no EIP named ${cloudName(spec.cluster)}`, `${command()} allocates one`)];
  },
});

export const eipFreeCheck = defineCheck({
  id: 'eip.free',
  title: 'EIP',
  about: 'the EIP is bound to nothing, or to the VIP',
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
    const message = `the ENI has all of its ${eni.ipQuota} addresses in use, so ${vip} could not move to it`;
    const hint = 'unassign one of its secondary addresses, or use a larger instance type';
    return [{ ...error(eni.id, message, hint), unfit: { code: 'no-room', eni: eni.id } }];
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
  if (vip === undefined) {
    return [
      error(subnet.id, `no address of ${subnet.cidr} is free`, 'free one, or choose instances of a larger subnet'),
    ];
  }
  const { first, last } = cidrRange(subnet.cidr);
  if (!isInCidr(vip, subnet.cidr)) {
    return [
      error(
        undefined,
        `the VIP ${vip} is not in the nodes' subnet ${subnet.cidr}`,
        `set vip to auto or to an address of ${subnet.cidr}`,
      ),
    ];
  }
  if ([first, first + 1, last].includes(ipToNumber(vip))) {
    return [
      error(
        undefined,
        `the VIP ${vip} is reserved by the cloud in ${subnet.cidr}`,
        'set vip to auto or to another address',
      ),
    ];
  }
  const ours = enis.find((eni) => eni.ips.some((ip) => ip.address === vip));
  if (ours?.ips.some((ip) => ip.address === vip && ip.primary)) {
    return [
      error(ours.id, `${vip} is the ENI's primary address, which cannot move`, 'set vip to auto or to another address'),
    ];
  }
  const isPairs = mechanismOf(spec)
    .candidates(enis, inventory)
    .some(({ address }) => address === vip);
  const user = isPairs ? undefined : findUser(vip, { inventory, used });
  if (user === undefined) return [];
  // On an ENI that is not of the pair it may be still, where one of the two hosts was changed for another.
  const isNamed = user.description === cloudName(spec.cluster);
  if (isNamed && (ours !== undefined || known === 'unread' || known === vip)) return [];
  return [
    error(
      undefined,
      `the VIP ${vip} is in use by ${nameUser(user)}${isNamed ? `, as the VIP of another pair named ${spec.cluster}` : ''}`,
      `set vip to auto or to a free address of ${subnet.cidr}${isNamed ? ', and give this pair another name' : ''}`,
    ),
  ];
}

/** Whoever runs a pair with `vip: auto` is told where its address cannot stay. */
function checkChange(spec: ClusterSpec, cloud: CloudFacts, known: Ipv4 | undefined): Remark[] {
  const { subnet, vip } = resolvePlace(spec, cloud);
  if (spec.vip !== 'auto' || known === undefined || vip === undefined || vip === known) return [];
  const user = findUser(known, cloud);
  const taken = user === undefined ? 'is on neither ENI any more' : `is in use by ${nameUser(user)} now`;
  const message = `the pair's VIP so far, ${known}, ${taken}: the run changes the VIP to ${vip}`;
  return [
    warning(subnet?.id, message, `tell your clients the new address; or free ${known} and run the same command again`),
  ];
}

/** The EIP is unbound, or bound to our VIP. */
function checkEip(spec: ClusterSpec, cloud: CloudFacts): Remark[] {
  const eip = findEip(spec, cloud.inventory);
  if (eip === undefined || eip.status === 'OFFLINING') return [];
  if (isChanging(eip)) {
    const message = `the EIP ${eip.ip} is ${eip.status}: on its way from one state to another`;
    return [warning(eip.id, message, 'nothing to do: it is waited for before it is bound')];
  }
  const topology = resolveTopology(spec, cloud.inventory, cloud.used);
  if (eip.status === 'UNBIND' || (topology && mechanismOf(spec).isEipOfPair(topology))) return [];
  const place = [eip.privateIp, eip.eni].filter((part) => part !== undefined).join(' on ');
  return [
    error(
      eip.id,
      `the EIP ${eip.ip} is ${eip.status}${place === '' ? '' : ` to ${place}`}`,
      'unbind it in the console, or choose an unbound one',
    ),
  ];
}
