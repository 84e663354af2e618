import type { ClusterSpec, NodeName } from '../cluster/spec.js';
import type { HostFacts } from '../facts/host.js';
import type { CloudFacts } from '../facts/survey.js';
import type { CheckResult, Finding } from './finding.js';
import { checkHost } from './hosts.js';
import { checkNodes } from './nodes.js';
import { checkSecurityGroups } from './security-groups.js';
import { checkEip, checkVip } from './vip.js';

const cloudChecks = [
  { title: 'instances and ENIs', check: checkNodes },
  { title: 'VIP', check: checkVip },
  { title: 'EIP', check: checkEip },
  { title: 'security groups', check: checkSecurityGroups },
] as const;

/** All that the cloud's own record can tell; no check stops another. */
export function checkCloud(spec: ClusterSpec, cloud: CloudFacts): readonly CheckResult[] {
  return cloudChecks
    .filter(({ title }) => title !== 'EIP' || spec.eip !== 'none')
    .map(({ title, check }) => ({ title, findings: check(spec, cloud) }));
}

/** All that the two hosts can tell. */
export function checkHosts(
  spec: ClusterSpec,
  cloud: CloudFacts,
  hosts: Readonly<Record<NodeName, HostFacts>>,
  apiClockOffsetMs: number,
): Finding[] {
  return spec.nodes.flatMap((node) => checkHost(node, spec, cloud, hosts[node.name], apiClockOffsetMs));
}
