import { afterEach, beforeEach, expect, it } from 'vitest';
import { TencentCloud } from '../../../src/adapters/tencent/tencent-cloud.js';
import { Secret } from '../../../src/cluster/secret.js';
import { operator, startTestCloud, type TestCloud } from '../../lab-cloud/start.js';

const latencyMs = 300;
let stand: TestCloud;
let cloud: TencentCloud;
beforeEach(async () => {
  stand = await startTestCloud({ otherInstances: 230, knobs: { latencyMs } });
  cloud = new TencentCloud({
    credentials: { ...operator, secretKey: new Secret(operator.secretKey), source: 'the test' },
    region: 'ap-beijing',
    domain: stand.domain,
    agent: stand.agent,
  });
});
afterEach(() => stand.stop());

it('takes two round trips', async () => {
  const query = { instances: ['ins-labnode1', 'ins-labnode2'], eip: { name: 'ha-setup-web' } };
  await cloud.inventory(query);
  const before = Date.now();
  await cloud.inventory(query);
  expect(Date.now() - before).toBeLessThan(3 * latencyMs);
});

it('reads every page of a crowded subnet', async () => {
  const crowd = await startTestCloud({ otherInstances: 230 });
  try {
    const { enis } = await new TencentCloud({
      credentials: { ...operator, secretKey: new Secret(operator.secretKey), source: 'the test' },
      region: 'ap-beijing',
      domain: crowd.domain,
      agent: crowd.agent,
    }).inventory({ instances: ['ins-othr0200'] });
    // Every twelfth of the others has a second address; 206 of them live in that subnet.
    expect(enis.filter((eni) => eni.ips.length > 1)).toHaveLength(17);
    const pages = (await crowd.control.calls()).filter(
      (call) => call.action === 'DescribeNetworkInterfaces' && JSON.stringify(call.params).includes('subnet-id'),
    );
    expect(pages.map((call) => (call.params as { Offset: number }).Offset).sort((a, b) => a - b)).toEqual([
      0, 100, 200,
    ]);
  } finally {
    await crowd.stop();
  }
});

it('reads security rules in the order in which they are judged', async () => {
  await stand.control.set({ latencyMs: 0 });
  await stand.control.change({
    kind: 'rules',
    group: 'sg-lab00001',
    ingress: [
      { Protocol: 'tcp', Port: '22', CidrBlock: '0.0.0.0/0', Action: 'ACCEPT' },
      { Protocol: 'ALL', Port: 'ALL', SecurityGroupId: 'sg-lab00001', Action: 'ACCEPT' },
      { AddressTemplate: { AddressId: 'ipm-1' }, Action: 'DROP' },
    ],
  });
  const { securityGroups } = await cloud.inventory({ instances: ['ins-labnode1'] });
  expect(securityGroups[0]?.ingress).toEqual([
    { protocol: 'TCP', port: '22', action: 'ACCEPT', cidr: '0.0.0.0/0', template: false },
    { protocol: 'ALL', port: 'ALL', action: 'ACCEPT', groupId: 'sg-lab00001', template: false },
    { protocol: '', port: '', action: 'DROP', template: true },
  ]);
});

it('reads what the API tells of the hardware under an instance, in either of the fields for its group', async () => {
  await stand.control.set({ latencyMs: 0 });
  const read = async () => (await cloud.inventory({ instances: ['ins-labnode1'] })).instances[0]?.placement;
  expect(await read()).toEqual({ groups: ['ps-lab00001'] });
  await stand.control.change({ kind: 'placement', instance: 'ins-labnode1', host: 'host-1', rack: 'rack-1' });
  expect(await read()).toEqual({ groups: [], host: 'host-1', rack: 'rack-1' });
});
