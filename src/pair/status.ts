import { type Ipv4, patterns } from '../cluster/ids.js';
import { nodeNames, nodeOf } from '../cluster/nodes.js';
import { type NodeName, vipAddress } from '../cluster/spec.js';
import type { NodeStatus, StatusResult } from '../cluster/status-result.js';
import type { Glance } from '../facts/glance.js';
import type { HooksStatus } from '../facts/hooks.js';
import { locate, type Topology } from '../facts/topology.js';
import { mechanismOf } from '../mechanism/mechanisms.js';
import { say } from '../messages/say.js';
import type { Pair } from './pair.js';
import { explainProblem, type Problem } from './problems.js';
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
    setUp: isSetUp(pair),
    healthy: problems.length === 0,
    vip: topology?.vip ?? vipAddress(spec) ?? null,
    owner:
      owner === undefined || topology === undefined ? (record?.instance ?? null) : topology.nodes[owner].instance.id,
    ownerEni: record?.id ?? (('failure' in cloud && glances[0]?.hooks.status?.ownerEni) || null),
    eip: eip === undefined ? null : { id: eip.id, ip: eip.ip, on: placeOfEip(pair) },
    nodes,
    lastSwitch: findLastSwitch(glances, topology),
    run: glances.flatMap(({ lockHolder }) => lockHolder ?? [])[0] ?? null,
    problems: problems.map((problem) => explainProblem(problem, (node) => nodeOf(spec, node).instance)),
  };
}

/** The address that the EIP is on; of a HAVIP its own record tells. */
function placeOfEip({ spec, topology }: Glanced): string | null {
  if (topology === undefined) return null;
  return mechanismOf(spec).isEipOnVip(topology) ? topology.vip : (topology.eip?.privateIp ?? null);
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
    ip: eni?.ips.find(({ primary }) => primary)?.address ?? ownAddress(reading) ?? null,
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

function ownAddress(reading: Glanced['hosts'][NodeName]): string | undefined {
  return 'known' in reading ? reading.known.settings?.self.ip : undefined;
}

/** What keeps the pair from being well: one active host by every record, the other ready to take over. */
function findProblems(pair: Glanced, nodes: readonly NodeStatus[]): readonly Problem[] {
  const { spec, cloud, topology, hosts } = pair;
  const absent = nodes.filter(({ node }) => isAbsent(pair, node));
  const ofHosts = nodes.flatMap((one): Problem[] =>
    absent.includes(one) ? [{ code: 'not-set-up', node: one.node }] : ofHost(one),
  );
  if ('failure' in cloud) {
    return [{ code: 'api-silent', why: cloud.failure.message }, ...judgeHosts(pair), ...ofHosts];
  }
  if (topology === undefined) return [{ code: 'cloud-lacks' }, ...ofHosts];
  // Of a pair that nobody has set up, that is all there is to say.
  if (!isSetUp(pair)) return ofHosts;
  const statusOf = (node: NodeName): HooksStatus | undefined => {
    const reading = hosts[node];
    return 'known' in reading ? reading.known.hooks.status : undefined;
  };
  const standing = judgeStanding(spec, topology, { a: statusOf('a'), b: statusOf('b') });
  // Where more is known of a host, that its hooks do not answer is no news.
  const news = standing.problems.filter(
    (problem) =>
      problem.code !== 'hooks-silent' || ofHosts.every((one) => !('node' in one) || one.node !== problem.node),
  );
  return [...news, ...ofHosts];
}

/** While the cloud does not answer: whether the hosts agree among themselves on who is active. */
function judgeHosts({ spec, hosts }: Glanced): readonly Problem[] {
  const known = nodeNames.flatMap((node) => {
    const reading = hosts[node];
    return 'known' in reading && reading.known.hooks.status ? [{ node, ...reading.known.hooks.status }] : [];
  });
  const masters = known.filter(({ role }) => role === 'MASTER');
  if (known.length === 0) return [];
  if (masters.length > 1) return [{ code: 'two-masters' }];
  const [master] = masters;
  if (master === undefined) return [{ code: 'no-master' }];
  const vip = patterns.ipv4.test(spec.vip) ? (spec.vip as Ipv4) : undefined;
  if (vip === undefined) return [];
  return known
    .filter(({ node, nic }) => nic !== (node === master.node))
    .map(({ node, nic }) => ({ code: 'nic', node, vip, isOn: nic }) as const);
}

/** Neither the hooks nor their settings are on the host: before the first run, or after an uninstall. */
function isAbsent({ hosts }: Glanced, node: NodeName): boolean {
  const reading = hosts[node];
  return 'known' in reading && reading.known.hooks.absent === true && reading.known.settings === undefined;
}

/** At least one host that answered is set up; also where none answered. */
function isSetUp(pair: Glanced): boolean {
  const known = nodeNames.filter((node) => 'known' in pair.hosts[node]);
  return known.length === 0 || known.some((node) => !isAbsent(pair, node));
}

function ofHost({ node, problem, service, hooks, faults }: NodeStatus): Problem[] {
  return [
    ...(problem === undefined ? [] : [{ code: 'unreached', node, why: problem } as const]),
    ...(service === null || service === 'active' ? [] : [{ code: 'service', node, state: service } as const]),
    ...(hooks === null || hooks === 'running' ? [] : [{ code: 'hooks', node, state: hooks } as const]),
    ...Object.entries(faults).map(([fault, why]) => ({ code: 'kept-out', node, fault, why }) as const),
  ];
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
    // The run's words for what it knows; what other hooks say stands as they say it.
    why: Object.entries(say.moves.causes).find(([code]) => code === last.code)?.[1] ?? last.why,
  };
}
