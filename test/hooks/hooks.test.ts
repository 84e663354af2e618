import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { renderHooks } from '../../src/operations/templates.js';
import { describeWith } from '../needs-programs.js';

const here = fileURLToPath(new URL('.', import.meta.url));
const hooks = fileURLToPath(new URL('../../templates/etc/keepalived/', import.meta.url));
const run = promisify(execFile);
const require = createRequire(import.meta.url);
type SdkSign = typeof import('tencentcloud-sdk-nodejs/tencentcloud/common/sign.js');
const sdkSign = require('tencentcloud-sdk-nodejs/tencentcloud/common/sign.js') as SdkSign;

/** vip.py as the hosts get it, in each language. */
const folder = mkdtempSync(join(tmpdir(), 'ha-setup-hooks-'));
const [joined, joinedChinese] = (['en', 'zh'] as const).map((language) => {
  const path = join(folder, `${language}.py`);
  writeFileSync(path, renderHooks(language), { mode: 0o755 });
  return path;
}) as [string, string];

const quick = [
  'test_decide',
  'test_pace',
  'test_move',
  'test_eip',
  'test_health',
  'test_hold',
  'test_log',
  'test_told',
];
/** It reads the modules' own text. */
const text = ['test_messages'];
/** PyPy's socket module lacks a part of it. */
const kernel = ['test_kernel', 'test_arp'];
const slow = ['test_api', 'test_watch', 'test_tell', 'test_metrics'];
const simulated = ['test_faults', 'test_havip', 'test_schedules'];

async function expectOk(python: string, suite: string, environment: Readonly<Record<string, string>> = {}) {
  const options = { cwd: here, env: { ...process.env, ...environment } };
  const { stderr } = await run(python, ['-W', 'ignore', '-m', 'unittest', suite], options).catch(
    (failure: { stderr: string }) => failure,
  );
  expect(stderr.trimEnd().split('\n').at(-1), stderr).toBe('OK');
}

describeWith('python3', 'vip.py in Chinese', () => {
  it('says no English sentence', { timeout: 180_000 }, () =>
    expectOk('python3', 'test_chinese', { HA_SETUP_VIP: joinedChinese }),
  );

  it('says how it is called, whatever the locale is', () => {
    const env = { ...process.env, LC_ALL: 'C', PYTHONCOERCECLOCALE: '0' };
    const { status, stderr } = spawnSync('python3', ['-IS', joinedChinese], { env, encoding: 'utf8' });
    expect([status, stderr.split('|')[0]]).toEqual([2, '用法：vip.py status ']);
  });
});

/** Debian's own Python, and an older one; the lab has a newer one (distributions.test.ts). */
describeWith('python3', 'the modules of the hooks, by their own tests', () => {
  it.concurrent.each([...quick, ...text, ...kernel, ...slow, ...simulated])('%s', { timeout: 180_000 }, (suite) =>
    expectOk('python3', suite),
  );
});

describeWith('pypy3', 'vip.py as it is joined, by the same tests under an older Python', () => {
  it.concurrent.each([...quick, ...slow])('%s', { timeout: 180_000 }, (suite) =>
    expectOk('pypy3', suite, { HA_SETUP_VIP: joined }),
  );
});

describeWith('python3', 'vip.py', () => {
  it('signs as the SDK does', () => {
    const [secretId, secretKey, host, timestamp] = ['the-id', 'the-key', 'vpc.tencentcloudapi.com', 1795370984];
    const params = { NetworkInterfaceIds: ['eni-a', 'eni-b'], Name: 'ü' };
    const program = [
      'import json, sys',
      'import load',
      'from vip.request import sign',
      'from vip.credentials import Credentials',
      `body = json.dumps(json.loads(sys.argv[1]), ensure_ascii=False, separators=(",", ":")).encode()`,
      `print(sign(Credentials("${secretId}", "${secretKey}", None), "${host}", "vpc", body, ${timestamp}))`,
    ].join('\n');
    const ours = execFileSync('python3', ['-c', program, JSON.stringify(params)], { cwd: here, encoding: 'utf8' });
    const theirs = sdkSign.default.sign3({
      ...{ method: 'POST', url: `https://${host}`, payload: params, timestamp, service: 'vpc', secretId, secretKey },
      ...{ multipart: false, boundary: '', headers: { 'Content-Type': 'application/json; charset=utf-8' } },
    });
    expect(ours.trim()).toBe(theirs);
  });

  it('needs no more than Python 3.6', () => {
    const program = 'import ast, sys; ast.parse(open(sys.argv[1]).read(), feature_version=(3, 6))';
    execFileSync('python3', ['-c', program, joined]);
  });

  it.each([[[]], [['what']], [['notify']], [['notify', 'KING']], [['status', 'now']]])('refuses %j', (words) => {
    const failure = (() => {
      try {
        execFileSync('python3', ['-IS', joined, ...words], { stdio: 'pipe' });
        return undefined;
      } catch (error) {
        return error as { status: number; stderr: Buffer };
      }
    })();
    expect(failure?.status).toBe(2);
    expect(failure?.stderr.toString()).toContain('usage: vip.py status');
  });
});

describe('the shell scripts', () => {
  it.each(['notify_action.sh', 'check_self.sh'])('%s is POSIX sh', (name) => {
    execFileSync('dash', ['-n', `${hooks}${name}`]);
  });

  it.each([
    ['en', 'vrrp_guard.sh: keepalived.conf names no unicast_peer, so nothing is kept out'],
    ['zh', 'vrrp_guard.sh: keepalived.conf 中没有 unicast_peer，因此没有阻止任何报文'],
  ])('vrrp_guard.sh complains in the language of the pair: %s', (language, complaint) => {
    const place = mkdtempSync(join(tmpdir(), 'ha-setup-guard-'));
    writeFileSync(join(place, 'keepalived.conf'), '');
    writeFileSync(join(place, 'ha-setup.json'), `${JSON.stringify({ version: 1, language }, null, 2)}\n`);
    const script = readFileSync(`${hooks}vrrp_guard.sh`, 'utf8').replaceAll('/etc/keepalived', place);
    const { status, stderr } = spawnSync('sh', ['-c', script, 'vrrp_guard.sh', 'on'], { encoding: 'utf8' });
    expect([status, stderr.trim()]).toEqual([1, complaint]);
  });

  it('notify_action.sh refuses an unknown role', () => {
    expect(() => execFileSync(`${hooks}notify_action.sh`, ['KING'], { stdio: 'pipe' })).toThrow(/usage/);
  });
});
