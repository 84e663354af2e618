import { createHash } from 'node:crypto';
import { hostDomains, managedPaths, paths } from '../cluster/names.js';
import { peerOf } from '../cluster/nodes.js';
import { Secret } from '../cluster/secret.js';
import type { NodeName } from '../cluster/spec.js';
import { missingPackages } from '../facts/host.js';
import { mechanismOf } from '../mechanism/mechanisms.js';
import type { Argv } from '../ports/host.js';
import { firewallRule } from './firewall-verdict.js';
import { languageOf } from './host-language.js';
import {
  canTest,
  interfaceOf,
  knowsLo,
  makeAnchor,
  ownerBonus,
  priorityOf,
  renderKeepalivedConf,
} from './keepalived-conf.js';
import type { View } from './operation.js';
import { changedAtMs, readTemplate, renderHooks, renderTemplate } from './templates.js';

/** A file as a host should have it. */
export interface DesiredFile {
  readonly path: string;
  readonly content: Secret;
  readonly sha256: string;
  readonly mode: number;
  readonly secret: boolean;
  /** Run on the host against the new file before it takes its place; {} stands for its path. */
  readonly check?: Argv;
}

/** Files that are nearly the same on every host, by their path there. */
const verbatim: Readonly<Record<string, number>> = {
  '/etc/keepalived/notify_action.sh': 0o755,
  '/etc/keepalived/check_self.sh': 0o755,
  [paths.guard]: 0o755,
  [paths.hooks]: 0o755,
  [paths.hooksUnit]: 0o644,
  '/etc/logrotate.d/ha-setup': 0o644,
  [paths.dropIn]: 0o644,
};

/** The README's template in each language. */
const readmes = { en: '/etc/keepalived/README', zh: '/etc/keepalived/README.zh' } as const;

/** What systemd and its journal call the hooks' service in each language. */
const descriptions = {
  en: 'Keeps the VIP where VRRP and the cloud say that it belongs',
  zh: '使 VIP 与 VRRP 和云端记录保持一致',
} as const;

/** In vip.py's head and in its unit, where a host's own interpreter takes its place. */
const usualPython = '/usr/bin/python3 ';

/** Every file of one host but the record, in the order in which they are safe to write: what others refer to comes first. */
export function renderHostFiles(view: View, node: NodeName): readonly DesiredFile[] {
  const conf = desiredFile(paths.config, renderKeepalivedConf(view, node), 0o600);
  const check = ['keepalived', '-t', '-f', '{}'] as const;
  return [
    // Whoever knows a webhook's address may post there.
    desiredFile(paths.settings, settings(view, node), view.spec.notify?.webhook === undefined ? 0o644 : 0o600),
    ...(view.hostKey === undefined ? [] : [credentials(view.hostKey)]),
    ...Object.entries(verbatim).map(([path, mode]) => desiredFile(path, verbatimOf(path, view, node), mode)),
    desiredFile('/etc/keepalived/README', renderTemplate(readmes[languageOf(view)], readmeModel(view)), 0o644),
    { ...conf, ...(canTest(view.hosts[node].keepalivedVersion) && { check }) },
  ];
}

/** What we installed on the host, so that uninstall takes away no more than that. */
export function renderRecord(view: View, node: NodeName): DesiredFile {
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
  return desiredFile(paths.record, toJson(content), 0o644);
}

/** The hooks name the interpreter that this host has, and an old keepalived gets its anchor; the rest is the same everywhere. */
function verbatimOf(path: string, view: View, node: NodeName): string {
  const { python, keepalivedVersion } = view.hosts[node];
  const language = languageOf(view);
  const content =
    path === paths.hooks ? renderHooks(language) : readTemplate(path).replace(descriptions.en, descriptions[language]);
  if (path === paths.dropIn && !knowsLo(keepalivedVersion)) return content + makeAnchor;
  const isOurs = path === paths.hooks || path === paths.hooksUnit;
  return isOurs && python !== undefined ? content.replace(usualPython, `${python.path} `) : content;
}

/** When this program's own templates last changed, epoch ms: with the answers, they say what is desired. */
export function templatesChangedAtMs(): number {
  const filled = [...Object.values(readmes), paths.config].map((path) => `${path}.ejs`);
  return changedAtMs([...Object.keys(verbatim).filter((path) => path !== paths.hooks), ...filled]);
}

function settings(view: View, node: NodeName): string {
  const { spec, topology, hosts } = view;
  const endpoint = (name: NodeName) => {
    const { instance, eni, ip } = topology.nodes[name];
    return { instance: instance.id, eni: eni.id, ip };
  };
  const { mac } = topology.nodes[node].eni;
  return toJson({
    version: 1,
    cluster: spec.cluster,
    region: spec.region,
    mode: spec.mode,
    vip: topology.vip,
    mechanism: spec.mechanism,
    ...mechanismOf(spec).settings(topology),
    eip: topology.eip?.id ?? null,
    eipAddress: topology.eip?.ip ?? null,
    interface: interfaceOf(view, node, mac),
    gateway: hosts[node].network.gateway?.address ?? null,
    self: { ...endpoint(node), mac },
    peer: { ...endpoint(peerOf(node)), priority: priorityOf(view, peerOf(node)) },
    endpoints: hostDomains(spec.api.domain).map((domain) => `vpc.${domain}`),
    credentials: spec.hostCredentials,
    healthCheck: spec.healthCheck ?? null,
    webhook: spec.notify?.webhook ?? null,
    webhookFormat: spec.notify?.format ?? 'json',
    notifyCommand: spec.notify?.command ?? null,
    metrics: spec.metrics?.textfile ?? null,
    language: languageOf(view),
  });
}

function credentials(key: NonNullable<View['hostKey']>): DesiredFile {
  const content = toJson({ secretId: key.secretId, secretKey: key.secretKey.reveal() });
  return { ...desiredFile(paths.credentials, content, 0o600), secret: true };
}

function readmeModel({ spec, topology }: View): Record<string, unknown> {
  const { cluster, mode, hostCredentials } = spec;
  const { followsAnnouncement } = mechanismOf(spec);
  const usesApi = hostCredentials !== 'none';
  return { cluster, mode, vip: topology.vip, eip: topology.eip?.ip ?? null, ownerBonus, followsAnnouncement, usesApi };
}

function desiredFile(path: string, content: string, mode: number): DesiredFile {
  return { path, content: new Secret(content), sha256: digest(content), mode, secret: false };
}

function digest(content: string): string {
  return createHash('sha256').update(content).digest('hex');
}

function toJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
