import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { limited, startTestCloud, type TestCloud } from '../lab-cloud/start.js';
import { codeOf, verifyReply, vpcClient } from './sdk.js';

let cloud: TestCloud;
beforeAll(async () => {
  cloud = await startTestCloud({ knobs: { haVipLandMs: 20 } });
});
afterAll(() => cloud.stop());
beforeEach(() => cloud.control.reset());

const vip = '10.0.1.100';
const place = { VpcId: 'vpc-lab00001', SubnetId: 'subnet-lab00001', HaVipName: 'ha-setup/web' };
const cvm = (...instances: readonly string[]) =>
  instances.map((InstanceId) => ({ InstanceId, InstanceType: 'CVM' as string }));
const pair = cvm('ins-labnode1', 'ins-labnode2');

type Request = Parameters<ReturnType<typeof vpcClient>['CreateHaVip']>[0];
/** undefined leaves a field out. */
type Create = { readonly [Name in keyof Request]?: Request[Name] | undefined };
const create = (more: Create = {}) => {
  const request = { ...place, Vip: vip, CheckAssociate: true, HaVipAssociationSet: pair, ...more };
  return vpcClient(cloud).CreateHaVip(JSON.parse(JSON.stringify(request)) as Request);
};
const made = async () => (await create()).HaVip?.HaVipId ?? '';
const find = (Filters: { Name: string; Values: string[] }[]) =>
  vpcClient(cloud)
    .DescribeHaVips({ Filters })
    .then(({ HaVipSet }) => HaVipSet?.map(({ HaVipId }) => HaVipId));
const done = (TaskId = '') =>
  vi.waitFor(async () => {
    const { Status } = await vpcClient(cloud).DescribeVpcTaskResult({ TaskId });
    expect(Status).not.toBe('RUNNING');
    return Status;
  });

