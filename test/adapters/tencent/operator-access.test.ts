import { expect, test } from 'vitest';
import { OperatorAccess } from '../../../src/adapters/tencent/operator-access.js';
import { Secret } from '../../../src/cluster/secret.js';
import type { CloudPort } from '../../../src/ports/cloud.js';
import type { CloudCredentials, KeyRing } from '../../../src/ports/credentials.js';
import { FakePrompter } from '../../fakes/prompter.js';
import { as } from '../../fakes/view.js';

const keysOf = (known?: CloudCredentials): KeyRing => {
  let found = known;
  return as<KeyRing>({
    operator: async () => found,
    useOperator: (typed: CloudCredentials) => {
      found = typed;
    },
  });
};
const known: CloudCredentials = { secretId: 'AKID1', secretKey: new Secret('k'), source: 'the test' };
const spec = (region: string, domain = 'tencentcloudapi.com') =>
  as<Parameters<OperatorAccess['connect']>[0]>({ region, api: { domain } });

function access(keys: KeyRing, prompter?: FakePrompter) {
  const made: string[] = [];
  const cloudOf = ({
    region,
    domain,
    credentials,
  }: {
    region: string;
    domain: string;
    credentials: CloudCredentials;
  }) => {
    made.push([region, domain, credentials.secretId].join(' '));
    return as<CloudPort>({ region });
  };
  return { made, operator: new OperatorAccess({ keys, env: {}, cloudOf, ...(prompter && { prompter }) }) };
}

test('all pairs of a region share one client of the API', async () => {
  const { made, operator } = access(keysOf(known));
  const [one, other, far] = await Promise.all(
    ['ap-beijing', 'ap-beijing', 'ap-guangzhou'].map((region) => operator.connect(spec(region))),
  );
  expect(one).toBe(other);
  expect(far).not.toBe(one);
  expect(made).toEqual(['ap-beijing tencentcloudapi.com AKID1', 'ap-guangzhou tencentcloudapi.com AKID1']);
});

test('what has to be typed is typed once, though several pairs need it at the same time', async () => {
  const prompter = new FakePrompter('AKID2', 'secret');
  const { made, operator } = access(keysOf(), prompter);
  await Promise.all(['ap-beijing', 'ap-guangzhou', 'ap-beijing'].map((region) => operator.connect(spec(region))));
  await operator.connect(spec('ap-shanghai'));
  expect(prompter.asked).toEqual(['Tencent Cloud SecretId:', 'Tencent Cloud SecretKey:']);
  expect(made.every((client) => client.endsWith(' AKID2'))).toBe(true);
});

test("a domain that is not the vendor's is asked about once, and a no is a no for all pairs", async () => {
  const prompter = new FakePrompter(false);
  const { made, operator } = access(keysOf(known), prompter);
  const asked = [1, 2, 3].map(() => operator.connect(spec('ap-beijing', 'example.com')));
  for (const one of asked) await expect(one).rejects.toMatchObject({ exitCode: 3 });
  await expect(operator.connect(spec('ap-beijing', 'example.com'))).rejects.toMatchObject({ exitCode: 3 });
  expect(prompter.asked).toHaveLength(1);
  expect(made).toEqual([]);
});

test('a key that was typed anew has a client of its own', async () => {
  const keys = keysOf(known);
  const { made, operator } = access(keys);
  await operator.connect(spec('ap-beijing'));
  keys.useOperator({ ...known, secretId: 'AKID3' });
  await operator.connect(spec('ap-beijing'));
  expect(made.map((client) => client.split(' ')[2])).toEqual(['AKID1', 'AKID3']);
});

test('a key that is typed again after a refusal has a client of its own', async () => {
  const keys = keysOf(known);
  const { made, operator } = access(keys);
  const refused = await operator.connect(spec('ap-beijing'));
  keys.useOperator({ ...known, secretKey: new Secret('the right one') });
  expect(await operator.connect(spec('ap-beijing'))).not.toBe(refused);
  expect(made).toHaveLength(2);
});
