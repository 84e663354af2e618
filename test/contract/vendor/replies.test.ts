import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { TencentCloud } from '../../../src/adapters/tencent/tencent-cloud.js';
import type { EipId, EniId, Ipv4 } from '../../../src/cluster/ids.js';
import { Secret } from '../../../src/cluster/secret.js';
import { operator, startTestCloud, type TestCloud } from '../../lab-cloud/start.js';
import { boundEip, examples, extensionEni } from './examples.js';

let stand: TestCloud;
let cloud: TencentCloud;
beforeAll(async () => {
  stand = await startTestCloud();
  const credentials = { ...operator, secretKey: new Secret(operator.secretKey), source: 'the test' };
  cloud = new TencentCloud({ credentials, region: 'ap-guangzhou', domain: stand.domain, agent: stand.agent });
});
afterAll(() => stand.stop());
afterEach(() => stand.control.reset());

/** From now on an action answers with this very reply. */
const answer = (replies: Readonly<Record<string, object>>) =>
  stand.control.set({ faults: Object.entries(replies).map(([action, reply]) => ({ action, effect: { reply } })) });
const replyOf = (action: string, title?: string) => {
  const found = examples.find((one) => one.action === action && (title === undefined || one.title === title));
  if (found === undefined) throw new Error(`the vendor shows no ${action} ${title}`);
  return found.reply;
};
const all = Object.fromEntries(examples.map(({ action }) => [action, replyOf(action)]));
const eips = (...set: readonly object[]) => ({ TotalCount: set.length, AddressSet: set });
const pair = { instances: ['ins-xlsyru2j'], eip: { id: 'eip-12345678' } };

