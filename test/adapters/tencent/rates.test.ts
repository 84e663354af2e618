import { afterAll, beforeAll, expect, it } from 'vitest';
import { TencentCloud } from '../../../src/adapters/tencent/tencent-cloud.js';
import { Secret } from '../../../src/cluster/secret.js';
import { operator, startTestCloud, type TestCloud } from '../../lab-cloud/start.js';

let stand: TestCloud;
beforeAll(async () => {
  stand = await startTestCloud({ otherInstances: 100 });
});
afterAll(() => stand.stop());

it('asks for the quotas of 100 instances without one refusal, though two pairs are at work at once', async () => {
  const credentials = { ...operator, secretKey: new Secret(operator.secretKey), source: 'the test' };
  const connect = () =>
    new TencentCloud({ credentials, region: 'ap-beijing', domain: stand.domain, agent: stand.agent });
  const [one, other] = [connect(), connect()];
  const { enis } = await one.landscape();
  const half = Math.ceil(enis.length / 2);
  const found = await Promise.all([one.withQuotas(enis.slice(0, half)), other.withQuotas(enis.slice(half))]);
  expect(found.flat().length).toBeGreaterThanOrEqual(100);
  expect(found.flat().every(({ ipQuota }) => ipQuota !== undefined)).toBe(true);
  const asked = (await stand.control.calls()).filter(({ action }) => action === 'DescribeNetworkInterfaceLimit');
  expect(asked.map(({ code }) => code).filter((code) => code !== 'ok')).toEqual([]);
  expect(asked).toHaveLength(enis.length);
});
