import type { TestCloud } from '../../lab-cloud/start.js';
import { cvmClient, vpcClient } from '../sdk.js';

export const eni = 'eni-labnode1';
const other = 'eni-labnode2';
export const eip = { AddressId: 'eip-test0001' };
const haVip = { HaVipId: 'havip-test0001' };
const range = { HaVipAssociationSet: [{ ...haVip, InstanceId: 'ins-labclnt1', InstanceType: 'CVM' }] };
const ip = (address: string, more = {}) => ({ PrivateIpAddresses: [{ PrivateIpAddress: address, ...more }] });

/** Every action once or more, in an order in which it is accepted. */
const plays: readonly (readonly [string, ...object[]])[] = [
  ['DescribeRegions', {}],
  ['DescribeInstances', { InstanceIds: ['ins-labnode1'] }],
  ['DescribeNetworkAccountType', {}],
  ['AssignPrivateIpAddresses', { NetworkInterfaceId: eni, ...ip('10.0.1.100') }],
  ['ModifyPrivateIpAddressesAttribute', { NetworkInterfaceId: eni, ...ip('10.0.1.100', { Description: 'x' }) }],
  ['DescribeNetworkInterfaces', { NetworkInterfaceIds: [eni] }],
  ['DescribeNetworkInterfaceLimit', { InstanceId: 'ins-labnode1' }, { InstanceId: eni }],
  ['DescribeSubnets', { SubnetIds: ['subnet-lab00001'] }],
  ['DescribeUsedIpAddress', { VpcId: 'vpc-lab00001', SubnetId: 'subnet-lab00001' }],
  ['DescribeSecurityGroupPolicies', { SecurityGroupId: 'sg-lab00001' }],
  [
    'CreateSecurityGroupPolicies',
    {
      SecurityGroupId: 'sg-lab00001',
      SecurityGroupPolicySet: {
        Ingress: [{ Protocol: 'ALL', Port: 'ALL', CidrBlock: '10.0.1.17/32', Action: 'ACCEPT' }],
      },
    },
  ],
  ['AllocateAddresses', { AddressCount: 1, AddressName: 'web' }],
  ['AssociateAddress', { ...eip, NetworkInterfaceId: eni, PrivateIpAddress: '10.0.1.100' }],
  ['DescribeAddresses', {}],
  ['DescribeInstances', { InstanceIds: ['ins-labnode1'] }],
  ['DisassociateAddress', eip],
  ['DescribeAddresses', {}],
  ['ReleaseAddresses', { AddressIds: ['eip-test0001'] }],
  [
    'MigratePrivateIpAddress',
    { SourceNetworkInterfaceId: eni, DestinationNetworkInterfaceId: other, PrivateIpAddress: '10.0.1.100' },
  ],
  ['CreateHaVip', { VpcId: 'vpc-lab00001', SubnetId: 'subnet-lab00001', HaVipName: 'web' }],
  ['DescribeVpcLimits', { LimitTypes: ['vpc-max-havips'] }],
  ['ModifyHaVipAttribute', { ...haVip, HaVipName: 'other' }],
  ['AssociateHaVipInstance', range],
  ['DescribeHaVips', { HaVipIds: [haVip.HaVipId] }],
  ['DisassociateHaVipInstance', range],
  ['HaVipAssociateAddressIp', { ...haVip, AddressIp: '198.51.100.9' }],
  ['HaVipDisassociateAddressIp', haVip],
  ['DeleteHaVip', haVip],
  ['UnassignPrivateIpAddresses', { NetworkInterfaceId: other, ...ip('10.0.1.100') }],
];

async function play(
  stand: TestCloud,
  replies: Record<string, unknown[]>,
  action: string,
  request: object,
): Promise<void> {
  if (action === 'AssociateAddress')
    await stand.control.change({ kind: 'add-eip', id: eip.AddressId, ip: '198.51.100.9', name: 'web' });
  if (action === 'CreateHaVip') {
    const place = { name: 'web', address: '10.0.1.101', checkAssociate: true, instances: ['ins-labnode1'] };
    await stand.control.change({ kind: 'add-havip', id: haVip.HaVipId, ...place });
    await stand.control.change({ kind: 'add-eip', id: 'eip-test0002', ip: '198.51.100.9', name: 'web' });
  }
  const client = /^Describe(Regions|Instances)$/.test(action) ? cvmClient(stand) : vpcClient(stand);
  const answer = (await client.request(action, request)) as { RequestId: string; TaskId?: string };
  replies[action] = [...(replies[action] ?? []), answer];
  await new Promise((resolve) => setTimeout(resolve, 40));
  if (action === 'MigratePrivateIpAddress')
    await play(stand, replies, 'DescribeVpcTaskResult', { TaskId: answer.RequestId });
  if (action === 'ReleaseAddresses')
    await play(stand, replies, 'DescribeTaskResult', { TaskId: Number(answer.TaskId) });
}

/** What the stand-in answers to each action, by its name; the stand-in has landed everything within 20 ms. */
export async function playAll(stand: TestCloud): Promise<Readonly<Record<string, readonly unknown[]>>> {
  const replies: Record<string, unknown[]> = {};
  for (const [action, ...requests] of plays) {
    for (const request of requests) await play(stand, replies, action, request);
  }
  return replies;
}
