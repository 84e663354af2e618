import type { HostAudit } from '../facts/audit.js';
import { findInterface } from '../facts/interfaces.js';
import type { Topology } from '../facts/topology.js';
import { defineCheck } from './check.js';
import { idOf, type KnownHost } from './context.js';
import { error, ok, type Remark, unproven, warning } from './finding.js';
import { seeLog } from './hooks.js';

export const vrrpCheck = defineCheck({
  id: 'vrrp',
  title: 'roles',
  about: "each host's role in VRRP agrees with the cloud's record",
  when: ['verify', 'fitness'],
  needs: ['topology', 'audit'],
  run({ topology, audit }, { command, phase }) {
    if (phase === 'fitness') return checkReady(audit);
    return [checkRole(audit, topology, command())];
  },
});

export const nicCheck = defineCheck({
  id: 'vip.nic',
  title: 'roles',
  about: 'the VIP is on the NIC of the host that has it in the cloud, and on no other',
  when: ['verify'],
  needs: ['topology', 'host'],
  run: ({ topology, host }, { command }) => checkNic(host, topology, command()),
});

export const preferredCheck = defineCheck({
  id: 'preferred',
  title: 'roles',
  about: 'in mode preferred, the preferred node is active',
  when: ['verify'],
  needs: ['topology'],
  appliesTo: ({ mode }) => mode === 'preferred',
  run({ topology: { owner } }, { pair: { spec } }) {
    if (spec.preferred === undefined || owner === undefined) return [];
    if (idOf(spec, owner) === spec.preferred) return [ok(spec.preferred, 'the preferred node is active')];
    const message = `the preferred node is not active; it comes back once it has been well for ${spec.failback} s`;
    return [warning(spec.preferred, message, 'wait, and see above what keeps it out')];
  },
});

/** A host that is to become active is at rest in VRRP; a fault of its hooks explains FAULT already. */
function checkReady({ id, host }: KnownHost<HostAudit>): Remark[] {
  const role = host.hooks.status?.role;
  const isExplained = role === 'FAULT' && Object.keys(host.watch.faults).length > 0;
  if (role === undefined || role === 'BACKUP' || role === 'MASTER' || isExplained) return [];
  return [{ ...error(id, `VRRP says ${role}`, seeLog), unfit: { code: 'vrrp', role } }];
}

function checkRole({ id, node, host }: KnownHost<HostAudit>, { owner }: Topology, repair: string): Remark {
  const role = host.hooks.status?.role;
  if (role === undefined) return unproven(id, "VRRP's role is not known: vip.py does not answer");
  if (owner === undefined) return unproven(id, `VRRP says ${role}; the cloud has the VIP on neither node`);
  const rest = host.hooks.status?.held == null ? 'BACKUP' : 'FAULT';
  const expected = node === owner ? 'MASTER' : rest;
  if (role === expected) return ok(id, `VRRP says ${role}, as the cloud's record has it`);
  const message = `VRRP says ${role}, expected ${expected}: the cloud has the VIP ${node === owner ? 'here' : 'on the other node'}`;
  return error(id, message, `${seeLog}; ${repair} repairs what can be repaired`);
}

function checkNic({ id, node, host }: KnownHost, { owner, vip, nodes }: Topology, repair: string): Remark[] {
  const nic = findInterface(host.network, nodes[node].eni.mac);
  const holders = host.network.interfaces.filter(({ addresses }) => addresses.some(({ address }) => address === vip));
  const strangers = holders.filter(({ name }) => name !== nic?.name).map(({ name }) => name);
  const isHere = nic !== undefined && holders.includes(nic);
  const name = nic?.name ?? nodes[node].eni.mac;
  const drop = (device: string) => `there: ip address del ${vip}/32 dev ${device}; the hooks do so where they run`;
  const checks: Remark[] = strangers.map((device) =>
    error(id, `${vip} is on ${device}, which is not the NIC of ${nodes[node].eni.id}`, drop(device)),
  );
  if (owner === undefined) return checks;
  if (isHere && node !== owner) {
    checks.push(error(id, `${vip} is on ${name}, and the cloud has it on the other node`, drop(name)));
  } else if (!isHere && node === owner) {
    const hint = `the hooks add it where they run; else there: ip address add ${vip}/32 dev ${name}, then ${repair}`;
    checks.push(error(id, `${vip} is not on ${name}, and the cloud sends its packets here`, hint));
  } else if (checks.length === 0) {
    checks.push(ok(id, `${vip} is ${isHere ? '' : 'not '}on ${name}, as it should be`));
  }
  return checks;
}
