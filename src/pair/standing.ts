import type { ClusterSpec, NodeName } from '../cluster/spec.js';
import type { HooksStatus } from '../facts/hooks.js';
import { nodeNames, peerOf, type Topology } from '../facts/topology.js';

/** Who is active by the cloud's record, and everything that does not agree with it. */
export interface Standing {
  readonly active?: NodeName;
  readonly problems: readonly string[];
}

/** One holder: NIC, VRRP and the cloud agree on it, and the EIP is there too. */
export function judgeStanding(
  spec: ClusterSpec,
  topology: Topology,
  statuses: Readonly<Record<NodeName, HooksStatus | undefined>>,
): Standing {
  const active = topology.owner;
  if (active === undefined) {
    const place = topology.vipRecord?.eni.id;
    return {
      problems: [
        `in the cloud ${topology.vip} is ${place === undefined ? 'on no ENI' : `on ${place}, which is neither node's`}`,
      ],
    };
  }
  const id = (node: NodeName) => topology.nodes[node].instance.id;
  const problems = nodeNames.flatMap((node) => {
    const status = statuses[node];
    if (status === undefined) return [`${id(node)}: its hooks do not answer`];
    const isActive = node === active;
    // A person keeps it out: it is in FAULT on purpose.
    const rest = status.held === null ? 'BACKUP' : 'FAULT';
    const expected = isActive ? 'MASTER' : rest;
    return [
      ...(status.role === expected ? [] : [`${id(node)}: VRRP says ${status.role}, expected ${expected}`]),
      ...(status.nic === isActive ? [] : [`${id(node)}: ${topology.vip} is ${status.nic ? '' : 'not '}on its NIC`]),
      ...(status.owner === (isActive ? 'self' : 'peer')
        ? []
        : [`${id(node)}: it reads the VIP's owner in the cloud as "${status.owner}"`]),
    ];
  });
  if (topology.vipRecord !== undefined && topology.vipRecord.state !== 'AVAILABLE') {
    problems.push(`in the cloud ${topology.vip} is ${topology.vipRecord.state}`);
  }
  const { eip } = topology;
  if (spec.eip !== 'none' && (eip?.privateIp !== topology.vip || eip.eni !== topology.vipRecord?.eni.id)) {
    problems.push(`${eip?.id ?? 'the EIP'} is not on ${topology.vip} at ${id(active)}`);
  }
  return { active, problems };
}

/** The node that the mode wants active when all is well; undefined where either may be (mode stable). */
export function restingActive(spec: ClusterSpec, topology: Topology): NodeName | undefined {
  if (spec.mode === 'stable') return undefined;
  return topology.nodes.a.instance.id === spec.preferred ? 'a' : peerOf('a');
}
