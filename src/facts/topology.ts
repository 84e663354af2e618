import { cidrRange, type Ipv4, ipToNumber, numberToIp } from '../cluster/ids.js';
import { cloudName } from '../cluster/names.js';
import type { ClusterSpec, NodeName, NodeSpec } from '../cluster/spec.js';
import type { Eip, Eni, Instance, Inventory, PrivateIp, Subnet, UsedAddress } from '../ports/inventory.js';

export interface LocatedNode {
  readonly name: NodeName;
  readonly instance: Instance;
  readonly eni: Eni;
  /** The ENI's primary address: what VRRP speaks from and to. */
  readonly ip: Ipv4;
}

/** The cloud's side of the spec, resolved: which ENIs, which address, which EIP. */
export interface Topology {
  readonly nodes: Readonly<Record<NodeName, LocatedNode>>;
  readonly subnet: Subnet;
  readonly vip: Ipv4;
  /** The VIP's record and the ENI that has it; absent while nobody has it. */
  readonly vipRecord?: PrivateIp & { readonly eni: Eni };
  /** The node on whose ENI the VIP is, if it is on one of the two. */
  readonly owner?: NodeName;
  /** Where a new VIP is put: the node that VRRP will make active on a fresh pair. */
  readonly home: NodeName;
  readonly eip?: Eip;
}

/** The instance and ENI that a node of the spec means, as far as the account has them. */
export function locate(
  node: NodeSpec,
  inventory: Pick<Inventory, 'instances' | 'enis'>,
): { readonly instance?: Instance; readonly eni?: Eni } {
  const instance = inventory.instances.find((candidate) => candidate.id === node.instance);
  const eni = inventory.enis.find((candidate) =>
    node.eni === undefined ? candidate.primary && candidate.instance === node.instance : candidate.id === node.eni,
  );
  return { ...(instance && { instance }), ...(eni && { eni }) };
}

/** The EIP of this spec, as far as the account has it: the one named, or the one that a run allocated. */
export function findEip(spec: ClusterSpec, { eips }: Pick<Inventory, 'eips'>): Eip | undefined {
  if (spec.eip === 'none') return undefined;
  return eips.find((one) => (spec.eip === 'allocate' ? one.name === cloudName(spec.cluster) : one.id === spec.eip));
}

/** The VIP of this spec: the one asked for, the one recognised by its name, or the highest free address of the subnet. */
export function resolveVip(
  spec: ClusterSpec,
  enis: readonly Eni[],
  subnet: Subnet,
  used: readonly UsedAddress[],
): Ipv4 | undefined {
  if (spec.vip !== 'auto') return spec.vip;
  const ours = enis.flatMap((eni) => eni.ips).find((ip) => !ip.primary && ip.description === cloudName(spec.cluster));
  if (ours !== undefined) return ours.address;
  return findFree(subnet, [...used, ...enis.flatMap(({ ips }) => ips)]);
}

/** The highest address of the subnet that nothing uses. */
export function findFree(subnet: Subnet, used: readonly Pick<UsedAddress, 'address'>[]): Ipv4 | undefined {
  const { first, last } = cidrRange(subnet.cidr);
  const taken = new Set(used.map(({ address }) => ipToNumber(address)));
  // The cloud keeps the subnet's first two addresses and its last one for itself.
  for (let candidate = last - 1; candidate > first + 1; candidate--) {
    if (!taken.has(candidate)) return numberToIp(candidate);
  }
  return undefined;
}

/** Resolves a spec against an inventory that passed the cloud checks; undefined where something is missing. */
export function resolveTopology(
  spec: ClusterSpec,
  inventory: Inventory,
  used: readonly UsedAddress[],
): Topology | undefined {
  const [a, b] = spec.nodes.map((node) => toLocated(node, inventory));
  const subnet = inventory.subnets.find((candidate) => candidate.id === a?.eni.subnetId);
  if (a === undefined || b === undefined || subnet === undefined) return undefined;
  const vip = resolveVip(spec, [a.eni, b.eni], subnet, used);
  if (vip === undefined) return undefined;
  const vipRecord = inventory.enis
    .flatMap((eni) => eni.ips.map((ip) => ({ ...ip, eni })))
    .find((ip) => ip.address === vip && ip.eni.vpcId === subnet.vpcId);
  const owner = [a, b].find((node) => node.eni.id === vipRecord?.eni.id)?.name;
  const eip = findEip(spec, inventory);
  return {
    nodes: { a, b },
    subnet,
    vip,
    ...(vipRecord && { vipRecord }),
    ...(owner && { owner }),
    home: homeOf(spec, a, b),
    ...(eip && { eip }),
  };
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
