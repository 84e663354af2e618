import type { EipId, EniId, HaVipId, InstanceId, Region } from '../cluster/ids.js';
import type { MechanismName } from '../cluster/spec.js';

/** One statement of a policy as Cloud Access Management takes it. */
export interface Statement {
  readonly effect: 'allow';
  readonly action: readonly string[];
  readonly resource: readonly string[];
}

/** Whom the policy is about. What is not known yet stands as *, for a person to fill in. */
export interface PolicySubject {
  readonly mechanism: MechanismName;
  readonly region?: Region;
  readonly instances: readonly InstanceId[];
  readonly enis: readonly EniId[];
  readonly haVip?: HaVipId;
  /** The pair's EIP, which the hooks bind again where a move leaves it behind; absent where it has none. */
  readonly eip?: EipId | 'unknown';
  /** Security groups that lack a rule for VRRP, which ha-setup offers to add. */
  readonly groups: readonly string[];
}

export const allow = (action: readonly string[], resource: readonly string[] = ['*']): Statement => ({
  effect: 'allow',
  action,
  resource,
});

/**
 * CAM's refusals and its table of CVM name the actions on EIPs cvm:…, its table of VPC some of them vpc:… as well
 * (cloud.tencent.com/document/product/598/69910 and /598/98194): only both are safe.
 */
export const onEips = (...names: readonly string[]) => names.flatMap((name) => [`cvm:${name}`, `vpc:${name}`]);

/** qcs:project:service:region:account:resource; the account's segment is empty for the one in which the policy is made. */
export const resource = ({ region = '*' as Region }: PolicySubject, service: 'cvm' | 'vpc', path: string) =>
  `qcs::${service}:${region}::${path}`;

export const enisOf = (subject: PolicySubject) =>
  (subject.enis.length === 0 ? ['*'] : subject.enis).map((eni) => resource(subject, 'vpc', `eni/${eni}`));

export function eipOf(subject: PolicySubject): readonly string[] {
  const id = subject.eip === 'unknown' ? '*' : subject.eip;
  return (['cvm', 'vpc'] as const).map((service) => resource(subject, service, `eip/${id}`));
}

/** Binding an EIP names the EIP, and may name what it is bound to: its ENI, and the instance of that. */
export function bindingOf(subject: PolicySubject): readonly string[] {
  const instances = subject.instances.map((id) => resource(subject, 'cvm', `instance/${id}`));
  return [...eipOf(subject), ...enisOf(subject), ...instances];
}
