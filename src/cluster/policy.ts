import type { EipId, EniId, InstanceId, Region } from './ids.js';

/** A policy as Cloud Access Management takes it. */
export interface Policy {
  readonly version: '2.0';
  readonly statement: readonly Statement[];
}

interface Statement {
  readonly effect: 'allow';
  readonly action: readonly string[];
  readonly resource: readonly string[];
}

/** Whom the policy is about. What is not known yet stands as *, for a person to fill in. */
export interface PolicySubject {
  readonly region?: Region;
  readonly instances: readonly InstanceId[];
  readonly enis: readonly EniId[];
  /** The pair's EIP, which the hooks bind again where a move leaves it behind; absent where it has none. */
  readonly eip?: EipId | 'unknown';
  /** Security groups that lack a rule for VRRP, which ha-setup offers to add. */
  readonly groups: readonly string[];
}

const allow = (action: readonly string[], resource: readonly string[] = ['*']): Statement => ({
  effect: 'allow',
  action,
  resource,
});

/**
 * CAM's refusals and its table of CVM name the actions on EIPs cvm:…, its table of VPC some of them vpc:… as well
 * (cloud.tencent.com/document/product/598/69910 and /598/98194): only both are safe.
 */
const onEips = (...names: readonly string[]) => names.flatMap((name) => [`cvm:${name}`, `vpc:${name}`]);

/** qcs:project:service:region:account:resource; the account's segment is empty for the one in which the policy is made. */
const resource = ({ region = '*' as Region }: PolicySubject, service: 'cvm' | 'vpc', path: string) =>
  `qcs::${service}:${region}::${path}`;

const enisOf = (subject: PolicySubject) =>
  (subject.enis.length === 0 ? ['*'] : subject.enis).map((eni) => resource(subject, 'vpc', `eni/${eni}`));

function eipOf(subject: PolicySubject): readonly string[] {
  const id = subject.eip === 'unknown' ? '*' : subject.eip;
  return (['cvm', 'vpc'] as const).map((service) => resource(subject, service, `eip/${id}`));
}

/** Binding an EIP names the EIP, and may name what it is bound to: its ENI, and the instance of that. */
function bindingOf(subject: PolicySubject): readonly string[] {
  const instances = subject.instances.map((id) => resource(subject, 'cvm', `instance/${id}`));
  return [...eipOf(subject), ...enisOf(subject), ...instances];
}

/** The least that the hooks need: for the role of both hosts, or the user of their key. Describe calls take no resource. */
export function hostPolicy(subject: PolicySubject): Policy {
  const hasEip = subject.eip !== undefined;
  return {
    version: '2.0',
    statement: [
      allow([
        'vpc:DescribeNetworkInterfaces',
        'vpc:DescribeVpcTaskResult',
        ...(hasEip ? onEips('DescribeAddresses') : []),
      ]),
      allow(['vpc:MigratePrivateIpAddress', 'vpc:AssignPrivateIpAddresses'], enisOf(subject)),
      ...(hasEip ? [allow(onEips('AssociateAddress', 'DisassociateAddress'), bindingOf(subject))] : []),
    ],
  };
}

/** What the person needs who runs ha-setup: the wizard, set-up, verify, switchover and uninstall. */
export function operatorPolicy(subject: PolicySubject): Policy {
  const hasEip = subject.eip !== undefined;
  const groups = subject.groups.flatMap((id) =>
    (['cvm', 'vpc'] as const).map((service) => resource(subject, service, `sg/${id}`)),
  );
  return {
    version: '2.0',
    statement: [
      allow([
        ...['cvm:DescribeInstances', 'cvm:DescribeRegions', 'vpc:DescribeSubnets'],
        ...['vpc:DescribeNetworkInterfaces', 'vpc:DescribeNetworkInterfaceLimit', 'vpc:DescribeUsedIpAddress'],
        ...['vpc:DescribeSecurityGroupPolicies', ...onEips('DescribeAddresses', 'DescribeNetworkAccountType')],
        // There is no resource to name before it exists.
        ...(hasEip ? onEips('AllocateAddresses') : []),
      ]),
      allow(
        ['vpc:AssignPrivateIpAddresses', 'vpc:ModifyPrivateIpAddressesAttribute', 'vpc:UnassignPrivateIpAddresses'],
        enisOf(subject),
      ),
      ...(hasEip ? [allow(onEips('AssociateAddress', 'DisassociateAddress'), bindingOf(subject))] : []),
      ...(hasEip ? [allow(onEips('ReleaseAddresses'), eipOf(subject))] : []),
      ...(groups.length > 0 ? [allow(['vpc:CreateSecurityGroupPolicies'], groups)] : []),
    ],
  };
}

/** The printed policy's lines that name everything of a kind, for want of an id: their numbers from 1, and their kind. */
export function findOpenLines(text: string): readonly { readonly line: number; readonly kind: 'eni' | 'eip' }[] {
  return text.split('\n').flatMap((content, index) => {
    const kind = /\/?(eni|eip)\/\*"/.exec(content)?.[1];
    return kind === 'eni' || kind === 'eip' ? [{ line: index + 1, kind } as const] : [];
  });
}
