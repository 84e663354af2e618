import type { NodeName } from '../cluster/spec.js';
import type { NodeStatus, StatusResult } from '../cluster/status-result.js';
import type { Glance } from '../facts/glance.js';
import type { HooksStatus } from '../facts/hooks.js';
import { locate, nodeNames, nodeOf, type Topology } from '../facts/topology.js';
import type { Pair } from './pair.js';
import { judgeStanding } from './standing.js';

/** What status is made from. */
export type Glanced = Pick<Pair<'glance'>, 'spec' | 'cloud' | 'topology' | 'hosts' | 'atMs'>;

export function toStatus(pair: Glanced): StatusResult {
  const { spec, cloud, topology, atMs } = pair;
  const nodes = nodeNames.map((node) => toNode(node, pair));
  const problems = findProblems(pair, nodes);
  const eip = topology?.eip;
  const owner = topology?.owner;
  const glances = knownGlances(pair);
  const record = topology?.vipRecord?.eni;
  return {
    version: 1,
    cluster: spec.cluster,
    at: new Date(atMs).toISOString(),
    healthy: problems.length === 0,
    vip: topology?.vip ?? (spec.vip === 'auto' ? null : spec.vip),
    owner:
      owner === undefined || topology === undefined ? (record?.instance ?? null) : topology.nodes[owner].instance.id,
    ownerEni: record?.id ?? (('failure' in cloud && glances[0]?.hooks.status?.ownerEni) || null),
    eip: eip === undefined ? null : { id: eip.id, ip: eip.ip, on: eip.privateIp ?? null },
    nodes,
    lastSwitch: findLastSwitch(glances, topology),
    run: glances.flatMap(({ lockHolder }) => lockHolder ?? [])[0] ?? null,
    problems: [...problems],
  };
}

function knownGlances({ hosts }: Glanced): readonly Glance[] {
  return nodeNames.flatMap((node) => {
    const reading = hosts[node];
    return 'known' in reading ? [reading.known] : [];
  });
}

function toNode(node: NodeName, { spec, cloud, hosts }: Glanced): NodeStatus {
  const wanted = nodeOf(spec, node);
  const { instance, eni } = 'known' in cloud ? locate(wanted, cloud.known.inventory) : {};
  const reading = hosts[node];
  const about = {
    node,
    instance: wanted.instance,
    ip: eni?.ips.find(({ primary }) => primary)?.address ?? null,
    state: instance?.state ?? null,
  };
  if ('failure' in reading) {
    const nothing = { service: null, vrrp: 'unknown', nic: null, hooks: null, faults: {} } as const;
    return { ...about, reachable: false, problem: reading.failure.message, ...nothing };
  }
  const { service, watch, hooks } = reading.known;
  return {
    ...about,
    reachable: true,
    service: service.activeState,
    vrrp: hooks.status?.role ?? 'unknown',
    nic: hooks.status?.nic ?? null,
    hooks: watch.state,
    faults: watch.faults,
  };
}

/** What keeps the pair from being well: one active host by every record, the other ready to take over. */
function findProblems({ spec, cloud, topology, hosts }: Glanced, nodes: readonly NodeStatus[]): readonly string[] {
  const ill = nodes.flatMap(({ instance, problem, service, hooks, faults }) => [
    ...(problem === undefined ? [] : [`${instance}: ${problem}`]),
    ...(service === null || service === 'active' ? [] : [`${instance}: keepalived is ${service}`]),
    ...(hooks === null || hooks === 'running' ? [] : [`${instance}: its hooks (vip.py watch) are ${hooks}`]),
    ...Object.entries(faults).map(([name, why]) => `${instance}: ${name} ${tidyReason(why)}`.trim()),
  ]);
  if ('failure' in cloud) return [`the API did not answer: ${cloud.failure.message}`, ...ill];
  if (topology === undefined) return ['the cloud lacks an instance, an ENI or the subnet of the answers', ...ill];
  const statusOf = (node: NodeName): HooksStatus | undefined => {
    const reading = hosts[node];
    return 'known' in reading ? reading.known.hooks.status : undefined;
  };
  const standing = judgeStanding(spec, topology, { a: statusOf('a'), b: statusOf('b') });
  // What is said of a host above already is not said again as "its hooks do not answer".
  const news = standing.problems.filter(
    (problem) => !ill.some((known) => problem.startsWith(`${known.split(':')[0]}: its hooks`)),
  );
  return [...news, ...ill];
}

/** The hooks put the host's uptime at which a reason ends or began before its words. */
export function tidyReason(why: string): string {
  const words = why.replace(/^[\d.]+\s*/, '');
  return words === '' ? '' : `(${words})`;
}

function findLastSwitch(glances: readonly Glance[], topology: Topology | undefined): StatusResult['lastSwitch'] {
  const switches = glances.flatMap(({ hooks }) => hooks.status?.switch ?? []);
  const last = switches.sort((one, other) => (other.landedMs ?? 0) - (one.landedMs ?? 0))[0];
  if (last === undefined || last.landedMs === null) return null;
  const instanceOf = (eni: string | null) => {
    const node = nodeNames.find((name) => topology?.nodes[name].eni.id === eni);
    return node === undefined ? eni : (topology?.nodes[node].instance.id ?? eni);
  };
  return {
    at: new Date(last.landedMs).toISOString(),
    from: instanceOf(last.from),
    to: instanceOf(last.to),
    why: last.why,
  };
}
