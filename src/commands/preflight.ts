import { checkApiAccess, type ProbeContext } from '../checks/api-access.js';
import { type CheckResult, error, type Finding } from '../checks/finding.js';
import { checkNetworkFiles } from '../checks/network-files.js';
import { checkPackages } from '../checks/packages.js';
import { checkCloud, checkHosts } from '../checks/preflight.js';
import { checkVip } from '../checks/vip.js';
import { Secret } from '../cluster/secret.js';
import type { ClusterSpec } from '../cluster/spec.js';
import { HostError, PreflightError } from '../errors.js';
import type { HostFacts } from '../facts/host.js';
import { nodeNames, nodeOf } from '../facts/topology.js';
import type { LivePair } from '../pair/live-pair.js';
import { liveSetup } from '../pair/live-setup.js';
import { observe } from '../pair/observe.js';
import type { Pair } from '../pair/pair.js';
import { requireCloud, requireWhole } from '../pair/require.js';
import type { Toolbox } from './toolbox.js';

/** A pair that passed its checks, ready to be changed. */
export interface CheckedPair {
  readonly live: LivePair;
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

export interface PreflightOptions {
  /** Try out, by calls that are always refused, what the credentials may do. */
  readonly prove: boolean;
  /** Told of each subject as soon as it was looked at. */
  readonly note?: (result: CheckResult) => void;
}

/**
 * Reads and checks everything that a run depends on; changes nothing.
 * @throws ChecksFailedError with every finding, when one of them is an error
 */
export async function preflight(spec: ClusterSpec, toolbox: Toolbox, options: PreflightOptions): Promise<CheckedPair> {
  const hostKey = toolbox.hostKey(spec);
  const findings: Finding[] = [];
  const note = (result: CheckResult) => {
    findings.push(...result.findings);
    options.note?.(result);
  };
  const refuseErrors = () => {
    if (findings.some(({ level }) => level === 'error')) throw refuse(findings, toolbox);
  };
  const pair = await observe(spec, { depth: 'full', onCloud: (read) => noteCloud(read, note) }, toolbox);
  try {
    requireCloud(pair);
    note({ title: 'SSH to both hosts', findings: findUnreached(pair) });
    if (nodeNames.some((node) => pair.ports.hosts[node] === undefined)) throw refuse(findings, toolbox);
    const { cloud, hosts, facts } = requireWhole(pair);
    const hostFindings = checkHosts(spec, cloud.facts, facts, pair.apiClockOffsetMs ?? 0);
    note({ title: 'the two hosts', findings: hostFindings });
    refuseErrors();
    if (pair.spec !== spec) note({ title: 'the VIP of this pair', findings: checkVip(pair.spec, cloud.facts) });
    refuseErrors();
    const authPass = existingAuthPass(facts.a) ?? existingAuthPass(facts.b) ?? new Secret(toolbox.random(8));
    const { reporter, clock, interrupt } = toolbox;
    const ports = { cloud: cloud.port, hosts, reporter, clock, interrupt };
    const first = { cloud: cloud.facts, hosts: facts };
    const live = liveSetup(pair.spec, ports, first, { authPass, ...(hostKey && { hostKey }) });
    for (const result of await tryOut(live, toolbox, options)) note(result);
    refuseErrors();
    showWarnings(findings, toolbox);
    return { live, close: () => pair.close() };
  } catch (failure) {
    await pair.close();
    throw failure;
  }
}

function noteCloud(pair: Pair, note: (result: CheckResult) => void): void {
  if ('known' in pair.cloud) for (const result of checkCloud(pair.spec, pair.cloud.known)) note(result);
}

/** A host that was not reached is a finding, like any other; what the cloud says of a missing one has been said. */
function findUnreached({ hosts, spec }: Pair): Finding[] {
  return nodeNames.flatMap((node) => {
    const reading = hosts[node];
    if (!('failure' in reading) || !(reading.failure instanceof HostError)) return [];
    const { where, message, hint } = reading.failure;
    return [error(where ?? nodeOf(spec, node).instance, message, hint ?? 'check the ssh block of the answers')];
  });
}

/** What only trying shows: packages can be had, hosts reach the API with their own credentials, both may do what they will have to. */
async function tryOut(live: LivePair, toolbox: Toolbox, { prove }: PreflightOptions): Promise<readonly CheckResult[]> {
  const { hosts, cloud } = live.ports;
  const cloudFrom: ProbeContext['cloudFrom'] = (host, domain) => toolbox.cloudFrom(host, live.spec, domain);
  const context = { view: live.view(), hosts, cloud, cloudFrom, prove };
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

/** The password that an earlier run drew; one that somebody else chose does not count. */
function existingAuthPass({ keepalived }: HostFacts): Secret | undefined {
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
