import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { findCredentials } from '../../../src/adapters/tencent/credentials.js';
import { startTestCloud, type TestCloud } from '../../lab-cloud/start.js';

let home: string;
let stand: TestCloud;
beforeAll(async () => {
  stand = await startTestCloud();
});
afterAll(() => stand.stop());
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'ha-setup-home-'));
});
afterEach(() => rmSync(home, { recursive: true }));

const nowhere = 'http://127.0.0.1:1/';
const write = (path: string, text: string) => {
  mkdirSync(dirname(join(home, path)), { recursive: true });
  writeFileSync(join(home, path), text);
};
const find = async (env: Record<string, string> = {}, roles = nowhere) => {
  const found = await findCredentials(env, home, roles);
  return (
    found && { ...found, secretKey: found.secretKey.reveal(), ...(found.token && { token: found.token.reveal() }) }
  );
};
const environment = { TENCENTCLOUD_SECRET_ID: 'AKIDenv', TENCENTCLOUD_SECRET_KEY: 'env-key' };
const tccli = '.tccli/default.credential';
const sdk = '.tencentcloud/credentials';

it('finds nothing where there is nothing', async () => {
  expect(await find()).toBeUndefined();
});

it('takes the environment first, then the SDK’s file, then tccli’s', async () => {
  write(tccli, JSON.stringify({ secretId: 'AKIDcli', secretKey: 'cli-key' }));
  expect(await find()).toEqual({ secretId: 'AKIDcli', secretKey: 'cli-key', source: join(home, tccli) });
  write(sdk, '# mine\n[default]\nsecret_id = AKIDsdk\nsecret_key = "sdk-key"\n[other]\nsecret_id = AKIDother\n');
  expect(await find()).toEqual({ secretId: 'AKIDsdk', secretKey: 'sdk-key', source: join(home, sdk) });
  expect(await find(environment)).toEqual({ secretId: 'AKIDenv', secretKey: 'env-key', source: 'the environment' });
  expect(await find({ ...environment, TENCENTCLOUD_TOKEN: 't' })).toMatchObject({ token: 't' });
});

it('takes this machine’s CAM role last', async () => {
  const roles = `${stand.metadataUrl}/latest/meta-data/cam/security-credentials/`;
  expect(await find({}, roles)).toMatchObject({
    secretId: expect.stringMatching(/^AKID/),
    token: expect.any(String),
    source: "this machine's CAM role ha-setup-host",
  });
  await stand.control.change({ kind: 'role', instance: 'ins-labnode1', role: null });
  expect(await find({}, roles)).toBeUndefined();
});

it('takes no credentials from an answer whose code is not Success', async () => {
  await stand.control.set({ metadata: 'refused' });
  expect(await find({}, `${stand.metadataUrl}/latest/meta-data/cam/security-credentials/`)).toBeUndefined();
});

it('gives up on a metadata service that hangs', async () => {
  await stand.control.set({ metadata: 'hang' });
  const before = Date.now();
  expect(await find({}, `${stand.metadataUrl}/latest/meta-data/cam/security-credentials/`)).toBeUndefined();
  expect(Date.now() - before).toBeLessThan(2000);
});

it.each([
  ['half a pair', tccli, '{"secretId":"AKIDcli"}', /secretKey is missing/],
  ['no JSON', tccli, '{"secretId":"AKIDcli","secretKey":"hidden-key', /is not valid JSON/],
  ['an old login', tccli, '{"secretId":"a","secretKey":"hidden-key","token":"t","expiresAt":1}', /have expired/],
  ['half a profile', sdk, '[default]\nsecret_key = hidden-key\n', /secret_id is missing/],
])('says what is wrong with a file that is there: %s', async (_case, path, text, message) => {
  write(path, text);
  const failure = await find().catch((error: unknown) => error);
  expect(failure).toMatchObject({ message: expect.stringMatching(message), hint: expect.any(String) });
  expect(inspect(failure)).not.toContain('hidden-key');
});

it('says which half of the environment is missing', async () => {
  await expect(find({ TENCENTCLOUD_SECRET_ID: 'AKIDenv' })).rejects.toThrow(/TENCENTCLOUD_SECRET_KEY is missing/);
});
