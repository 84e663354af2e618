import type { CodeRow } from './code.js';

const havip = ['CreateHaVip', 'AssociateHaVipInstance', 'DisassociateHaVipInstance'];

/** Codes of the actions on instances, ENIs, private IPs, HAVIPs and security groups. */
export const networkCodes: readonly CodeRow[] = [
  {
    class: 'final',
    hint: 'eniFull',
    codes: ['LimitExceeded'],
    actions: ['AssignPrivateIpAddresses', 'MigratePrivateIpAddress'],
  },
  { class: 'final', hint: 'groupFull', codes: ['LimitExceeded'], actions: ['CreateSecurityGroupPolicies'] },
  {
    class: 'final',
    hint: 'groupFull',
    codes: [
      'LimitExceeded.SecurityGroupPolicySet',
      'UnsupportedOperation.ClbPolicyExceedLimit',
      'UnsupportedOperation.SgNumExceedLimit',
    ],
  },
  { class: 'final', hint: 'haVipClosed', codes: ['UnsupportedOperation'], actions: ['CreateHaVip'] },
  {
    class: 'final',
    hint: 'haVipQuota',
    codes: ['LimitExceeded'],
    actions: havip,
  },
  {
    class: 'final',
    hint: 'anotherVip',
    codes: ['ResourceInUse', 'InvalidParameterValue.Duplicate'],
    actions: ['AssignPrivateIpAddresses', 'CreateHaVip'],
  },
  {
    class: 'final',
    hint: 'haVipAssociated',
    codes: ['InvalidParameterValue.Duplicate', 'InvalidParameterValue.DuplicatedHaVipAssociations'],
  },
  {
    class: 'final',
    hint: 'subnetFull',
    codes: ['ResourceInsufficient'],
    actions: ['AssignPrivateIpAddresses', 'CreateHaVip'],
  },
  {
    class: 'final',
    hint: 'subnetFull',
    codes: ['ResourceInsufficient.Subnet'],
  },
  { class: 'final', hint: 'subnetRange', codes: ['InvalidParameterValue.Reserved'] },
  {
    class: 'final',
    hint: 'subnetRange',
    codes: ['InvalidParameterValue.Range'],
    actions: ['AssignPrivateIpAddresses', 'CreateHaVip'],
  },
  {
    class: 'final',
    hint: 'gone',
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
    hint: 'unattached',
    codes: ['UnauthorizedOperation.AttachmentNotFound', 'UnsupportedOperation.AttachmentNotFound'],
  },
  {
    class: 'final',
    hint: 'primaryStays',
    codes: ['UnauthorizedOperation.PrimaryIp', 'UnsupportedOperation.PrimaryIp'],
  },
  {
    class: 'final',
    hint: 'secondaryOnly',
    codes: ['UnsupportedOperation'],
    actions: ['AssignPrivateIpAddresses', 'MigratePrivateIpAddress', 'UnassignPrivateIpAddresses'],
  },
  {
    class: 'final',
    hint: 'ruleStands',
    codes: ['UnsupportedOperation.DuplicatePolicy'],
  },
  {
    class: 'final',
    hint: 'groupChanged',
    codes: ['UnsupportedOperation.VersionMismatch'],
  },
  {
    class: 'final',
    hint: 'approval',
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
    hint: 'locked',
    codes: ['UnsupportedOperation.LockedResources'],
  },
  {
    class: 'final',
    hint: 'loadBalancerGroup',
    codes: ['UnsupportedOperation.ClbPolicyLimit'],
  },
  {
    class: 'final',
    hint: 'noNat',
    codes: ['UnsupportedOperation.NotPutVpcSnatIpAddress'],
  },
  {
    class: 'final',
    hint: 'subnetGone',
    codes: ['UnsupportedOperation.SubnetNotExists'],
  },
  {
    class: 'final',
    hint: 'haVipHasEip',
    codes: ['UnsupportedOperation.BindEIP', 'UnsupportedOperation.UnbindEIP'],
  },
  {
    class: 'final',
    hint: 'edgeZoneEip',
    codes: ['UnsupportedOperation.UnsupportedBindLocalZoneEIP'],
  },
  {
    class: 'final',
    hint: 'instanceForm',
    codes: ['InvalidInstanceId.Malformed', 'InvalidParameterValue.InstanceIdMalformed'],
  },
  { class: 'final', hint: 'instanceUnknown', codes: ['InvalidInstanceId.NotFound'] },
  {
    class: 'final',
    hint: 'internal',
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
