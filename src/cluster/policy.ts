import type { EniId, Region } from './ids.js';

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

export interface PolicySubject {
  readonly region: Region;
  readonly enis: readonly EniId[];
  /** The pair has an EIP, which the hooks bind again where a move leaves it behind. */
  readonly eip: boolean;
}

const allow = (action: readonly string[], resource: readonly string[] = ['*']): Statement => ({
  effect: 'allow',
  action,
  resource,
});

/** The account's segment is empty: it stands for the account in which the policy is made. */
const eniResources = ({ region, enis }: PolicySubject) => enis.map((eni) => `qcs::vpc:${region}::eni/${eni}`);

/**
 * The least that the hooks need: for the role of both hosts, or the user of their key. Only the calls on an ENI are known
 * to take the ENI as their resource; the others are granted on all.
 */
export function hostPolicy(subject: PolicySubject): Policy {
  return {
    version: '2.0',
    statement: [
      allow([
        'vpc:DescribeNetworkInterfaces',
        'vpc:DescribeVpcTaskResult',
        ...(subject.eip ? ['vpc:DescribeAddresses', 'vpc:AssociateAddress', 'vpc:DisassociateAddress'] : []),
      ]),
      allow(['vpc:MigratePrivateIpAddress', 'vpc:AssignPrivateIpAddresses'], eniResources(subject)),
    ],
  };
}

/** What the person needs who runs ha-setup: the wizard, set-up, verify, switchover and uninstall. */
export function operatorPolicy(subject: PolicySubject): Policy {
  return {
    version: '2.0',
    statement: [
      allow([
        ...['cvm:DescribeInstances', 'cvm:DescribeRegions', 'vpc:DescribeSubnets'],
        ...['vpc:DescribeNetworkInterfaces', 'vpc:DescribeNetworkInterfaceLimit', 'vpc:DescribeUsedIpAddress'],
        ...['vpc:DescribeSecurityGroupPolicies', 'vpc:DescribeAddresses', 'vpc:ModifyPrivateIpAddressesAttribute'],
        ...['vpc:CreateSecurityGroupPolicies'],
        ...(subject.eip
          ? ['vpc:AllocateAddresses', 'vpc:AssociateAddress', 'vpc:DisassociateAddress', 'vpc:ReleaseAddresses']
          : []),
      ]),
      allow(['vpc:AssignPrivateIpAddresses', 'vpc:UnassignPrivateIpAddresses'], eniResources(subject)),
    ],
  };
}