describe('CreateHaVip', () => {
  it('makes one at once, that nobody has', async () => {
    const answer = await create({ Tags: [{ Key: 'ha-setup', Value: 'web' }] });
    verifyReply('vpc', 'CreateHaVip', answer);
    expect(answer.HaVip).toMatchObject({
      ...{ HaVipName: 'ha-setup/web', Vip: vip, VpcId: place.VpcId, SubnetId: place.SubnetId, State: 'UNBIND' },
      ...{ InstanceId: '', NetworkInterfaceId: '', AddressIp: '', CheckAssociate: true },
      FlushedTime: '0000-00-00 00:00:00',
      TagSet: [{ Key: 'ha-setup', Value: 'web' }],
    });
    expect(answer.HaVip?.HaVipAssociationSet?.map(({ InstanceId }) => InstanceId)).toEqual([
      'ins-labnode1',
      'ins-labnode2',
    ]);
  });

  it('finds a free address, and one that is given nobody else gets', async () => {
    const [first, second] = [await create({ Vip: undefined }), await create({ Vip: undefined })];
    const vips = [first, second].map(({ HaVip }) => HaVip?.Vip ?? '');
    expect(new Set(vips).size).toBe(2);
    const used = await vpcClient(cloud).DescribeUsedIpAddress({
      ...{ VpcId: place.VpcId, SubnetId: place.SubnetId, IpAddresses: vips },
    });
    expect(used.IpAddressStates?.map(({ ResourceType }) => ResourceType)).toEqual(['HAVIP', 'HAVIP']);
    const assign = vpcClient(cloud).AssignPrivateIpAddresses({
      NetworkInterfaceId: 'eni-labnode1',
      PrivateIpAddresses: [{ PrivateIpAddress: vips[0] ?? '' }],
    });
    expect(await codeOf(assign)).toBe('ResourceInUse');
  });

  it('is open to everybody unless it is told otherwise', async () => {
    expect((await create({ CheckAssociate: undefined })).HaVip?.CheckAssociate).toBe(false);
  });

  it('answers the same token with the same HAVIP', async () => {
    const again = { ClientToken: 'once' };
    expect((await create(again)).HaVip?.HaVipId).toBe((await create(again)).HaVip?.HaVipId);
  });

  it.each<[string, Create]>([
    ['ResourceNotFound', { VpcId: 'vpc-nobody01' }],
    ['UnsupportedOperation.SubnetNotExists', { SubnetId: 'subnet-nobody01' }],
    ['InvalidParameterValue.TooLong', { HaVipName: 'x'.repeat(61) }],
    ['InvalidParameterValue.Malformed', { Vip: '10.0.1' }],
    ['InvalidParameterValue.Range', { Vip: '10.0.2.9' }],
    ['InvalidParameterValue.Reserved', { Vip: '10.0.1.1' }],
    ['ResourceInUse', { Vip: '10.0.1.16' }],
    ['ResourceNotFound', { HaVipAssociationSet: cvm('ins-nobody01') }],
    ['InvalidParameterValue.Duplicate', { HaVipAssociationSet: cvm('ins-labnode1', 'ins-labnode1') }],
    ['InvalidParameterValue', { HaVipAssociationSet: [{ InstanceId: 'eni-labnode1', InstanceType: 'ENI' }] }],
    ['InvalidParameterValue', { HaVipAssociationSet: [{ InstanceId: 'ins-labnode1', InstanceType: 'ENI' }] }],
    ['InvalidParameter', { SubnetId: undefined, Vip: undefined }],
  ])('refuses with %s: %j', async (code, more) => {
    expect(await codeOf(create(more))).toBe(code);
    expect((await cloud.control.record()).haVips).toEqual([]);
  });

  it('refuses a secondary ENI beside an instance, an eleventh instance, and one more than the quota', async () => {
    const change = { kind: 'add-eni', id: 'eni-second01', instance: 'ins-labnode1', address: '10.0.1.90' } as const;
    await cloud.control.change(change, { kind: 'havip-quota', quota: 1 });
    const mixed = [...pair, { InstanceId: 'eni-second01', InstanceType: 'ENI' }];
    expect(await codeOf(create({ HaVipAssociationSet: mixed }))).toBe('InvalidParameterValue');
    const many = Array.from({ length: 11 }, (_, index) => `ins-othr${String(index + 1).padStart(4, '0')}`);
    expect(await codeOf(create({ HaVipAssociationSet: cvm(...many) }))).toBe('LimitExceeded');
    await create();
    expect(await codeOf(create({ Vip: '10.0.1.101' }))).toBe('LimitExceeded');
  });

  it('is refused while the account is not in the beta, and so is the list, as the knob says', async () => {
    const list = () => codeOf(vpcClient(cloud).DescribeHaVips({}));
    await cloud.control.set({ haVipBeta: 'create-refused' });
    expect([await codeOf(create()), await list()]).toEqual(['UnsupportedOperation', 'accepted']);
    await cloud.control.set({ haVipBeta: 'refused' });
    expect([await codeOf(create()), await list()]).toEqual(['UnsupportedOperation', 'UnsupportedOperation']);
  });

  it('needs a permission, and so does all that changes one', async () => {
    const id = await made();
    const vpc = vpcClient(cloud, { credential: limited });
    expect(await codeOf(vpc.CreateHaVip(place))).toBe('UnauthorizedOperation');
    expect(await codeOf(vpc.DeleteHaVip({ HaVipId: id }))).toBe('UnauthorizedOperation');
    expect(await codeOf(vpc.HaVipAssociateAddressIp({ HaVipId: id, AddressIp: '198.51.100.9' }))).toBe(
      'UnauthorizedOperation',
    );
    expect(await codeOf(vpc.DescribeHaVips({ HaVipIds: [id] }))).toBe('accepted');
  });
});

