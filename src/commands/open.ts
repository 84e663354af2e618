import { checkApiAccess, type ProbeContext } from '../checks/api-access.js';
import { type CheckResult, error, type Finding } from '../checks/finding.js';
import { checkNetworkFiles } from '../checks/network-files.js';
import { checkPackages } from '../checks/packages.js';
import { checkCloud, checkHosts } from '../checks/preflight.js';
import { checkVip } from '../checks/vip.js';
import type { Ipv4 } from '../cluster/ids.js';
import { Secret } from '../cluster/secret.js';
import type { ClusterSpec, NodeName, NodeSpec } from '../cluster/spec.js';
import { CloudError, HostError, PreflightError } from '../errors.js';
import { type HostFacts, surveyHost } from '../facts/host.js';
import { type CloudFacts, surveyCloud } from '../facts/survey.js';
import { nodeNames } from '../facts/topology.js';
import { findWay } from '../facts/way.js';
import type { CloudPort } from '../ports/cloud.js';
import type { OpenHost } from '../ports/host.js';
import { Session } from '../run/session.js';
import type { Toolbox } from './toolbox.js';

export interface OpenSession {
  readonly session: Session;
  close(): Promise<void>;
}

/** Preflight ended the run before it began; the findings are what it saw. */
export class ChecksFailedError extends PreflightError {
  readonly findings: readonly Finding[];

  constructor(findings: readonly Finding[]) {
    const errors = findings.filter(({ level }) => level === 'error');
    const rows = errors.map(
      ({ where, message, hint }) => `  ${where === undefined ? '' : `${where}: `}${message}\n      → ${hint}`,
    );
    const count = errors.length === 1 ? 'one check' : `${errors.length} checks`;
    super(`${count} failed; nothing was changed:\n${rows.join('\n')}`);
    this.findings = findings;
  }
}

export interface OpenOptions {
  /** Try out, by calls that are always refused, what the credentials may do. */
  readonly prove: boolean;
  /** Told of each subject as soon as it was looked at. */
  readonly note?: (result: CheckResult) => void;
}

type Pair<T> = Readonly<Record<NodeName, T>>;

/**
 * Discovers and checks everything that a run depends on; changes nothing.
 * @throws ChecksFailedError with every finding, when one of them is an error
 */
export async function openSession(spec: ClusterSpec, toolbox: Toolbox, options: OpenOptions): Promise<OpenSession> {
  const { reporter, clock, interrupt } = toolbox;
  const hostKey = toolbox.hostKey(spec);
  const { cloud, facts } = await discover(spec, toolbox);
  const findings: Finding[] = [];
  const note = (result: CheckResult) => {
    findings.push(...result.findings);
    options.note?.(result);
  };
  for (const result of checkCloud(spec, facts)) note(result);
  const unreached: Finding[] = [];
  const opened = await openHosts(spec, facts, toolbox, unreached);
  note({ title: 'SSH to both hosts', findings: unreached });
  const close = async () => {
    await Promise.all(nodeNames.map((node) => opened[node]?.host.close()));
  };
  try {
    const { a, b } = opened;
    if (a === undefined || b === undefined) throw refuse(findings, toolbox);
    const hosts: Pair<OpenHost> = { a: a.host, b: b.host };
    const hostFacts: Pair<HostFacts> = { a: a.facts, b: b.facts };
    note({ title: 'the two hosts', findings: checkHosts(spec, facts, hostFacts, cloud.clockOffsetMs() ?? 0) });
    if (findings.some(({ level }) => level === 'error')) throw refuse(findings, toolbox);
    const found = existingAuthPass(hostFacts.a) ?? existingAuthPass(hostFacts.b);
    const authPass = found ?? new Secret(toolbox.random(8));
    const known = withKnownVip(spec, hostFacts);
    if (known !== spec) note({ title: 'the VIP of this pair', findings: checkVip(known, facts) });
    if (findings.some(({ level }) => level === 'error')) throw refuse(findings, toolbox);
    const secrets = { authPass, ...(hostKey && { hostKey }) };
    const session = new Session(
      known,
      { cloud, hosts, reporter, clock, interrupt },
      { cloud: facts, hosts: hostFacts },
      secrets,
    );
    for (const result of await probe(session, toolbox, options)) note(result);
    if (findings.some(({ level }) => level === 'error')) throw refuse(findings, toolbox);
    showWarnings(findings, toolbox);
    return { session, close };
  } catch (failure) {
    await close();
    throw failure;
  }
}

