import { again, type CodeRow, internal } from './code.js';

const subnetRange = "set vip to auto or to a free address of the nodes' subnet";
const groupIsFull =
  'the security group has as many rules as it may have: remove one that nobody needs, or add another group';
const approval =
  'the account lets such changes wait for an approval: get it in the console, then run the same command again';
const havip = ['CreateHaVip', 'AssociateHaVipInstance', 'DisassociateHaVipInstance'];

/** Codes of the actions on instances, ENIs, private IPs, HAVIPs and security groups. */
export const networkCodes: readonly CodeRow[] = [
  {
    class: 'final',
    hint: 'free a private IP of that ENI, or use an instance type whose ENIs take more',
    codes: ['LimitExceeded'],
    actions: ['AssignPrivateIpAddresses', 'MigratePrivateIpAddress'],
  },
  { class: 'final', hint: groupIsFull, codes: ['LimitExceeded'], actions: ['CreateSecurityGroupPolicies'] },
  {
    class: 'final',
    hint: groupIsFull,
    codes: [
      'LimitExceeded.SecurityGroupPolicySet',
      'UnsupportedOperation.ClbPolicyExceedLimit',
      'UnsupportedOperation.SgNumExceedLimit',
    ],
  },
  {
    class: 'final',
    hint: 'have the quota of HAVIPs (10 in a VPC) or of their instances (10 for one HAVIP) raised, or remove one that nobody needs',
    codes: ['LimitExceeded'],
    actions: havip,
  },
  {
    class: 'final',
    hint: 'choose another address for vip, or vip: auto',
    codes: ['ResourceInUse', 'InvalidParameterValue.Duplicate'],
    actions: ['AssignPrivateIpAddresses', 'CreateHaVip'],
  },
  {
    class: 'final',
    hint: 'these instances are associated with the HAVIP already, or named twice; compare with the console',
    codes: ['InvalidParameterValue.Duplicate', 'InvalidParameterValue.DuplicatedHaVipAssociations'],
  },
  {
    class: 'final',
    hint: 'the subnet has no free address: free one, or use instances of a larger subnet',
    codes: ['ResourceInsufficient'],
    actions: ['AssignPrivateIpAddresses', 'CreateHaVip'],
  },
  {
    class: 'final',
    hint: 'the subnet has no free address: free one, or use instances of a larger subnet',
    codes: ['ResourceInsufficient.Subnet'],
  },
  { class: 'final', hint: subnetRange, codes: ['InvalidParameterValue.Reserved'] },
  {
    class: 'final',
    hint: subnetRange,
    codes: ['InvalidParameterValue.Range'],
    actions: ['AssignPrivateIpAddresses', 'CreateHaVip'],
  },
  {
    class: 'final',
    hint: 'the address or one of the two ENIs is gone: look at both in the console, then run the same command again',
    codes: ['ResourceNotFound'],
    actions: [
      'AssignPrivateIpAddresses',
      'MigratePrivateIpAddress',
      'ModifyPrivateIpAddressesAttribute',
      'UnassignPrivateIpAddresses',
    ],
  },
  {
    class: 'final',
    hint: 'attach the ENI to its instance: an address moves between attached ENIs only',
    codes: ['UnauthorizedOperation.AttachmentNotFound', 'UnsupportedOperation.AttachmentNotFound'],
  },
  {
    class: 'final',
    hint: 'set vip to auto or to another address: a primary address stays with its ENI',
    codes: ['UnauthorizedOperation.PrimaryIp', 'UnsupportedOperation.PrimaryIp'],
  },
  {
    class: 'final',
    hint: 'check that both ENIs are attached, in one subnet, and that the address is a secondary one of the first',
    codes: ['UnsupportedOperation'],
    actions: ['AssignPrivateIpAddresses', 'MigratePrivateIpAddress', 'UnassignPrivateIpAddresses'],
  },
  {
    class: 'final',
    hint: 'the same rule stands already, below one that drops the traffic: move it to the top of the group in the console',
    codes: ['UnsupportedOperation.DuplicatePolicy'],
  },
  {
    class: 'final',
    hint: `somebody changed the security group at the same moment; ${again}`,
    codes: ['UnsupportedOperation.VersionMismatch'],
  },
  {
    class: 'final',
    hint: approval,
    codes: [
      'InvalidParameterValue.MemberApprovalApplicationIdMismatch',
      'InvalidParameterValue.MemberApprovalApplicationNotApproved',
      'InvalidParameterValue.MemberApprovalApplicationRejected',
      'InvalidParameterValue.MemberApprovalApplicationStarted',
      'UnsupportedOperation.BpaasResources',
    ],
  },
  {
    class: 'final',
    hint: 'the account or the vendor has locked it: unlock it in the console, then run the same command again',
    codes: ['UnsupportedOperation.LockedResources'],
  },
  {
    class: 'final',
    hint: 'a load balancer uses this security group, and it takes no such rule: add the rule to another group of the ENI',
    codes: ['UnsupportedOperation.ClbPolicyLimit'],
  },
  {
    class: 'final',
    hint: 'the VPC does without NAT for this address: choose another address for vip, or vip: auto',
    codes: ['UnsupportedOperation.NotPutVpcSnatIpAddress'],
  },
  {
    class: 'final',
    hint: "check that the nodes' subnet still exists",
    codes: ['UnsupportedOperation.SubnetNotExists'],
  },
  {
    class: 'final',
    hint: 'take the EIP off the HAVIP, or the HAVIP off its EIP, in the console, then run the same command again',
    codes: ['UnsupportedOperation.BindEIP', 'UnsupportedOperation.UnbindEIP'],
  },
  {
    class: 'final',
    hint: 'choose an EIP of the region itself: one of an edge zone cannot be bound here',
    codes: ['UnsupportedOperation.UnsupportedBindLocalZoneEIP'],
  },
  {
    class: 'final',
    hint: 'check nodes[].instance in the answers: an id of an instance is ins- and eight letters or digits',
    codes: ['InvalidInstanceId.Malformed', 'InvalidParameterValue.InstanceIdMalformed'],
  },
  { class: 'final', hint: 'check region and nodes[].instance in the answers', codes: ['InvalidInstanceId.NotFound'] },
  {
    class: 'final',
    hint: internal,
    codes: [
      'FailedOperation.IllegalTagKey',
      'FailedOperation.IllegalTagValue',
      'FailedOperation.TagKeyReserved',
      'InvalidFilter',
      'InvalidFilterValue.LimitExceeded',
      'InvalidHostId.Malformed',
      'InvalidParameterValue.IPAddressMalformed',
      'InvalidParameterValue.IPv6AddressMalformed',
      'InvalidParameterValue.InvalidAppIdFormat',
      'InvalidParameterValue.InvalidBusiness',
      'InvalidParameterValue.InvalidIpFormat',
      'InvalidParameterValue.InvalidTimeFormat',
      'InvalidParameterValue.InvalidVagueName',
      'InvalidParameterValue.SubnetIdMalformed',
      'InvalidParameterValue.TagKeyNotFound',
      'InvalidParameterValue.UuidMalformed',
      'InvalidParameterValue.VpcIdMalformed',
      'InvalidSecurityGroupId.NotFound',
      'InvalidSgId.Malformed',
      'InvalidZone.MismatchRegion',
      'ResourceNotFound.HpcCluster',
      'UnsupportedOperation.TrafficProtectionNotSupportIPv6',
    ],
  },
];