describe('DescribeHaVips', () => {
  it('filters, pages and counts', async () => {
    const id = await made();
    await create({ Vip: '10.0.1.101', HaVipName: 'other', CheckAssociate: false, HaVipAssociationSet: [] });
    const answer = await vpcClient(cloud).DescribeHaVips({ Limit: 1 });
    verifyReply('vpc', 'DescribeHaVips', answer);
    expect([answer.HaVipSet?.length, answer.TotalCount]).toEqual([1, 2]);
    for (const [Name, value] of [
      ['havip-id', id],
      ['havip-name', 'ha-setup/web'],
      ['vip', vip],
      ['havip-association.instance-id', 'ins-labnode2'],
      ['havip-association.instance-type', 'CVM'],
      ['check-associate', 'true'],
    ] as const) {
      expect(await find([{ Name, Values: [value] }]), Name).toEqual([id]);
    }
    expect(await find([{ Name: 'vpc-id', Values: [place.VpcId] }])).toHaveLength(2);
    expect(await find([{ Name: 'subnet-id', Values: ['subnet-lab00002'] }])).toEqual([]);
    expect(await find([{ Name: 'address-ip', Values: ['198.51.100.9'] }])).toEqual([]);
  });

  it('refuses ids beside filters, and what it does not know', async () => {
    const vpc = vpcClient(cloud);
    const Filters = [{ Name: 'vip', Values: [vip] }];
    expect(await codeOf(vpc.DescribeHaVips({ HaVipIds: [await made()], Filters }))).toBe('InvalidParameter.Coexist');
    expect(await codeOf(find([{ Name: 'colour', Values: ['red'] }]))).toBe('InvalidParameter.FilterInvalidKey');
    expect(await codeOf(vpc.DescribeHaVips({ HaVipIds: ['vip-1'] }))).toBe('InvalidParameterValue.Malformed');
    expect(await codeOf(find([{ Name: 'vip', Values: Array.from({ length: 6 }, () => vip) }]))).toBe(
      'InvalidParameterValue.LimitExceeded',
    );
    expect(await codeOf(vpc.DescribeHaVips({ Limit: 101 }))).toBe('InvalidParameterValue.Range');
  });
});

describe('the range of instances', () => {
  it('changes, and moves nothing', async () => {
    const id = await made();
    const vpc = vpcClient(cloud);
    await cloud.control.change({ kind: 'announce', address: vip, eni: 'eni-labnode1' });
    await vi.waitFor(async () => expect(await cloud.control.owner(vip)).toBe('eni-labnode1'));
    const set = (...ids: readonly string[]) => ({
      HaVipAssociationSet: cvm(...ids).map((one) => ({ ...one, HaVipId: id })),
    });
    verifyReply('vpc', 'AssociateHaVipInstance', await vpc.AssociateHaVipInstance(set('ins-labclnt1')));
    expect(await codeOf(vpc.AssociateHaVipInstance(set('ins-labclnt1')))).toBe(
      'InvalidParameterValue.DuplicatedHaVipAssociations',
    );
    expect(await codeOf(vpc.AssociateHaVipInstance({ HaVipAssociationSet: pair }))).toBe('MissingParameter');
    verifyReply('vpc', 'DisassociateHaVipInstance', await vpc.DisassociateHaVipInstance(set('ins-labnode1')));
    expect(await codeOf(vpc.DisassociateHaVipInstance(set('ins-labnode1')))).toBe('ResourceNotFound');
    expect(await cloud.control.owner(vip)).toBe('eni-labnode1');
    const [haVip] = (await cloud.control.record()).haVips;
    expect(haVip?.associations.map(({ instance }) => instance)).toEqual(['ins-labnode2', 'ins-labclnt1']);
  });
});

