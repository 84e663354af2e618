import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import ejs from 'ejs';
import { hostDomains, managedPaths, paths, vrid } from './cluster/names.js';
import { peerOf } from './cluster/nodes.js';
import { Secret } from './cluster/secret.js';
import type { NodeName } from './cluster/spec.js';
import { HaSetupError } from './errors.js';
import { type HostFacts, missingPackages } from './facts/host.js';
import { findInterface } from './facts/interfaces.js';
import { compareVersions, type Version } from './facts/packages.js';
import { firewallRule } from './operations/firewall-verdict.js';
import type { View } from './operations/operation.js';
import type { Argv } from './ports/host.js';

/** A file as a host should have it. */
export interface FileWish {
  readonly path: string;
  readonly content: Secret;
  readonly sha256: string;
  readonly mode: number;
  readonly secret: boolean;
  /** Run on the host against the new file before it takes its place; {} stands for its path. */
  readonly check?: Argv;
}

const templates = new URL('../templates/', import.meta.url);

/** Files that are the same on every host, by their path there. */
const verbatim: Readonly<Record<string, number>> = {
  '/etc/keepalived/notify_action.sh': 0o755,
  '/etc/keepalived/check_self.sh': 0o755,
  [paths.hooks]: 0o755,
  '/etc/logrotate.d/ha-setup': 0o644,
  [paths.dropIn]: 0o644,
};

/** The head of vip.py, where a host's own interpreter takes its place. */
const usualPython = '#!/usr/bin/python3 ';

/** keepalived -t, by its own history; the manual does not say since when. */
const firstWithTest: Version = [2, 0, 4];
/** Older ones see no loopback device, so the VIP that says who is MASTER stands on a dummy there. */
const firstWithLo: Version = [1, 3, 6];
const dummyAnchor = 'ha-setup';
const makeAnchor = `# keepalived before ${firstWithLo.join('.')} knows no lo; this is where it keeps the VIP instead.
ExecStartPre=-/bin/sh -c 'ip link add ${dummyAnchor} type dummy 2>/dev/null || ip link add ${dummyAnchor} type bridge 2>/dev/null'
ExecStartPre=-/bin/sh -c 'ip link set ${dummyAnchor} up'
`;

const knowsLo = (version: Version | undefined) => version === undefined || compareVersions(version, firstWithLo) >= 0;

/** Priorities of the guide: equal ones in mode stable, 50 over 30 in mode preferred. */
const priorities = { even: 50, preferred: 50, other: 30 } as const;

/** Every file of one host but the record, in the order in which they are safe to write: what others refer to comes first. */
export function renderHostFiles(view: View, node: NodeName): readonly FileWish[] {
  return [
    wish(paths.settings, settings(view, node), 0o644),
    ...(view.hostKey === undefined ? [] : [credentials(view.hostKey)]),
    ...Object.entries(verbatim).map(([path, mode]) => wish(path, verbatimOf(path, view.hosts[node]), mode)),
    wish('/etc/keepalived/README', renderTemplate('/etc/keepalived/README', readmeModel(view)), 0o644),
    keepalivedConf(view, node),
  ];
}

/** What we installed on the host, so that uninstall takes away no more than that. */
export function renderRecord(view: View, node: NodeName): FileWish {
  const { spec, hosts } = view;
  const { record, files, service, guide } = hosts[node];
  const installed = [...new Set([...(record?.installedPackages ?? []), ...missingPackages(hosts[node])])].sort();
  const found = {
    originals: managedPaths.filter((path) => files[path]?.kind === 'file'),
    wasEnabled: service.enabled,
    tookOver: guide !== undefined,
  };
  const { originals = [], wasEnabled = false, tookOver = false } = record ?? found;
  const firewall = firewallRule(view, node) ?? record?.firewall;
  const content = {
    ...{ version: 1, cluster: spec.cluster, installedPackages: installed, originals, wasEnabled, tookOver },
    ...(firewall && { firewall }),
  };
  return wish(paths.record, toJson(content), 0o644);
}

/** The hooks name the interpreter that this host has, and an old keepalived gets its anchor; the rest is the same everywhere. */
function verbatimOf(path: string, { python, keepalivedVersion }: HostFacts): string {
  const content = readTemplate(path);
  if (path === paths.dropIn && !knowsLo(keepalivedVersion)) return content + makeAnchor;
  return path === paths.hooks && python !== undefined ? content.replace(usualPython, `#!${python.path} `) : content;
}

/** When this program's own templates last changed, epoch ms: with the answers, they are the wish. */
export function templatesChangedAtMs(): number {
  const filled = ['/etc/keepalived/README', paths.config].map((path) => `${path}.ejs`);
  return Math.max(
    ...[...Object.keys(verbatim), ...filled].map((path) => statSync(new URL(`.${path}`, templates)).mtimeMs),
  );
}

