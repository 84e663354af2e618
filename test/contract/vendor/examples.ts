/**
 * Replies as Tencent Cloud documents them: tencentcloud-cli, tccli/services/{vpc,cvm}/v20170312/examples.json. Values are
 * the vendor's; fields that neither the program nor vip.py reads are left out, but for some that tell a kind of reply.
 */
export interface Example {
  readonly service: 'vpc' | 'cvm';
  readonly action: string;
  readonly title: string;
  readonly reply: object;
}

const ip = (address: string, primary = false) => ({
  Description: '',
  Primary: primary,
  PrivateIpAddress: address,
  PublicIpAddress: '',
  IsWanIpBlocked: false,
  State: 'AVAILABLE',
});

export const extensionEni = {
  MacAddress: '20:90:6F:F5:34:C7',
  VpcId: 'vpc-2kx9z6h3',
  Zone: 'ap-guangzhou-2',
  NetworkInterfaceId: 'eni-f1xjkw1b',
  Primary: false,
  PrivateIpAddressSet: [ip('192.168.0.13', true), ip('192.168.0.15'), ip('192.168.0.17'), ip('192.168.0.24')],
  NetworkInterfaceDescription: 'demo',
  State: 'AVAILABLE',
  GroupSet: ['sg-c2r7lnxh', 'sg-f9ekbxeq'],
  Attachment: {
    InstanceId: 'ins-ymk3eje8',
    DeviceIndex: 1,
    InstanceAccountId: '251153169',
    AttachTime: '2021-01-08 16:36:49',
  },
  EniType: 1,
  SubnetId: 'subnet-nao8lfro',
  NetworkInterfaceName: 'main',
  AttachType: 1,
};

const looseEni = {
  VpcId: 'vpc-709l0i0x',
  SubnetId: 'subnet-qymfizh2',
  NetworkInterfaceId: 'eni-p17uqigx',
  NetworkInterfaceName: 'demo',
  GroupSet: ['sg-hcd8t9xj'],
  Primary: false,
  MacAddress: '20:90:6F:FC:9F:69',
  State: 'AVAILABLE',
  PrivateIpAddressSet: [{ ...ip('192.168.3.10', true), Description: '12312', AddressId: '' }],
  Attachment: null,
  AttachType: 1,
  EniType: 1,
};

const unboundEip = {
  AddressId: 'eip-qhx8udkc',
  AddressName: '未命名',
  AddressIp: '1.14.91.34',
  AddressStatus: 'UNBIND',
  AddressType: 'EIP',
  InstanceId: 'ins-wf123456',
  InstanceType: null,
  NetworkInterfaceId: 'eni-12345678',
  PrivateAddressIp: '10.2.3.4',
  IsArrears: false,
  IsBlocked: false,
  CascadeRelease: false,
  InternetChargeType: 'TRAFFIC_POSTPAID_BY_HOUR',
  Bandwidth: 1,
  DeadlineDate: null,
  InternetServiceProvider: 'BGP',
};

const troubledEip = {
  AddressId: 'eip-12345678',
  AddressName: 'demo',
  AddressStatus: 'UNBIND',
  AddressIp: '34.3.4.5.6',
  InstanceId: 'ins-12345678',
  NetworkInterfaceId: 'eni-12345678',
  PrivateAddressIp: '10.2.3.4',
  IsArrears: true,
  IsBlocked: true,
  AddressType: 'WanIp',
  CascadeRelease: true,
  InternetServiceProvider: 'BGP',
  Bandwidth: 1,
  InternetChargeType: 'TRAFFIC_POSTPAID_BY_HOUR',
  InstanceType: 'CVM',
};

export const boundEip = {
  ...unboundEip,
  AddressId: 'eip-93gyo275',
  AddressName: 'gwlb',
  AddressIp: '122.51.235.39',
  AddressStatus: 'BIND',
  AddressType: 'WanIP',
  InstanceId: 'ins-b2mc0ko1',
  InstanceType: 'CVM',
  NetworkInterfaceId: 'eni-akohvkv6',
  PrivateAddressIp: '10.0.1.9',
};

