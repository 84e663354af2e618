import { type Ipv4, ipToNumber } from '../cluster/ids.js';
import type { ClusterSpec, NodeName, NodeSpec } from '../cluster/spec.js';
import type { CloudFacts } from '../facts/survey.js';
import { findEip, type LocatedNode, locate, type RemovableVip, type Topology } from '../facts/topology.js';
import type { Eni, Inventory, Subnet } from '../ports/inventory.js';
import { mechanismOf, otherMechanism } from './mechanisms.js';

/** The two ENIs, the subnet and the VIP that the spec means, as far as the cloud has them. */
export function resolvePlace(
  spec: ClusterSpec,
  { inventory, used }: CloudFacts,
): { readonly enis: readonly Eni[]; readonly subnet?: Subnet; readonly vip?: Ipv4 } {
  const enis = spec.nodes.flatMap((node) => locate(node, inventory).eni ?? []);
  const subnet = inventory.subnets.find((candidate) => candidate.id === enis[0]?.subnetId);
  const vip = subnet && mechanismOf(spec).findVip({ spec, enis, subnet, inventory, used });
  return { enis, ...(subnet && { subnet }), ...(vip && { vip }) };
}

/** Resolves a spec against an inventory that passed the cloud checks; undefined where something is missing. */
export function resolveTopology(
  spec: ClusterSpec,
  inventory: Inventory,
  used: CloudFacts['used'],
): Topology | undefined {
  const [a, b] = spec.nodes.map((node) => toLocated(node, inventory));
  const { subnet, vip } = resolvePlace(spec, { inventory, used });
  if (a === undefined || b === undefined || subnet === undefined || vip === undefined) return undefined;
  const record = mechanismOf(spec).findRecord(vip, subnet, inventory);
  const owner = [a, b].find((node) => node.eni.id === record.vipRecord?.eni.id)?.name;
  const eip = findEip(spec, inventory);
  const rival = (record.haVip ?? record.vipRecord) ? undefined : findRival(spec, vip, inventory);
  return {
    nodes: { a, b },
    subnet,
    vip,
    ...record,
    ...(rival && { rival }),
    ...(owner && { owner }),
    home: homeOf(spec, a, b),
    ...(eip && { eip }),
  };
}

/** The EIP is on the pair's VIP, or on what a change of the mechanism makes the VIP of. */
export function isEipOfPair(spec: ClusterSpec, topology: Topology): boolean {
  const { rival, eip } = topology;
  if (rival !== undefined && eip !== undefined && otherMechanism(spec).isEipOn(rival, eip)) return true;
  return mechanismOf(spec).isEipOfPair(topology);
}

/** What an earlier run made at this very address, for the other mechanism. */
function findRival(spec: ClusterSpec, vip: Ipv4, inventory: Inventory): RemovableVip | undefined {
  const found = otherMechanism(spec).findRemovable({ ...spec, vip }, inventory, vip);
  return found?.ours === true && found.address === vip && found.place !== undefined ? found : undefined;
}

function toLocated(node: NodeSpec, inventory: Inventory): LocatedNode | undefined {
  const { instance, eni } = locate(node, inventory);
  const ip = eni?.ips.find((candidate) => candidate.primary)?.address;
  return instance && eni && ip ? { name: node.name, instance, eni, ip } : undefined;
}

/** Equal priorities: the higher address wins the election (RFC 5798, 6.4.3; keepalived does so too). */
function homeOf(spec: ClusterSpec, a: LocatedNode, b: LocatedNode): NodeName {
  if (spec.mode === 'preferred') return spec.preferred === a.instance.id ? 'a' : 'b';
  return ipToNumber(a.ip) > ipToNumber(b.ip) ? 'a' : 'b';
}
