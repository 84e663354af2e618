import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestCloud, type TestCloud } from '../../lab-cloud/start.js';
import { cvmClient, vpcClient } from '../sdk.js';
import { examples } from './examples.js';
import { nullable, reads, type Shape, shapeOf } from './reads.js';

let stand: TestCloud;
const replies: Record<string, unknown[]> = {};
beforeAll(async () => {
  stand = await startTestCloud({ knobs: { landingMs: 20, assignMs: 10, eipMs: 10 } });
  for (const [action, ...requests] of plays) for (const request of requests) await play(action, request);
});
afterAll(() => stand.stop());

const [eni, other] = ['eni-labnode1', 'eni-labnode2'];
const eip = { AddressId: 'eip-test0001' };
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
  ['UnassignPrivateIpAddresses', { NetworkInterfaceId: other, ...ip('10.0.1.100') }],
];

async function play(action: string, request: object): Promise<void> {
  if (action === 'AssociateAddress')
    await stand.control.change({ kind: 'add-eip', id: eip.AddressId, ip: '198.51.100.9', name: 'web' });
  const client = /^Describe(Regions|Instances)$/.test(action) ? cvmClient(stand) : vpcClient(stand);
  const answer = (await client.request(action, request)) as { RequestId: string; TaskId?: string };
  replies[action] = [...(replies[action] ?? []), answer];
  await new Promise((resolve) => setTimeout(resolve, 40));
  if (action === 'MigratePrivateIpAddress') await play('DescribeVpcTaskResult', { TaskId: answer.RequestId });
  if (action === 'ReleaseAddresses') await play('DescribeTaskResult', { TaskId: Number(answer.TaskId) });
}

const shown = (action: string): Shape =>
  shapeOf(...examples.filter((one) => one.action === action).map(({ reply }) => reply));

it('every action that the vendor shows is played', () => {
  expect(new Set(Object.keys(replies))).toEqual(new Set(examples.map(({ action }) => action)));
  expect(new Set(Object.keys(reads))).toEqual(new Set(Object.keys(replies)));
});

it.each(Object.keys(reads))('%s answers in the vendor’s shape', (action) => {
  const theirs = shown(action);
  const ours = shapeOf(...(replies[action] ?? []));
  const differences = (reads[action] ?? []).flatMap((path) => {
    const expected = theirs.get(path);
    if (expected === undefined) return [];
    const found = ours.get(path);
    // What the vendor shows in a template is in no group of the lab's.
    if (found === undefined) return /Template/.test(path) ? [] : [`${path} is missing`];
    const strange = [...found].filter((type) => !expected.has(type) && !(type === 'null' && nullable.includes(path)));
    return strange.length === 0 ? [] : [`${path} is ${strange.join(' or ')}, not ${[...expected].join(' or ')}`];
  });
  expect(differences).toEqual([]);
});

it('an EIP that was unbound still shows where it was, as the vendor’s does', () => {
  const [, unbound] = (replies['DescribeAddresses'] ?? []) as { AddressSet: { AddressId: string }[] }[];
  expect(unbound?.AddressSet.find(({ AddressId }) => AddressId === eip.AddressId)).toMatchObject({
    AddressStatus: 'UNBIND',
    NetworkInterfaceId: eni,
    PrivateAddressIp: '10.0.1.100',
  });
});
