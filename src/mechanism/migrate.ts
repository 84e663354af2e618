import { cloudName } from '../cluster/names.js';
import { peerOf } from '../cluster/nodes.js';
import { vipAddress } from '../cluster/spec.js';
import { isBound, isBoundTo } from '../facts/eip.js';
import { say } from '../messages/say.js';
import type { VipChange } from './changes.js';
import { findFree } from './free-address.js';
import type { Mechanism } from './mechanism.js';
import { allow, bindingOf, enisOf, onEips } from './statement.js';

/** The VIP is a secondary address of one of the two ENIs, and a call of the API (MigratePrivateIpAddress) moves it to the other. */
export const migrate: Mechanism = {
  name: 'migrate',
  readsHaVips: false,
  followsAnnouncement: false,

  candidates: (enis) =>
    enis.flatMap(({ ips }) =>
      ips.filter(({ primary }) => !primary).map(({ address, description: name }) => ({ address, name })),
    ),

  knowsVip(spec, enis, inventory) {
    const [asked, ours] = [vipAddress(spec), cloudName(spec.cluster)];
    const found = migrate.candidates(enis, inventory);
    return found.some(({ address, name }) => (asked === undefined ? name === ours : address === asked));
  },

  findVip(place) {
    const { spec, enis, subnet, used } = place;
    const address = vipAddress(spec);
    if (address !== undefined) return address;
    const ours = enis.flatMap((eni) => eni.ips).find((ip) => !ip.primary && ip.description === cloudName(spec.cluster));
    return ours?.address ?? findFree(subnet, [...used, ...enis.flatMap(({ ips }) => ips)]);
  },

  findRecord(vip, { vpcId }, { enis }) {
    const record = enis
      .filter((eni) => eni.vpcId === vpcId)
      .flatMap((eni) => eni.ips.map((ip) => ({ ...ip, eni })))
      .find(({ address }) => address === vip);
    if (record === undefined) return {};
    const { description: name, state, eni } = record;
    return { vipRecord: { name, state, eni } };
  },

  findOwner: (cloud, { nodes, vip }) => cloud.findOwner([nodes.a.eni.id, nodes.b.eni.id], vip),

  diffVip({ spec, topology: { vip, vipRecord, nodes, home }, serving }) {
    const description = cloudName(spec.cluster);
    if (vipRecord === undefined) {
      return { changes: [{ kind: 'vip.assign', eni: nodes[serving ?? home].eni.id, vip, description }], ok: '' };
    }
    const eni = vipRecord.eni.id;
    const unnamed = vipRecord.name === '';
    return {
      changes: unnamed ? [{ kind: 'vip.describe', eni, vip, description }] : [],
      ok: say.changes.ok.vip({ vip, eni }),
    };
  },

  diffBinding({ topology, serving }) {
    const { eip, vip, vipRecord, nodes, home } = topology;
    const eni = vipRecord?.eni.id ?? nodes[serving ?? home].eni.id;
    const bind: VipChange = { kind: 'eip.associate', eip: eip?.id, eni, vip };
    return { changes: migrate.isEipOnVip(topology) ? [] : [bind], ok: say.changes.ok.eip({ eip: `${eip?.id}`, vip }) };
  },

  isEipOnVip: ({ eip, vip, vipRecord }) => eip !== undefined && isBoundTo(eip, vipRecord?.eni.id, vip),

  isEipOfPair: ({ eip, vip, nodes }) =>
    eip !== undefined && [nodes.a, nodes.b].some(({ eni }) => isBoundTo(eip, eni.id, vip)),

  settings: () => ({}),

  proofs({ nodes, eip }, node, which) {
    const [here, there] = [nodes[node].eni.id, nodes[peerOf(node)].eni.id];
    return [
      ['MigratePrivateIpAddress', there, here],
      ...(which === 'all' ? ([['AssignPrivateIpAddresses', here], ['DescribeVpcTaskResult']] as const) : []),
      ...(eip === undefined ? [] : [['AssociateAddress', eip.id] as const]),
    ];
  },

  hostStatements(subject) {
    const hasEip = subject.eip !== undefined;
    return [
      allow([
        'vpc:DescribeNetworkInterfaces',
        'vpc:DescribeVpcTaskResult',
        ...(hasEip ? onEips('DescribeAddresses') : []),
      ]),
      allow(['vpc:MigratePrivateIpAddress', 'vpc:AssignPrivateIpAddresses'], enisOf(subject)),
      ...(hasEip ? [allow(onEips('AssociateAddress', 'DisassociateAddress'), bindingOf(subject))] : []),
    ];
  },

  operatorStatements(subject) {
    return [
      allow(
        ['vpc:AssignPrivateIpAddresses', 'vpc:ModifyPrivateIpAddressesAttribute', 'vpc:UnassignPrivateIpAddresses'],
        enisOf(subject),
      ),
      ...(subject.eip === undefined
        ? []
        : [allow(onEips('AssociateAddress', 'DisassociateAddress'), bindingOf(subject))]),
    ];
  },

  findRemovable(spec, { enis }, known) {
    const all = enis.flatMap((eni) => eni.ips.map((ip) => ({ ...ip, eni: eni.id }))).filter((ip) => !ip.primary);
    const named = all.find((ip) => ip.description === cloudName(spec.cluster));
    const address = named?.address ?? known;
    if (address === undefined) return undefined;
    const eni = (named ?? all.find((ip) => ip.address === address))?.eni;
    return { address, ours: named !== undefined, ...(eni && { eni, place: eni }) };
  },

  isEipOn: ({ eni, address }, eip) => isBoundTo(eip, eni, address),

  remove: (vip, eip) =>
    vip.eni === undefined
      ? []
      : [
          ...(eip !== undefined && migrate.isEipOn(vip, eip) ? migrate.unbind(eip, vip) : []),
          { kind: 'vip.unassign', eni: vip.eni, vip: vip.address },
        ],

  unbind: (eip) => (isBound(eip) ? [{ kind: 'eip.disassociate', eip: eip.id, ip: eip.ip }] : []),
};
