import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { TencentCloud } from '../../src/adapters/tencent/tencent-cloud.js';
import { Redaction } from '../../src/adapters/trace/redact.js';
import { Trace } from '../../src/adapters/trace/trace.js';
import { traceHost } from '../../src/adapters/trace/trace-host.js';
import type { EniId, Ipv4 } from '../../src/cluster/ids.js';
import { Secret } from '../../src/cluster/secret.js';
import { parseFiles } from '../../src/facts/files.js';
import type { HostPort } from '../../src/ports/host.js';
import { as } from '../fakes/view.js';
import { limited, operator, startTestCloud, type TestCloud } from '../lab-cloud/start.js';

const folder = mkdtempSync(join(tmpdir(), 'ha-setup-trace-'));
let stand: TestCloud;
beforeAll(async () => {
  stand = await startTestCloud();
});
afterAll(async () => {
  await stand.stop();
  rmSync(folder, { recursive: true });
});
afterEach(() => stand.control.reset());

let count = 0;
function start() {
  count += 1;
  const path = join(folder, `trace-${count}.jsonl`);
  const trace = new Trace(path, { version: '1.2.3' });
  const lines = () =>
    readFileSync(path, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  return { path, trace, lines };
}

const encoded = (text: string) => Buffer.from(text).toString('base64');

describe('what is taken out', () => {
  const redaction = new Redaction();
  redaction.hide('known-secret-value');

  it.each([
    ['a value that is known', 'x known-secret-value y', 'known-secret-value'],
    ['an API key of a file', '{"secretId":"AKIDx1234567890","secretKey":"topsecret"}', 'topsecret'],
    ['a key’s id anywhere', 'signed by AKIDz8krbsJ5yKBZQpn74WFkmLPx3', 'z8krbsJ5'],
    ['a profile', '[default]\nsecret_key = topsecret', 'topsecret'],
    ['the environment', 'TENCENTCLOUD_SECRET_KEY=topsecret', 'topsecret'],
    ['keepalived’s password', '  auth_pass topsecr1\n', 'topsecr1'],
    ['a temporary token', '"Token": "topsecret"', 'topsecret'],
    ['a private key', '-----BEGIN OPENSSH PRIVATE KEY-----\ntopsecret\n-----END OPENSSH PRIVATE KEY-----', 'topsecret'],
    ['a webhook', 'webhook: https://hooks.example.com/services/T0/topsecret', 'topsecret'],
    ['an account in a refusal', 'resource (qcs::cvm:ap-guangzhou:uin/100000001234:eip/*)', '100000001234'],
    ['an account in a tag', '"Value": "Root:100002840660"', '100002840660'],
    [
      'a file of a host',
      `content ${encoded('vrrp {\n  auth_pass topsecr1\n}\n')}`,
      encoded('vrrp {\n  auth_pass topsecr1').slice(0, 30),
    ],
  ])('%s', (_case, text, secret) => {
    expect(redaction.text(text)).not.toContain(secret);
  });

  it.each(['\u00ff\u00fe', '?'.repeat(3), 'é'])('a file of a host that begins with %s', (start) => {
    const shown = redaction.text(
      `content ${Buffer.from(`${start} auth_pass topsecr1\n`, 'latin1').toString('base64')}`,
    );
    const decoded = Buffer.from(shown.replace('content ', ''), 'base64').toString('latin1');
    expect(decoded).toBe(`${start} auth_pass [REDACTED]\n`);
  });

  it('fields, by their names', () => {
    const shown = redaction.value({
      TmpSecretKey: 'a',
      Token: 'b',
      Attachment: { InstanceAccountId: '251153169', InstanceId: 'ins-1' },
      ClientToken: 'c0ffee',
    });
    expect(shown).toEqual({
      TmpSecretKey: '[REDACTED]',
      Token: '[REDACTED]',
      Attachment: { InstanceAccountId: '[REDACTED]', InstanceId: 'ins-1' },
      ClientToken: 'c0ffee',
    });
  });

  it('and nothing that a reader needs: ids, addresses, hashes, and files that a parser can still read', () => {
    const text =
      'eni-aaaaaaa1 10.0.1.16 52:54:00:01:00:16 sha256 5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03';
    expect(redaction.text(text)).toBe(text);
    const content = 'global_defs {\n}\nauthentication {\n  auth_pass topsecr1\n}\n';
    const listing = `entry ${content.length} 644 0 0 1700000000.000 regular file\nname /etc/keepalived/keepalived.conf\ncontent ${encoded(content)}\n`;
    const [file] = Object.values(parseFiles(redaction.text(listing)));
    expect(file?.content).toBe(content.replace('topsecr1', '[REDACTED]'));
  });
});

describe('a trace', () => {
  const connect = (trace: Trace, key = operator) => {
    const credentials = { ...key, secretKey: new Secret(key.secretKey), source: 'the test' };
    const { domain, agent } = stand;
    const clock = { now: () => Date.now(), sleep: async () => undefined };
    return new TencentCloud({ credentials, region: 'ap-beijing', domain, agent, trace, clock });
  };

  it('begins with the program and is for its owner alone', () => {
    const { path, lines } = start();
    expect(lines()).toEqual([
      {
        kind: 'run',
        at: expect.stringMatching(/Z$/),
        version: '1.2.3',
        node: process.version,
        platform: process.platform,
      },
    ]);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    new Trace(path, { version: '1.2.4' });
    expect(lines()).toHaveLength(2);
  });

  it('has each try of a call, with what was asked and what came', async () => {
    const { trace, lines } = start();
    await stand.control.set({ faults: [{ action: 'DescribeRegions', times: 1, effect: { code: 'InternalError' } }] });
    await connect(trace).regions();
    const calls = lines().slice(1);
    expect(calls).toMatchObject([
      {
        kind: 'api',
        action: 'DescribeRegions',
        service: 'cvm',
        region: 'ap-beijing',
        error: { code: 'InternalError' },
      },
      {
        kind: 'api',
        action: 'DescribeRegions',
        reply: { RegionSet: expect.any(Array), RequestId: expect.any(String) },
      },
    ]);
    expect(calls[1]?.['ms']).toEqual(expect.any(Number));
  });

  it('has the request of a change, and its refusal without the account', async () => {
    const { trace, lines } = start();
    await connect(trace, limited)
      .assignVip('eni-labnode1' as EniId, '10.0.1.100' as Ipv4, 'web', 'token-1')
      .catch(() => undefined);
    expect(lines().at(-1)).toMatchObject({
      action: 'AssignPrivateIpAddresses',
      request: { NetworkInterfaceId: 'eni-labnode1', ClientToken: 'token-1' },
      error: { code: 'UnauthorizedOperation', message: expect.stringContaining('uin/[REDACTED]:eni/eni-labnode1') },
    });
  });

  it('has each command on a host, and never the content of a file that is put there', async () => {
    const { path, trace, lines } = start();
    const host = as<HostPort & { close(): Promise<void> }>({
      node: 'a',
      read: async () => ({ code: 3, stdout: 'inactive\n', stderr: '' }),
      run: () => Promise.reject(new Error('the connection was lost')),
      writeFile: async () => undefined,
    });
    const traced = traceHost(host, 'ins-labnode1', trace);
    await traced.read(['systemctl', 'is-active', 'keepalived']);
    await traced.run(['tee', '/x'], { stdin: 'topsecret' }).catch(() => undefined);
    await traced.writeFile({ path: '/etc/keepalived/credentials', content: 'topsecret', mode: 0o600 });
    expect(lines().slice(1)).toMatchObject([
      {
        host: 'ins-labnode1',
        what: 'read',
        argv: ['systemctl', 'is-active', 'keepalived'],
        code: 3,
        stdout: 'inactive\n',
      },
      { what: 'run', stdinBytes: 9, error: 'the connection was lost' },
      { what: 'write', path: '/etc/keepalived/credentials', mode: 0o600, bytes: 9 },
    ]);
    expect(readFileSync(path, 'utf8')).not.toContain('topsecret');
  });

  it('says where it cannot be written', () => {
    expect(() => new Trace(join(folder, 'none', 'trace'), { version: '1' })).toThrow(/the trace cannot be written to/);
  });
});
