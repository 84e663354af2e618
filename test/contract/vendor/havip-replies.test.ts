import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { TencentCloud } from '../../../src/adapters/tencent/tencent-cloud.js';
import type { HaVipId, InstanceId, Ipv4 } from '../../../src/cluster/ids.js';
import { Secret } from '../../../src/cluster/secret.js';
import { operator, startTestCloud, type TestCloud } from '../../lab-cloud/start.js';

let stand: TestCloud;
let cloud: TencentCloud;
beforeAll(async () => {
  stand = await startTestCloud();
  const credentials = { ...operator, secretKey: new Secret(operator.secretKey), source: 'the test' };
  cloud = new TencentCloud({ credentials, region: 'ap-guangzhou', domain: stand.domain, agent: stand.agent });
});
afterAll(() => stand.stop());
afterEach(() => stand.control.reset());

/** From now on an action answers with this very reply, as tencentcloud-cli's examples.json has it. */
const answer = (action: string, reply: object) => stand.control.set({ faults: [{ action, effect: { reply } }] });

const shown = {
  ...{ HaVipId: 'havip-2kce8v4q', HaVipName: 'demo', Vip: '10.3.3.15', VpcId: 'vpc-o31qeah3' },
  ...{ SubnetId: 'subnet-8qywqc4y', NetworkInterfaceId: '', InstanceId: '', AddressIp: '', Business: '' },
  ...{ State: 'UNBOUND', CreatedTime: '2018-04-03 20:00:05' },
};

describe('what the program understands of the vendor’s replies about HAVIPs', () => {
  it('one that nobody has; where the reply does not say that announcements are checked, they count as unchecked', async () => {
    await answer('DescribeHaVips', { HaVipSet: [shown], TotalCount: 1 });
    expect(await cloud.haVips('vpc-o31qeah3')).toEqual([
      {
        ...{ id: 'havip-2kce8v4q', name: 'demo', address: '10.3.3.15', vpcId: 'vpc-o31qeah3' },
        ...{ subnetId: 'subnet-8qywqc4y', state: 'UNBOUND', checkAssociate: false, associations: [] },
      },
    ]);
    expect(await cloud.findHaVipOwner('havip-2kce8v4q' as HaVipId)).toBeUndefined();
  });

  it('one that an instance has, as its model describes it', async () => {
    const held = {
      ...{ NetworkInterfaceId: 'eni-pzrckpyd', InstanceId: 'ins-nkgrfbic', AddressIp: '119.29.93.218' },
      ...{ State: 'AVAILABLE', CheckAssociate: true, FlushedTime: '2018-10-10 17:03:09' },
      HaVipAssociationSet: [{ HaVipId: 'havip-2kce8v4q', InstanceId: 'ins-nkgrfbic', InstanceType: 'CVM' }],
    };
    await answer('DescribeHaVips', { HaVipSet: [{ ...shown, ...held }], TotalCount: 1 });
    expect(await cloud.haVips('vpc-o31qeah3')).toMatchObject([
      {
        ...{ eni: 'eni-pzrckpyd', instance: 'ins-nkgrfbic', eipAddress: '119.29.93.218', checkAssociate: true },
        ...{ flushedAt: '2018-10-10 17:03:09', associations: [{ instance: 'ins-nkgrfbic', type: 'CVM' }] },
      },
    ]);
    expect(await cloud.findHaVipOwner('havip-2kce8v4q' as HaVipId)).toBe('eni-pzrckpyd');
  });

  it('a time of zeros is no time', async () => {
    await answer('DescribeHaVips', { HaVipSet: [{ ...shown, FlushedTime: '0000-00-00 00:00:00' }], TotalCount: 1 });
    expect((await cloud.haVips('vpc-o31qeah3'))[0]).not.toHaveProperty('flushedAt');
  });

  it('the one that was made', async () => {
    await answer('CreateHaVip', { HaVip: { ...shown, HaVipId: 'havip-72alakye', State: 'UNBIND' } });
    const request = {
      ...{ name: 'test name', cluster: 'web', vpcId: 'vpc-6v2ht8q5', subnetId: 'subnet-qq51iwr4' },
      ...{ vip: '10.4.6.15' as Ipv4, instances: ['ins-nkgrfbic' as InstanceId] },
    };
    expect(await cloud.createHaVip(request, 'token')).toBe('havip-72alakye');
  });

  it('a quota under another name is none', async () => {
    await answer('DescribeVpcLimits', { VpcLimitSet: [{ LimitType: 'appid-max-vpcs', LimitValue: 5 }] });
    const { haVipQuota, haVips } = await cloud.inventory({ instances: ['ins-labnode1'], haVips: true });
    expect([haVipQuota, haVips]).toEqual([undefined, []]);
  });
});