const templates = {
  ServiceTemplate: { ServiceId: 'ppm-f5n1f8da', ServiceGroupId: '' },
  AddressTemplate: { AddressGroupId: 'ipmg-2uw6ujo6', AddressId: '' },
  Action: 'ACCEPT',
};

const instance = {
  InstanceId: 'ins-xlsyru2j',
  InstanceName: 'myInstance',
  InstanceState: 'RUNNING',
  RestrictState: 'PROTECTIVELY_ISOLATED',
  CamRoleName: '',
  PrivateIpAddresses: ['172.16.32.78'],
  PublicIpAddresses: ['123.207.11.190'],
  SecurityGroupIds: ['sg-p1ezv4wz'],
  Placement: { HostId: 'host-h3m57oik', ProjectId: 1174660, Zone: 'ap-guangzhou-3' },
  VirtualPrivateCloud: { SubnetId: 'subnet-mv4sn55k', AsVpcGateway: false, VpcId: 'vpc-m0cnatxj' },
  InternetAccessible: {
    PublicIpAssigned: true,
    InternetChargeType: 'TRAFFIC_POSTPAID_BY_HOUR',
    InternetMaxBandwidthOut: 1,
  },
};

const haVip = {
  HaVipId: 'havip-2kce8v4q',
  HaVipName: 'demo',
  Vip: '10.3.3.15',
  VpcId: 'vpc-o31qeah3',
  SubnetId: 'subnet-8qywqc4y',
  NetworkInterfaceId: '',
  InstanceId: '',
  AddressIp: '',
  Business: '',
  // So in the examples; the type's own description says UNBIND.
  State: 'UNBOUND',
  CreatedTime: '2018-04-03 20:00:05',
};

const vpc = (action: string, title: string, reply: object): Example => ({ service: 'vpc', action, title, reply });
const cvm = (action: string, title: string, reply: object): Example => ({ service: 'cvm', action, title, reply });
const requestOnly = { RequestId: 'f23d1450-ed00-4442-98d4-be409e625e6c' };

