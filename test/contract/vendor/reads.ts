const eni = 'NetworkInterfaceSet[].';
const eip = 'AddressSet[].';
const haVip = 'HaVipSet[].';
const rule = (way: string) =>
  ['PolicyIndex', 'Protocol', 'Port', 'Action', 'CidrBlock', 'SecurityGroupId', 'AddressTemplate.AddressId']
    .concat('AddressTemplate.AddressGroupId', 'ServiceTemplate.ServiceId', 'ServiceTemplate.ServiceGroupId')
    .map((name) => `SecurityGroupPolicySet.${way}[].${name}`);

/** The fields of each action's reply that the program or vip.py reads, as paths; [] stands for the items of a list. */
export const reads: Readonly<Record<string, readonly string[]>> = {
  DescribeRegions: ['RegionSet[].Region', 'RegionSet[].RegionName', 'RegionSet[].RegionState'],
  DescribeInstances: [
    'TotalCount',
    ...['InstanceId', 'InstanceName', 'InstanceState', 'Placement.Zone', 'CamRoleName', 'PrivateIpAddresses[]']
      .concat('PublicIpAddresses[]', 'SecurityGroupIds[]', 'VirtualPrivateCloud.VpcId', 'VirtualPrivateCloud.SubnetId')
      .concat('InternetAccessible.InternetChargeType', 'InternetAccessible.InternetMaxBandwidthOut')
      .map((name) => `InstanceSet[].${name}`),
  ],
  DescribeNetworkInterfaces: [
    'TotalCount',
    ...['NetworkInterfaceId', 'NetworkInterfaceName', 'Primary', 'VpcId', 'SubnetId', 'MacAddress', 'State']
      .concat('NetworkInterfaceState', 'GroupSet[]', 'Attachment', 'Attachment.InstanceId', 'AttachType')
      .map((name) => eni + name),
    ...['PrivateIpAddress', 'Primary', 'Description', 'State', 'AddressId'].map(
      (name) => `${eni}PrivateIpAddressSet[].${name}`,
    ),
  ],
  DescribeNetworkInterfaceLimit: ['EniPrivateIpAddressQuantity', 'ExtendEniPrivateIpAddressQuantity'],
  DescribeSubnets: ['TotalCount', 'SubnetSet[].SubnetId', 'SubnetSet[].VpcId', 'SubnetSet[].CidrBlock'],
  DescribeUsedIpAddress: ['TotalCount', 'IpAddressStates[].IpAddress'],
  DescribeSecurityGroupPolicies: [...rule('Ingress'), ...rule('Egress')],
  DescribeAddresses: [
    'TotalCount',
    ...['AddressId', 'AddressName', 'AddressIp', 'AddressStatus', 'NetworkInterfaceId', 'PrivateAddressIp']
      .concat('IsArrears', 'IsBlocked', 'CascadeRelease')
      .map((name) => eip + name),
  ],
  DescribeNetworkAccountType: ['NetworkAccountType'],
  AllocateAddresses: ['AddressSet[]', 'TaskId'],
  AssociateAddress: ['TaskId'],
  DisassociateAddress: ['TaskId'],
  ReleaseAddresses: ['TaskId'],
  MigratePrivateIpAddress: ['RequestId'],
  DescribeVpcTaskResult: ['Status', 'Output'],
  DescribeTaskResult: ['Result'],
  AssignPrivateIpAddresses: [],
  UnassignPrivateIpAddresses: [],
  ModifyPrivateIpAddressesAttribute: [],
  CreateSecurityGroupPolicies: [],
  DescribeHaVips: [
    'TotalCount',
    ...['HaVipId', 'HaVipName', 'Vip', 'VpcId', 'SubnetId', 'State', 'InstanceId', 'NetworkInterfaceId', 'AddressIp']
      .concat('FlushedTime', 'CheckAssociate', 'HaVipAssociationSet[].InstanceId')
      .concat('HaVipAssociationSet[].InstanceType')
      .map((name) => haVip + name),
  ],
  CreateHaVip: ['HaVip.HaVipId'],
  DescribeVpcLimits: ['VpcLimitSet[].LimitType', 'VpcLimitSet[].LimitValue'],
  ModifyHaVipAttribute: [],
  AssociateHaVipInstance: [],
  DisassociateHaVipInstance: [],
  HaVipAssociateAddressIp: ['RequestId'],
  HaVipDisassociateAddressIp: ['RequestId'],
  DeleteHaVip: ['RequestId'],
};

/** The fields among them that the vendor's description of the API lets be null. */
export const nullable: readonly string[] = [
  'InstanceSet[].CamRoleName',
  'InstanceSet[].PublicIpAddresses',
  'NetworkInterfaceSet[].Attachment',
];

/** The types found at each path of a value: string, number, boolean, null, object, list. */
export type Shape = ReadonlyMap<string, ReadonlySet<string>>;

export function shapeOf(...values: readonly unknown[]): Shape {
  const shape = new Map<string, Set<string>>();
  const note = (path: string, type: string) => shape.set(path, (shape.get(path) ?? new Set()).add(type));
  const walk = (value: unknown, path: string): void => {
    const inside = path === '' ? '' : `${path}.`;
    if (value === null) note(path, 'null');
    else if (Array.isArray(value)) {
      note(path, 'list');
      for (const item of value) walk(item, `${path}[]`);
    } else if (typeof value === 'object') {
      if (path !== '') note(path, 'object');
      for (const [name, item] of Object.entries(value)) walk(item, inside + name);
    } else note(path, typeof value);
  };
  for (const value of values) walk(value, '');
  return shape;
}
