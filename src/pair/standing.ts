import { nodeNames, peerOf } from '../cluster/nodes.js';
import type { ClusterSpec, NodeName } from '../cluster/spec.js';
import type { HooksStatus } from '../facts/hooks.js';
import type { Topology } from '../facts/topology.js';
import { mechanismOf } from '../mechanism/mechanisms.js';
import type { Problem } from './problems.js';

/** Who is active by the cloud's record, and everything that does not agree with it. */
export interface Standing {
  readonly active?: NodeName;
  readonly problems: readonly Problem[];
}

/** One holder: NIC, VRRP and the cloud agree on it, and the EIP is there too. */
export function judgeStanding(
  spec: ClusterSpec,
  topology: Topology,
  statuses: Readonly<Record<NodeName, HooksStatus | undefined>>,
): Standing {
  const { owner: active, vip, vipRecord, haVip, eip } = topology;
  if (active === undefined && vipRecord === undefined && haVip !== undefined) {
    return { problems: [{ code: 'vip-unclaimed', vip, haVip: haVip.id }] };
  }
  if (active === undefined) return { problems: [{ code: 'vip-away', vip, eni: vipRecord?.eni.id }] };
  // Hosts without credentials know no owner, and nothing is wrong with that.
  const isBlind = spec.hostCredentials === 'none';
  const problems = nodeNames.flatMap((node): Problem[] => {
    const status = statuses[node];
    if (status === undefined) return [{ code: 'hooks-silent', node }];
    const { role, nic, owner, held } = status;
    const isActive = node === active;
    // A person keeps it out: it is in FAULT on purpose.
    const rest = held === null ? 'BACKUP' : 'FAULT';
    const expected = isActive ? 'MASTER' : rest;
    return [
      ...(role === expected ? [] : [{ code: 'role', node, role, expected } as const]),
      ...(nic === isActive ? [] : [{ code: 'nic', node, vip, isOn: nic } as const]),
      ...(owner === (isActive ? 'self' : 'peer') || (owner === 'unknown' && isBlind)
        ? []
        : [{ code: 'owner', node, owner } as const]),
    ];
  });
  if (vipRecord !== undefined && vipRecord.state !== 'AVAILABLE') {
    problems.push({ code: 'vip-moving', vip, state: vipRecord.state });
  }
  if (spec.eip !== 'none' && !mechanismOf(spec).isEipOnVip(topology)) {
    problems.push({ code: 'eip-away', eip: eip?.id, vip, node: active });
  }
  return { active, problems };
}

/** The node that is active in this mode when all is well; undefined where either may be (mode stable). */
export function restingActive(spec: ClusterSpec, topology: Topology): NodeName | undefined {
  if (spec.mode === 'stable') return undefined;
  return topology.nodes.a.instance.id === spec.preferred ? 'a' : peerOf('a');
}
