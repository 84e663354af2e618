import { readFileSync } from 'node:fs';
import { connect as connectTcp, type Socket } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { TencentCloud } from '../../../src/adapters/tencent/tencent-cloud.js';
import { TunnelAgent } from '../../../src/adapters/tencent/tunnel-agent.js';
import { Secret } from '../../../src/cluster/secret.js';
import { CloudError, HostError } from '../../../src/errors.js';
import { operator, startTestCloud, type TestCloud } from '../../lab-cloud/start.js';

let stand: TestCloud;
beforeAll(async () => {
  stand = await startTestCloud();
});
afterAll(() => stand.stop());

function through(open: (host: string, port: number) => Promise<Socket>) {
  const agent = new TunnelAgent(open, { ca: readFileSync(stand.authority) });
  const credentials = { ...operator, secretKey: new Secret(operator.secretKey), source: 'the test' };
  return new TencentCloud({ credentials, region: 'ap-beijing', domain: stand.domain, agent });
}
const pair = { instances: ['ins-labnode1', 'ins-labnode2'] };

it('reaches the API through a connection that somebody else opens, with TLS end to end', async () => {
  const opened: string[] = [];
  const cloud = through(async (host, port) => {
    opened.push(host);
    return connectTcp(port, '127.0.0.1');
  });
  expect((await cloud.inventory(pair)).instances).toHaveLength(2);
  expect(new Set(opened)).toEqual(new Set(['vpc.tencentcloudapi.com', 'cvm.tencentcloudapi.com']));
});

it('passes on that the host itself forbids the way', async () => {
  const cloud = through(() => Promise.reject(new HostError('forwarding', 'administratively prohibited')));
  await expect(cloud.inventory(pair)).rejects.toBeInstanceOf(HostError);
});

it('takes an API that the host cannot reach for the API’s silence', async () => {
  const cloud = through(() => Promise.reject(new HostError('unreachable', 'no route to it')));
  const failure = await cloud.findOwner([], '10.0.1.100' as never).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(CloudError);
  expect(failure).toMatchObject({ code: 'Network', message: expect.stringContaining('no route to it') });
});