describe('what the program understands of the vendor’s replies', () => {
  it('a HAVIP that nobody has, whatever its state is called', async () => {
    await answer(all);
    const { haVips, haVipQuota } = await cloud.inventory({ ...pair, haVips: true });
    expect(haVips).toMatchObject([{ id: 'havip-2kce8v4q', name: 'demo', address: '10.3.3.15', vpcId: 'vpc-o31qeah3' }]);
    expect(haVips[0]).not.toHaveProperty('eni');
    expect(haVips[0]).not.toHaveProperty('instance');
    // The quota that the vendor shows is another one.
    expect(haVipQuota).toBeUndefined();
  });

  it('all of what a run reads', async () => {
    await answer(all);
    expect(await cloud.inventory(pair)).toEqual({
      haVips: [],
      instances: [
        {
          id: 'ins-xlsyru2j',
          name: 'myInstance',
          zone: 'ap-guangzhou-3',
          state: 'RUNNING',
          vpcId: 'vpc-m0cnatxj',
          subnetId: 'subnet-mv4sn55k',
          privateIps: ['172.16.32.78'],
          publicIps: ['123.207.11.190'],
          securityGroupIds: ['sg-p1ezv4wz'],
          internet: { chargeType: 'TRAFFIC_POSTPAID_BY_HOUR', mbits: 1 },
          placement: { host: 'host-h3m57oik', groups: [] },
        },
      ],
      enis: [
        {
          id: 'eni-f1xjkw1b',
          name: 'main',
          primary: false,
          instance: 'ins-ymk3eje8',
          vpcId: 'vpc-2kx9z6h3',
          subnetId: 'subnet-nao8lfro',
          mac: '20:90:6f:f5:34:c7',
          state: 'AVAILABLE',
          extension: true,
          securityGroupIds: ['sg-c2r7lnxh', 'sg-f9ekbxeq'],
          ips: ['13', '15', '17', '24'].map((last, index) => ({
            address: `192.168.0.${last}`,
            primary: index === 0,
            description: '',
            state: 'AVAILABLE',
          })),
        },
      ],
      subnets: [{ id: 'subnet-bthucmmy', vpcId: 'vpc-n0yr460a', cidr: '10.0.0.0/16' }],
      securityGroups: ['sg-c2r7lnxh', 'sg-f9ekbxeq', 'sg-p1ezv4wz'].map((id) => ({
        id,
        ingress: [1, 2].map(() => ({ protocol: '', port: '', action: 'ACCEPT', template: true })),
        egress: [{ protocol: '', port: '', action: 'ACCEPT', template: true }],
      })),
      eips: [{ id: 'eip-qhx8udkc', name: '未命名', ip: '1.14.91.34', status: 'UNBIND' }],
      accountType: 'STANDARD',
    });
  });

  it('an ENI that is attached to nothing, and one without an EIP’s id', async () => {
    await answer({ ...all, DescribeNetworkInterfaces: replyOf('DescribeNetworkInterfaces', 'attached to nothing') });
    const [eni] = (await cloud.landscape()).enis;
    expect(eni).toMatchObject({ id: 'eni-p17uqigx', state: 'AVAILABLE', ips: [{ description: '12312' }] });
    expect(eni).not.toHaveProperty('instance');
    expect(eni?.ips[0]).not.toHaveProperty('eipId');
  });

  it('the quota of an ENI, by its kind', async () => {
    await answer(all);
    const standard = { instance: 'ins-ymk3eje8' };
    const ask = async (over: object) => (await cloud.withQuotas([{ ...standard, ...over } as never]))[0]?.ipQuota;
    expect(await ask({})).toBe(10);
    expect(await ask({ extension: true })).toBe(20);
    await answer({ DescribeNetworkInterfaceLimit: replyOf('DescribeNetworkInterfaceLimit', 'of an ENI') });
    expect(await ask({ extension: true })).toBeUndefined();
    await answer({ DescribeNetworkInterfaceLimit: { EniQuantity: 2 } });
    expect(await ask({})).toBeUndefined();
  });

  it('an ENI that names no security groups has those of its instance', async () => {
    const loose = {
      ...extensionEni,
      GroupSet: [],
      Attachment: { ...extensionEni.Attachment, InstanceId: 'ins-xlsyru2j' },
    };
    await answer({ ...all, DescribeNetworkInterfaces: { TotalCount: 1, NetworkInterfaceSet: [loose] } });
    expect((await cloud.inventory(pair)).enis[0]?.securityGroupIds).toEqual(['sg-p1ezv4wz']);
  });

  it('an EIP beside a count of none, with all that keeps it from serving', async () => {
    await answer({ ...all, DescribeAddresses: replyOf('DescribeAddresses', 'by id, with a count of none') });
    expect((await cloud.inventory(pair)).eips).toEqual([
      {
        id: 'eip-12345678',
        name: 'demo',
        ip: '34.3.4.5.6',
        status: 'UNBIND',
        arrears: true,
        blocked: true,
        releasedWhenUnbound: true,
      },
    ]);
  });

  it.each([
    ['BIND', true],
    ['BIND_ENI', true],
    ['BINDING', false],
    ['UNBINDING', false],
    ['UNBIND', false],
    ['OFFLINING', false],
  ])('that an EIP which is %s is bound: %s, whatever its fields say', async (status, isBound) => {
    await answer({ ...all, DescribeAddresses: eips({ ...boundEip, AddressStatus: status }) });
    const [eip] = (await cloud.inventory(pair)).eips;
    expect(eip?.status).toBe(status);
    expect([eip?.eni, eip?.privateIp]).toEqual(isBound ? ['eni-akohvkv6', '10.0.1.9'] : [undefined, undefined]);
  });

  it('every page, whatever the count says', async () => {
    const page = (from: number, count: number, total: number) => ({
      TotalCount: total,
      AddressSet: Array.from({ length: count }, (_, index) => ({ ...boundEip, AddressId: `eip-${from + index}` })),
    });
    for (const total of [0, 100, 250, 300]) {
      const pages = [page(0, 100, total), page(100, 100, total), page(200, 50, total)];
      const faults = pages.map((reply, index) => ({
        action: 'DescribeAddresses',
        nth: index + 1,
        times: 1,
        effect: { reply },
      }));
      await stand.control.reset();
      await stand.control.set({ faults });
      const found = (await cloud.landscape()).eips.map(({ id }) => id);
      expect(new Set(found).size, `a count of ${total}`).toBe(250);
    }
  });

  it('regions, addresses in use, and the kind of the account', async () => {
    await answer(all);
    expect(await cloud.regions()).toEqual([{ id: 'ap-beijing', name: '华北地区(北京)' }]);
    expect(await cloud.usedAddresses('vpc-bx0vq623', 'subnet-dl3wd0vq')).toEqual([
      { address: '10.0.0.1', resourceType: 'ENI', resourceId: 'eni-1' },
      { address: '10.0.0.2', resourceType: 'ENI', resourceId: 'eni-2' },
    ]);
    expect(await cloud.accountType()).toBe('STANDARD');
    await answer({ DescribeNetworkAccountType: { NetworkAccountType: 'LEGACY' } });
    expect(await cloud.accountType()).toBe('LEGACY');
  });

  it('changes, and their tasks', async () => {
    await answer(all);
    const [eip, eni, vip] = ['eip-ek0cdz1g' as EipId, 'eni-afo43z61' as EniId, '172.16.32.111' as Ipv4];
    expect(await cloud.allocateEip('web', 'token')).toEqual({ id: 'eip-m44ku5d2', task: { id: '61531421' } });
    expect(await cloud.associateEip(eip, eni, vip)).toEqual({ id: '50121411' });
    expect(await cloud.disassociateEip(eip)).toEqual({ id: '61531411' });
    expect(await cloud.releaseEip(eip)).toEqual({ id: '12331420' });
    expect((await cloud.migrateVip(eni, 'eni-g0n2axhd' as EniId, vip)).id).toMatch(/^[0-9a-f-]{36}$/);
    expect(await cloud.taskState({ id: '481e9b6e-81d1-4859-b8cf-a673e010b388' })).toBe('SUCCESS');
    expect(await cloud.taskState({ id: '12566700' })).toBe('SUCCESS');
    await expect(cloud.assignVip(eni, vip, 'x', 't')).resolves.toBeUndefined();
    await expect(cloud.describeVip(eni, vip, 'x')).resolves.toBeUndefined();
    await expect(cloud.unassignVip(eni, vip)).resolves.toBeUndefined();
  });

  it('a task of which the caller may hear nothing: no proof of a missing permission', async () => {
    const fault = (message: string) =>
      stand.control.set({
        faults: [{ action: 'DescribeVpcTaskResult', effect: { code: 'UnauthorizedOperation', message } }],
      });
    await fault('未授权操作。');
    expect(await cloud.proveMay('DescribeVpcTaskResult')).toBe('unproven');
    await fault(
      'you are not authorized to perform operation (vpc:DescribeVpcTaskResult)\nresource (*) has no permission\n',
    );
    expect(await cloud.proveMay('DescribeVpcTaskResult')).toBe('denied');
  });
});
