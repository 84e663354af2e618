import type { ClusterSpec } from '../cluster/spec.js';
import { say } from '../messages/say.js';
import type { Change } from '../operations/change.js';
import { type CloudContext, settle } from './cloud-context.js';
import { whileBusy } from './while-busy.js';

/** Adds a rule to a security group and returns once the group shows it. */
export async function applyRule(
  { rule }: Extract<Change, { kind: 'rule.add' }>,
  spec: ClusterSpec,
  context: CloudContext,
): Promise<void> {
  const { group, direction, peerIp } = rule;
  await whileBusy(context.clock, context.tell, () => context.cloud.addPeerRule(rule));
  await settle('rule.add', say.run.subjects.rule({ peer: peerIp, group }), spec, context, ({ securityGroups }) =>
    securityGroups.some((one) => one.id === group && one[direction].some((found) => found.cidr === `${peerIp}/32`)),
  );
}
