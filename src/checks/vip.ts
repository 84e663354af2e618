import { cidrRange, ipToNumber, isInCidr } from '../cluster/ids.js';
import { cloudName } from '../cluster/names.js';
import type { ClusterSpec } from '../cluster/spec.js';
import type { CloudFacts } from '../facts/survey.js';
import { locate, resolveVip } from '../facts/topology.js';
import { error, type Finding } from './finding.js';

/** The VIP is an address of the subnet that is free or already a secondary IP of one of the two ENIs, and both ENIs have room for it. */
export function checkVip(spec: ClusterSpec, { inventory, used }: CloudFacts): Finding[] {
  const enis = spec.nodes.flatMap((node) => locate(node, inventory).eni ?? []);
  const subnet = inventory.subnets.find((candidate) => candidate.id === enis[0]?.subnetId);
  if (enis.length !== 2 || subnet === undefined) return [];
  const vip = resolveVip(spec, enis, subnet, used);
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
  const name = cloudName(spec.cluster);
  // On an ENI that is not of the pair it may be still, where one of the two hosts was changed for another.
  const named = inventory.enis.some((eni) => eni.ips.some((ip) => ip.address === vip && ip.description === name));
  if (
    ours === undefined &&
    !named &&
    (used.includes(vip) || inventory.enis.some((eni) => eni.ips.some((ip) => ip.address === vip)))
  ) {
    return [
      error(
        undefined,
        `the VIP ${vip} is taken by something else in ${subnet.id}`,
        'set vip to auto or to a free address',
      ),
    ];
  }
  return enis.flatMap((eni) => {
    const others = eni.ips.filter((ip) => ip.address !== vip).length;
    if (eni.ipQuota === undefined || others < eni.ipQuota) return [];
    return [
      error(
        eni.id,
        `the ENI has all of its ${eni.ipQuota} addresses in use, so ${vip} could not move to it`,
        'unassign one of its secondary addresses, or use a larger instance type',
      ),
    ];
  });
}

/** The EIP exists and is unbound, or bound to our VIP. */
export function checkEip(spec: ClusterSpec, { inventory, used }: CloudFacts): Finding[] {
  if (spec.eip === 'none') return [];
  const name = cloudName(spec.cluster);
  const eip = inventory.eips.find((one) => (spec.eip === 'allocate' ? one.name === name : one.id === spec.eip));
  if (eip === undefined) {
    if (spec.eip === 'allocate') return [];
    return [
      error(spec.eip, `there is no such EIP in ${spec.region}`, 'check eip in the answers, or set it to allocate'),
    ];
  }
  const enis = spec.nodes.flatMap((node) => locate(node, inventory).eni ?? []);
  const subnet = inventory.subnets.find((candidate) => candidate.id === enis[0]?.subnetId);
  const vip = subnet && resolveVip(spec, enis, subnet, used);
  if (eip.status === 'UNBIND' || (eip.privateIp === vip && enis.some((eni) => eni.id === eip.eni))) return [];
  const bound = [eip.privateIp, eip.eni].filter((part) => part !== undefined).join(' on ');
  return [
    error(
      eip.id,
      `the EIP ${eip.ip} is ${eip.status}${bound === '' ? '' : ` to ${bound}`}`,
      'unbind it in the console, or choose an unbound one',
    ),
  ];
}
