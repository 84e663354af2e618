import type { HostAudit } from '../facts/audit.js';
import { findInterface } from '../facts/interfaces.js';
import type { Topology } from '../facts/topology.js';
import { say } from '../messages/say.js';
import { defineCheck } from './check.js';
import { idOf, type KnownHost } from './context.js';
import { error, ok, type Remark, unproven, warning } from './finding.js';

export const vrrpCheck = defineCheck({
  id: 'vrrp',
  subject: 'roles',
  about: () => say.about.vrrp,
  when: ['verify', 'fitness'],
  needs: ['topology', 'audit'],
  run({ topology, audit }, { command, phase }) {
    if (phase === 'fitness') return checkReady(audit);
    return [checkRole(audit, topology, command())];
  },
});

export const nicCheck = defineCheck({
  id: 'vip.nic',
  subject: 'roles',
  about: () => say.about.vipNic,
  when: ['verify'],
  needs: ['topology', 'host'],
  run: ({ topology, host }, { command }) => checkNic(host, topology, command()),
});

export const preferredCheck = defineCheck({
  id: 'preferred',
  subject: 'roles',
  about: () => say.about.preferred,
  when: ['verify'],
  needs: ['topology'],
  appliesTo: ({ mode }) => mode === 'preferred',
  run({ topology: { owner } }, { pair: { spec } }) {
    if (spec.preferred === undefined || owner === undefined) return [];
    if (idOf(spec, owner) === spec.preferred) return [ok(spec.preferred, say.roles.preferred)];
    const { notPreferred, notPreferredHint } = say.roles;
    return [warning(spec.preferred, notPreferred({ seconds: spec.failback }), notPreferredHint)];
  },
});

/** A host that is to become active is at rest in VRRP; a fault of its hooks explains FAULT already. */
function checkReady({ id, host }: KnownHost<HostAudit>): Remark[] {
  const role = host.hooks.status?.role;
  const isExplained = role === 'FAULT' && Object.keys(host.watch.faults).length > 0;
  if (role === undefined || role === 'BACKUP' || role === 'MASTER' || isExplained) return [];
  return [{ ...error(id, say.roles.vrrp({ role }), say.checks.seeLog), unfit: { code: 'vrrp', role } }];
}

function checkRole({ id, node, host }: KnownHost<HostAudit>, { owner }: Topology, repair: string): Remark {
  const role = host.hooks.status?.role;
  if (role === undefined) return unproven(id, say.roles.silent);
  if (owner === undefined) return unproven(id, say.roles.nowhere({ role }));
  const rest = host.hooks.status?.held == null ? 'BACKUP' : 'FAULT';
  const expected = node === owner ? 'MASTER' : rest;
  if (role === expected) return ok(id, say.roles.agrees({ role }));
  const { vipHere, vipThere, roleHint } = say.roles;
  return error(id, (node === owner ? vipHere : vipThere)({ role, expected }), roleHint({ command: repair }));
}

function checkNic({ id, node, host }: KnownHost, { owner, vip, nodes }: Topology, repair: string): Remark[] {
  const nic = findInterface(host.network, nodes[node].eni.mac);
  const holders = host.network.interfaces.filter(({ addresses }) => addresses.some(({ address }) => address === vip));
  const strangers = holders.filter(({ name }) => name !== nic?.name).map(({ name }) => name);
  const isHere = nic !== undefined && holders.includes(nic);
  const name = nic?.name ?? nodes[node].eni.mac;
  const words = say.roles;
  const drop = (device: string) => words.dropHint({ vip, device });
  const checks: Remark[] = strangers.map((device) =>
    error(id, words.strayVip({ vip, device, eni: nodes[node].eni.id }), drop(device)),
  );
  if (owner === undefined) return checks;
  if (isHere && node !== owner) {
    checks.push(error(id, words.surplusVip({ vip, device: name }), drop(name)));
  } else if (!isHere && node === owner) {
    const hint = words.addHint({ vip, device: name, command: repair });
    checks.push(error(id, words.missingVip({ vip, device: name }), hint));
  } else if (checks.length === 0) {
    checks.push(ok(id, (isHere ? words.vipOn : words.vipOff)({ vip, device: name })));
  }
  return checks;
}