/** Reads the cloud's side. Throws PreflightError where the API refuses that. */
export async function discover(spec: ClusterSpec, toolbox: Toolbox): Promise<{ cloud: CloudPort; facts: CloudFacts }> {
  try {
    const cloud = await toolbox.connectCloud(spec);
    return { cloud, facts: await surveyCloud(cloud, spec) };
  } catch (cause) {
    if (!(cause instanceof CloudError)) throw cause;
    const hint = cause.hint ?? 'mend that and run the same command again';
    throw new PreflightError(`the cloud refused ${cause.action}: ${cause.message}`, {
      cause,
      hint: `${hint}; nothing was changed`,
    });
  }
}

/** Logs in to both hosts side by side; a host that cannot be reached is a finding, like any other. */
async function openHosts(
  spec: ClusterSpec,
  facts: CloudFacts,
  toolbox: Toolbox,
  findings: Finding[],
): Promise<Partial<Pair<OpenedHost>>> {
  const open = async (node: NodeSpec) => {
    const opened = await openHost(node, facts, toolbox);
    if (!(opened instanceof HostError)) return opened;
    const { where, message, hint } = opened;
    findings.push(error(where ?? node.instance, message, hint ?? 'check the ssh block of the answers'));
    return undefined;
  };
  const [a, b] = await Promise.all(spec.nodes.map(open));
  return { ...(a && { a }), ...(b && { b }) };
}

export interface OpenedHost {
  readonly host: OpenHost;
  readonly facts: HostFacts;
}

/** Logs in to one host and reads its facts; why that failed, as a value; undefined where the cloud has no address of it. */
export async function openHost(
  node: NodeSpec,
  facts: CloudFacts,
  toolbox: Toolbox,
): Promise<OpenedHost | HostError | undefined> {
  const way = findWay(node, facts.inventory);
  if (way === undefined || way instanceof HostError) return way;
  let host: OpenHost | undefined;
  try {
    host = await toolbox.connectHost(way.node, way.address);
    return { host, facts: await surveyHost(host, toolbox.clock.now) };
  } catch (cause) {
    await host?.close();
    if (cause instanceof HostError) return cause;
    throw cause;
  }
}

/** What only trying shows: packages can be had, hosts reach the API with their own credentials, both may do what they will have to. */
async function probe(session: Session, toolbox: Toolbox, { prove }: OpenOptions): Promise<readonly CheckResult[]> {
  const { hosts, cloud } = session.ports;
  const cloudFrom: ProbeContext['cloudFrom'] = (host, domain) => toolbox.cloudFrom(host, session.spec, domain);
  const context = { view: session.view(), hosts, cloud, cloudFrom, prove };
  const [packages, network, api] = await Promise.all([
    checkPackages(context),
    checkNetworkFiles(context),
    checkApiAccess(context),
  ]);
  return [
    { title: 'packages', findings: packages },
    { title: "the hosts' network settings", findings: network },
    { title: 'API access and permissions', findings: api },
  ];
}

/** With vip: auto, the hosts of a pair know the address: one that we set up, or one that was made from the guide. */
function withKnownVip(spec: ClusterSpec, hosts: Pair<HostFacts>): ClusterSpec {
  if (spec.vip !== 'auto') return spec;
  const vips = nodeNames.flatMap((node) => {
    const { guide, settings } = hosts[node];
    return guide?.vip ?? (settings?.cluster === spec.cluster ? (settings.vip as Ipv4) : []);
  });
  return vips[0] === undefined ? spec : { ...spec, vip: vips[0] };
}

/** The password that an earlier run drew; somebody else's is none of ours. */
export function existingAuthPass({ keepalived }: HostFacts): Secret | undefined {
  return keepalived?.managed ? keepalived.instances[0]?.authPass : undefined;
}

function refuse(findings: readonly Finding[], toolbox: Toolbox): PreflightError {
  showWarnings(findings, toolbox);
  return new ChecksFailedError(findings);
}

function showWarnings(findings: readonly Finding[], { reporter }: Toolbox): void {
  for (const { level, where, message, hint } of findings) {
    if (level === 'warning')
      reporter.say(`warning: ${where === undefined ? '' : `${where}: `}${message} → ${hint}`, 'warning');
  }
}
