import { quoteAuthPass } from '../cluster/auth-pass.js';
import { paths, vridOf } from '../cluster/names.js';
import { peerOf } from '../cluster/nodes.js';
import type { NodeName } from '../cluster/spec.js';
import { HaSetupError } from '../errors.js';
import { findInterface } from '../facts/interfaces.js';
import { compareVersions, type Version } from '../facts/packages.js';
import { mechanismOf } from '../mechanism/mechanisms.js';
import { say } from '../messages/say.js';
import type { View } from './operation.js';
import { renderTemplate } from './templates.js';

/** keepalived -t, by its own history; the manual does not say since when. */
const firstWithTest: Version = [2, 0, 4];
/** Older ones see no loopback device, so the VIP that says who is MASTER stands on a dummy there. */
const firstWithLo: Version = [1, 3, 6];
const dummyAnchor = 'ha-setup';

/** Lines for systemd's drop-in where keepalived needs a device of its own for the VIP. */
export const makeAnchor = `# keepalived before ${firstWithLo.join('.')} knows no lo; this is where it keeps the VIP instead.
ExecStartPre=-/bin/sh -c 'ip link add ${dummyAnchor} type dummy 2>/dev/null || ip link add ${dummyAnchor} type bridge 2>/dev/null'
ExecStartPre=-/bin/sh -c 'ip link set ${dummyAnchor} up'
`;

export const knowsLo = (version: Version | undefined) =>
  version === undefined || compareVersions(version, firstWithLo) >= 0;

export const canTest = (version: Version | undefined) =>
  version !== undefined && compareVersions(version, firstWithTest) >= 0;

/** Priorities of the guide: equal ones in mode stable, 50 over 30 in mode preferred. */
const priorities = { even: 50, preferred: 50, other: 30 } as const;

/** What the host that the cloud's record names advertises on top: less than a preferred node is ahead, more than a tie. */
export const ownerBonus = 10;

/** What a node advertises while the record does not name it. */
export function priorityOf({ spec, topology }: View, node: NodeName): number {
  if (spec.mode === 'stable') return priorities.even;
  return spec.preferred === topology.nodes[node].instance.id ? priorities.preferred : priorities.other;
}

/** The text of keepalived.conf for one host. */
export function renderKeepalivedConf(view: View, node: NodeName): string {
  const { spec, topology, hosts, authPass } = view;
  const { instance, eni, ip } = topology.nodes[node];
  const { keepalivedVersion } = hosts[node];
  const isPreferred = spec.mode === 'preferred' && spec.preferred === instance.id;
  const model = {
    cluster: spec.cluster,
    interface: interfaceOf(view, node, eni.mac),
    vrid: existingVrid(view, node) ?? vridOf(spec.cluster),
    mode: spec.mode,
    priority: priorityOf(view, node),
    ownerBonus,
    preemptDelay: isPreferred ? spec.failback : null,
    selfIp: ip,
    peerIp: topology.nodes[peerOf(node)].ip,
    vip: topology.vip,
    authPass: spec.detection === 'fast' ? null : quotedPassword(authPass.reveal(), instance.id),
    fast: spec.detection === 'fast',
    keepalivedVersion: keepalivedVersion ?? [2, 2, 7],
    anchor: knowsLo(keepalivedVersion) ? 'lo' : dummyAnchor,
    followsAnnouncement: mechanismOf(spec).followsAnnouncement,
  };
  verifyPlain(model, instance.id);
  return renderTemplate(paths.config, model);
}

/** What the vendor's guide has, and what every pair had before VRIDs went by the name. */
const guideVrid = 51;

const isVrid = (number: number) => Number.isInteger(number) && number >= 1 && number <= 255;

/** A running pair keeps its VRID: one that changes on the first host makes two masters until it has changed on both. */
function existingVrid({ spec, hosts }: View, node: NodeName): number | undefined {
  for (const name of [node, peerOf(node)]) {
    const { keepalived, guide } = hosts[name];
    const found = keepalived?.instances[0]?.virtualRouterId;
    if (found === undefined || !isVrid(found)) continue;
    // A number that somebody has written into our file is drift.
    const isOurs = keepalived?.managed === true && [vridOf(spec.cluster), guideVrid].includes(found);
    if (guide !== undefined || isOurs) return found;
  }
  return undefined;
}

/** The name of the interface that an ENI is on that host. */
export function interfaceOf({ hosts }: View, node: NodeName, mac: string): string {
  const found = findInterface(hosts[node].network, mac);
  if (found === undefined) throw new Error(`no interface has ${mac}: preflight should have said so`);
  return found.name;
}

/** Names and addresses are plain words: what is not one does not get into keepalived.conf. */
function verifyPlain(model: Readonly<Record<string, unknown>>, instance: string): void {
  for (const [key, value] of Object.entries(model)) {
    if (typeof value !== 'string' || key === 'authPass' || /^[A-Za-z0-9][A-Za-z0-9._:-]*$/.test(value)) continue;
    throw cannotStand(`${key} ${JSON.stringify(value)}`, say.packages.plainHint({ path: paths.config }), instance);
  }
}

function quotedPassword(password: string, instance: string): string {
  const quoted = quoteAuthPass(password);
  if (quoted !== undefined) return quoted;
  throw cannotStand(say.packages.passwordFound, say.packages.passwordHint({ path: paths.config }), instance);
}

function cannotStand(what: string, hint: string, instance: string): HaSetupError {
  return new HaSetupError(say.packages.cannotStand({ what, path: paths.config }), { where: instance, hint });
}
