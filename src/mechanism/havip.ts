import type { HaVipId, InstanceId } from '../cluster/ids.js';
import { cloudName } from '../cluster/names.js';
import { type ClusterSpec, namedHaVip, vipAddress } from '../cluster/spec.js';
import { isBound } from '../facts/eip.js';
import { say } from '../messages/say.js';
import type { HaVip, Inventory } from '../ports/inventory.js';
import type { VipChange } from './changes.js';
import { findFree } from './free-address.js';
import type { Mechanism, Subject } from './mechanism.js';
import { allow, bindingOf, type PolicySubject, resource } from './statement.js';

/** The VIP is a HAVIP, an address of its own that goes to the host which announces it; the hosts need no API for that. */
export const havip: Mechanism = {
  name: 'havip',
  readsHaVips: true,
  followsAnnouncement: true,

  candidates: (_enis, { haVips }) => haVips,

  knowsVip: (spec, _enis, inventory) => findHaVip(spec, inventory) !== undefined,

  findVip(place) {
    const { spec, inventory, enis, subnet, used } = place;
    const found = findHaVip(spec, inventory)?.address ?? vipAddress(spec);
    // An id that the account does not have stands for no address.
    if (found !== undefined || namedHaVip(spec) !== undefined) return found;
    return findFree(subnet, [...used, ...enis.flatMap(({ ips }) => ips), ...inventory.haVips]);
  },

  findRecord(vip, { vpcId }, { haVips, enis }) {
    const haVip = haVips.find((one) => one.address === vip && one.vpcId === vpcId);
    if (haVip === undefined) return {};
    const { eni: id, instance, name, state } = haVip;
    if (id === undefined) return { haVip };
    const eni = enis.find((one) => one.id === id) ?? { id, ...(instance && { instance }) };
    return { haVip, vipRecord: { name, state, eni } };
  },

  async findOwner(cloud, { haVip }) {
    return haVip && cloud.findHaVipOwner(haVip.id);
  },

  diffVip(subject) {
    const { spec, topology } = subject;
    const { haVip, subnet, vip } = topology;
    const instances = instancesOf(subject);
    if (haVip === undefined) {
      const { id: subnetId, vpcId } = subnet;
      const { cluster } = spec;
      const create = { kind: 'havip.create', name: cloudName(cluster), cluster, vpcId, subnetId, vip, instances };
      return { changes: [create as VipChange], ok: '' };
    }
    const has = (id: InstanceId) => haVip.associations.some(({ instance }) => instance === id);
    const missing = instances.filter((id) => !has(id));
    const surplus = surplusOf(haVip, subject);
    const { id } = haVip;
    const changes: VipChange[] = [
      // Whoever comes is let in before whoever leaves is shut out.
      ...(missing.length > 0 ? [{ kind: 'havip.associate', haVip: id, instances: missing } as const] : []),
      ...(surplus.length > 0 ? [{ kind: 'havip.disassociate', haVip: id, instances: surplus } as const] : []),
    ];
    return { changes, ok: say.changes.ok.haVip({ haVip: id, vip }) };
  },

  diffBinding({ topology }) {
    const { haVip, vip, eip } = topology;
    const bind: VipChange = { kind: 'havip.bind', haVip: haVip?.id, vip, eip: eip?.id, ip: eip?.ip };
    return {
      changes: havip.isEipOnVip(topology) ? [] : [bind],
      ok: say.changes.ok.eip({ eip: `${eip?.id}`, vip: `${haVip?.id}` }),
    };
  },

  // Which host has it makes no difference: the EIP is the HAVIP's own.
  isEipOnVip: ({ eip, haVip }) => eip !== undefined && haVip?.eipAddress === eip.ip,

  isEipOfPair: (topology) => havip.isEipOnVip(topology),

  settings: ({ haVip }) => (haVip === undefined ? {} : { havip: haVip.id }),

  // What the hooks ask is who has the HAVIP, and that call is made itself.
  proofs: () => [],

  hostStatements: () => [allow(['vpc:DescribeHaVips'])],

  operatorStatements(subject) {
    return [
      // There is no resource to name before it exists.
      allow(['vpc:DescribeHaVips', 'vpc:DescribeVpcLimits', 'vpc:DescribeVpcTaskResult', 'vpc:CreateHaVip']),
      allow(
        ['vpc:AssociateHaVipInstance', 'vpc:DisassociateHaVipInstance', 'vpc:DeleteHaVip'],
        [haVipResource(subject), ...subject.instances.map((id) => resource(subject, 'cvm', `instance/${id}`))],
      ),
      ...(subject.eip === undefined
        ? []
        : [
            allow(
              ['vpc:HaVipAssociateAddressIp', 'vpc:HaVipDisassociateAddressIp'],
              [haVipResource(subject), ...bindingOf(subject)],
            ),
          ]),
    ];
  },

  findRemovable(spec, { haVips }, known) {
    const found = findHaVip(spec, { haVips }) ?? haVips.find(({ address }) => address === known);
    if (found === undefined) return known && { address: known, ours: false };
    const { id, address, name, eni, eipAddress } = found;
    return {
      address,
      ours: name === cloudName(spec.cluster),
      place: id,
      ...(eni && { eni }),
      ...(eipAddress && { eipAddress }),
    };
  },

  isEipOn: ({ eipAddress }, { ip }) => eipAddress === ip,

  remove({ place, address, eipAddress }) {
    if (!isHaVipId(place)) return [];
    return [
      ...(eipAddress ? [{ kind: 'havip.unbind', haVip: place, ip: eipAddress } as const] : []),
      { kind: 'havip.delete', haVip: place, vip: address },
    ];
  },

  unbind(eip, vip) {
    if (isHaVipId(vip?.place) && vip.eipAddress === eip.ip)
      return [{ kind: 'havip.unbind', haVip: vip.place, ip: eip.ip }];
    return isBound(eip) ? [{ kind: 'eip.disassociate', eip: eip.id, ip: eip.ip }] : [];
  },
};

const haVipResource = (subject: PolicySubject) => resource(subject, 'vpc', `havip/${subject.haVip ?? '*'}`);

const isHaVipId = (place: string | undefined): place is HaVipId => place?.startsWith('havip-') === true;

/** The one that the answers name by its id or by its address, or the one that an earlier run named for this cluster. */
export function findHaVip(spec: ClusterSpec, { haVips }: Pick<Inventory, 'haVips'>): HaVip | undefined {
  const [id, address] = [namedHaVip(spec), vipAddress(spec)];
  if (id !== undefined) return haVips.find((one) => one.id === id);
  if (address !== undefined) return haVips.find((one) => one.address === address);
  return haVips.find(({ name }) => name === cloudName(spec.cluster));
}

const instancesOf = ({ topology: { nodes } }: Subject) => [nodes.a.instance.id, nodes.b.instance.id];

/** Associated instances that are neither of the two: all of them where the HAVIP is ours, former peers alone where it is not. */
export function surplusOf(haVip: HaVip, subject: Subject): readonly InstanceId[] {
  const pair: readonly string[] = instancesOf(subject);
  const isOurs = haVip.name === cloudName(subject.spec.cluster);
  return haVip.associations
    .map(({ instance }) => instance as InstanceId)
    .filter((id) => !pair.includes(id) && (isOurs || subject.formers.includes(id)));
}