export const examples: readonly Example[] = [
  cvm('DescribeInstances', 'by zone', { TotalCount: 1, InstanceSet: [instance] }),
  cvm('DescribeInstances', 'by tag', {
    TotalCount: 1,
    InstanceSet: [
      {
        ...instance,
        InstanceId: 'ins-9bxebleo',
        InternetAccessible: { InternetMaxBandwidthOut: 1, InternetChargeType: 'BANDWIDTH_PREPAID' },
      },
    ],
  }),
  cvm('DescribeRegions', 'all', {
    TotalCount: 9,
    RegionSet: [{ Region: 'ap-beijing', RegionName: '华北地区(北京)', RegionState: 'AVAILABLE' }],
  }),
  vpc('DescribeNetworkInterfaces', 'attached', { TotalCount: 1, NetworkInterfaceSet: [extensionEni] }),
  vpc('DescribeNetworkInterfaces', 'attached to nothing', { NetworkInterfaceSet: [looseEni], TotalCount: 1 }),
  vpc('DescribeNetworkInterfaceLimit', 'of an instance', {
    EniPrivateIpAddressQuantity: 10,
    ExtendEniPrivateIpAddressQuantity: 20,
    ExtendEniQuantity: 0,
    EniQuantity: 2,
  }),
  vpc('DescribeNetworkInterfaceLimit', 'of an ENI', {
    EniQuantity: 0,
    EniPrivateIpAddressQuantity: 10,
    ExtendEniQuantity: 0,
    ExtendEniPrivateIpAddressQuantity: 0,
  }),
  vpc('DescribeSubnets', 'by filters', {
    TotalCount: 1,
    SubnetSet: [{ VpcId: 'vpc-n0yr460a', SubnetId: 'subnet-bthucmmy', CidrBlock: '10.0.0.0/16', IsDefault: true }],
  }),
  vpc('DescribeUsedIpAddress', 'two addresses', {
    TotalCount: 2,
    IpAddressStates: [
      {
        VpcId: 'vpc-bx0vq623',
        SubnetId: 'subnet-dl3wd0vq',
        IpAddress: '10.0.0.1',
        ResourceType: 'ENI',
        ResourceId: 'eni-1',
      },
      {
        VpcId: 'vpc-bx0vq623',
        SubnetId: 'subnet-dl3wd0vq',
        IpAddress: '10.0.0.2',
        ResourceType: 'ENI',
        ResourceId: 'eni-2',
      },
    ],
  }),
  vpc('DescribeSecurityGroupPolicies', 'templates alone', {
    SecurityGroupPolicySet: {
      Ingress: [
        { PolicyIndex: 0, ...templates, PolicyDescription: 'ModifyPolicies' },
        { PolicyIndex: 1, ...templates, PolicyDescription: '2' },
      ],
      Egress: [{ PolicyIndex: 0, ...templates, PolicyDescription: 'E1' }],
      Version: '60',
    },
  }),
  vpc('CreateSecurityGroupPolicies', 'one rule', requestOnly),
  vpc('DescribeAddresses', 'all', { TotalCount: 1, AddressSet: [unboundEip] }),
  vpc('DescribeAddresses', 'by id, with a count of none', { TotalCount: 0, AddressSet: [troubledEip] }),
  vpc('DescribeAddresses', 'by type', { TotalCount: 1, AddressSet: [boundEip] }),
  vpc('DescribeNetworkAccountType', 'of the account', { NetworkAccountType: 'STANDARD' }),
  vpc('AllocateAddresses', 'one', { AddressSet: ['eip-m44ku5d2'], TaskId: '61531421' }),
  vpc('AssociateAddress', 'to an instance', { TaskId: '50121411' }),
  vpc('DisassociateAddress', 'one', { TaskId: '61531411' }),
  vpc('ReleaseAddresses', 'one', { TaskId: '12331420' }),
  vpc('AssignPrivateIpAddresses', 'one of any address', {
    PrivateIpAddressSet: [{ ...ip('172.16.32.237'), AddressId: '', State: 'PENDING' }],
  }),
  vpc('UnassignPrivateIpAddresses', 'one', requestOnly),
  vpc('ModifyPrivateIpAddressesAttribute', 'a name', requestOnly),
  vpc('MigratePrivateIpAddress', 'one', requestOnly),
  vpc('DescribeVpcTaskResult', 'a task', {
    Status: 'SUCCESS',
    Output: 'SUCCESS',
    Result: [{ ResourceId: 'eni-olifj433', Status: 'SUCCESS' }],
  }),
  vpc('CreateHaVip', 'one', { HaVip: { ...haVip, State: 'UNBIND', Business: 'SCF' } }),
  vpc('DescribeHaVips', 'by id', { TotalCount: 1, HaVipSet: [haVip] }),
  vpc('ModifyHaVipAttribute', 'a name', requestOnly),
  vpc('AssociateHaVipInstance', 'an instance', requestOnly),
  vpc('DisassociateHaVipInstance', 'an instance', requestOnly),
  vpc('HaVipAssociateAddressIp', 'an EIP', requestOnly),
  vpc('HaVipDisassociateAddressIp', 'its EIP', requestOnly),
  vpc('DeleteHaVip', 'one', requestOnly),
  vpc('DescribeVpcLimits', 'of VPCs', { VpcLimitSet: [{ LimitType: 'appid-max-vpcs', LimitValue: 5 }] }),
  vpc('DescribeTaskResult', 'a task', { TaskId: 12566700, Result: 'SUCCESS' }),
];