describe('a HAVIP’s EIP', () => {
  const eip = { id: 'eip-test0001', ip: '198.51.100.9' };
  const addEip = () => cloud.control.change({ kind: 'add-eip', ...eip, name: 'web' });
  const status = async () => {
    const { AddressSet } = await vpcClient(cloud).DescribeAddresses({ AddressIds: [eip.id] });
    return AddressSet?.[0];
  };

  it('is bound and unbound by its address, each a task', async () => {
    const HaVipId = await made();
    await addEip();
    const vpc = vpcClient(cloud);
    const bound = await vpc.HaVipAssociateAddressIp({ HaVipId, AddressIp: eip.ip });
    verifyReply('vpc', 'HaVipAssociateAddressIp', bound);
    expect((await status())?.AddressStatus).toBe('BINDING');
    expect(await codeOf(vpc.DeleteHaVip({ HaVipId }))).toBe('UnsupportedOperation.MutexOperationTaskRunning');
    expect(await done(bound.RequestId)).toBe('SUCCESS');
    expect(await status()).toMatchObject({
      ...{ AddressStatus: 'BIND', InstanceType: 'HAVIP', InstanceId: HaVipId, PrivateAddressIp: vip },
    });
    expect(await find([{ Name: 'address-ip', Values: [eip.ip] }])).toEqual([HaVipId]);
    expect(await codeOf(vpc.HaVipAssociateAddressIp({ HaVipId, AddressIp: eip.ip }))).toBe(
      'UnsupportedOperation.BindEIP',
    );
    expect(await codeOf(vpc.DisassociateAddress({ AddressId: eip.id }))).toBe('InvalidInstance.NotSupported');
    expect(await codeOf(vpc.ReleaseAddresses({ AddressIds: [eip.id] }))).toBe(
      'UnsupportedOperation.AddressStatusNotPermit',
    );
    expect(await codeOf(vpc.DeleteHaVip({ HaVipId }))).toBe('UnsupportedOperation');
    const unbound = await vpc.HaVipDisassociateAddressIp({ HaVipId });
    verifyReply('vpc', 'HaVipDisassociateAddressIp', unbound);
    expect(await done(unbound.RequestId)).toBe('SUCCESS');
    expect((await status())?.AddressStatus).toBe('UNBIND');
    expect(await codeOf(vpc.HaVipDisassociateAddressIp({ HaVipId }))).toBe('UnsupportedOperation.UnbindEIP');
  });

  it('stays as it was where the task fails', async () => {
    const HaVipId = await made();
    await addEip();
    await cloud.control.set({ faults: [{ action: 'HaVipAssociateAddressIp', effect: { taskFails: true } }] });
    const { RequestId } = await vpcClient(cloud).HaVipAssociateAddressIp({ HaVipId, AddressIp: eip.ip });
    expect(await done(RequestId)).toBe('FAILED');
    expect((await status())?.AddressStatus).toBe('UNBIND');
  });

  it('must exist, and the HAVIP too', async () => {
    const vpc = vpcClient(cloud);
    const HaVipId = await made();
    expect(await codeOf(vpc.HaVipAssociateAddressIp({ HaVipId, AddressIp: eip.ip }))).toBe('ResourceNotFound');
    expect(await codeOf(vpc.HaVipAssociateAddressIp({ HaVipId, AddressIp: eip.id }))).toBe(
      'InvalidParameterValue.Malformed',
    );
    expect(await codeOf(vpc.HaVipDisassociateAddressIp({ HaVipId: 'havip-nobody01' }))).toBe('ResourceNotFound');
  });
});

it('a HAVIP is renamed, and goes by a task', async () => {
  const HaVipId = await made();
  const vpc = vpcClient(cloud);
  verifyReply('vpc', 'ModifyHaVipAttribute', await vpc.ModifyHaVipAttribute({ HaVipId, HaVipName: 'new' }));
  expect(await find([{ Name: 'havip-name', Values: ['new'] }])).toEqual([HaVipId]);
  const gone = await vpc.DeleteHaVip({ HaVipId });
  verifyReply('vpc', 'DeleteHaVip', gone);
  expect(await done(gone.RequestId)).toBe('SUCCESS');
  expect((await vpc.DescribeHaVips({ HaVipIds: [HaVipId] })).HaVipSet).toEqual([]);
  expect(await codeOf(vpc.DeleteHaVip({ HaVipId }))).toBe('ResourceNotFound');
});

it('the quota of a VPC is told by its name', async () => {
  await cloud.control.change({ kind: 'havip-quota', quota: 3 });
  const vpc = vpcClient(cloud);
  const answer = await vpc.DescribeVpcLimits({ LimitTypes: ['vpc-max-havips'] });
  verifyReply('vpc', 'DescribeVpcLimits', answer);
  expect(answer.VpcLimitSet).toEqual([{ LimitType: 'vpc-max-havips', LimitValue: 3 }]);
  expect(await codeOf(vpc.DescribeVpcLimits({ LimitTypes: ['vpc-max-nothing'] }))).toBe('InvalidParameterValue');
});