function settings({ spec, topology, hosts }: View, node: NodeName): string {
  const endpoint = (name: NodeName) => {
    const { instance, eni, ip } = topology.nodes[name];
    return { instance: instance.id, eni: eni.id, ip };
  };
  return toJson({
    version: 1,
    cluster: spec.cluster,
    region: spec.region,
    mode: spec.mode,
    vip: topology.vip,
    eip: topology.eip?.id ?? null,
    interface: interfaceOf(hosts[node], topology.nodes[node].eni.mac),
    gateway: hosts[node].network.gateway?.address ?? null,
    self: endpoint(node),
    peer: endpoint(peerOf(node)),
    endpoints: hostDomains(spec.api.domain).map((domain) => `vpc.${domain}`),
    credentials: spec.hostCredentials,
    healthCheck: spec.healthCheck ?? null,
    webhook: spec.notify?.webhook ?? null,
  });
}

function credentials(key: NonNullable<View['hostKey']>): FileWish {
  const content = toJson({ secretId: key.secretId, secretKey: key.secretKey.reveal() });
  return { ...wish(paths.credentials, content, 0o600), secret: true };
}

function keepalivedConf({ spec, topology, hosts, authPass }: View, node: NodeName): FileWish {
  const { instance, eni, ip } = topology.nodes[node];
  const { keepalivedVersion } = hosts[node];
  const isPreferred = spec.mode === 'preferred' && spec.preferred === instance.id;
  const unequal = isPreferred ? priorities.preferred : priorities.other;
  const model = {
    cluster: spec.cluster,
    interface: interfaceOf(hosts[node], eni.mac),
    vrid,
    mode: spec.mode,
    priority: spec.mode === 'stable' ? priorities.even : unequal,
    preemptDelay: isPreferred ? spec.failback : null,
    selfIp: ip,
    peerIp: topology.nodes[peerOf(node)].ip,
    vip: topology.vip,
    authPass: spec.detection === 'fast' ? null : authPass.reveal(),
    fast: spec.detection === 'fast',
    keepalivedVersion: keepalivedVersion ?? [2, 2, 7],
    anchor: knowsLo(keepalivedVersion) ? 'lo' : dummyAnchor,
  };
  verifyPlain(model, instance.id);
  const content = renderTemplate(paths.config, model);
  const canTest = keepalivedVersion !== undefined && compareVersions(keepalivedVersion, firstWithTest) >= 0;
  return {
    ...wish(paths.config, content, 0o600),
    ...(canTest && { check: ['keepalived', '-t', '-f', '{}'] as const }),
  };
}

/** keepalived.conf has no quoting that every version knows: what is not a plain word does not get there. */
function verifyPlain(model: Readonly<Record<string, unknown>>, instance: string): void {
  for (const [key, value] of Object.entries(model)) {
    if (typeof value !== 'string' || /^[A-Za-z0-9][A-Za-z0-9._:-]*$/.test(value)) continue;
    const shown = key === 'authPass' ? 'the auth_pass found there' : `${key} ${JSON.stringify(value)}`;
    throw new HaSetupError(`${shown} cannot stand in ${paths.config}`, {
      where: instance,
      hint: `it may hold letters, digits and . _ : - alone; mend it there, or remove ${paths.config}, and run the same command again`,
    });
  }
}

function readmeModel({ spec, topology }: View): Record<string, unknown> {
  return { cluster: spec.cluster, mode: spec.mode, vip: topology.vip, eip: topology.eip?.ip ?? null };
}

function interfaceOf({ network }: HostFacts, mac: string): string {
  const found = findInterface(network, mac);
  if (found === undefined) throw new Error(`no interface has ${mac}: preflight should have said so`);
  return found.name;
}

function wish(path: string, content: string, mode: number): FileWish {
  return { path, content: new Secret(content), sha256: digest(content), mode, secret: false };
}

function digest(content: string): string {
  return createHash('sha256').update(content).digest('hex');
}

function toJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function readTemplate(path: string, suffix = ''): string {
  return readFileSync(new URL(`.${path}${suffix}`, templates), 'utf8');
}

/**
 * Renders a template as plain text. A name that the model does not have is a ReferenceError of EJS's own; a value that is
 * undefined would come out as a blank, so it is refused here.
 */
function renderTemplate(path: string, model: Readonly<Record<string, unknown>>): string {
  const blank = Object.keys(model).find((key) => model[key] === undefined);
  if (blank !== undefined) throw new Error(`${path}: ${blank} is undefined`);
  return ejs.render(readTemplate(path, '.ejs'), { ...model }, { escape: String });
}
