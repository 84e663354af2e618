import { execFile, execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { describeWith } from '../needs-programs.js';

const here = fileURLToPath(new URL('.', import.meta.url));
const hooks = fileURLToPath(new URL('../../templates/etc/keepalived/', import.meta.url));
const run = promisify(execFile);
const require = createRequire(import.meta.url);
type SdkSign = typeof import('tencentcloud-sdk-nodejs/tencentcloud/common/sign.js');
const sdkSign = require('tencentcloud-sdk-nodejs/tencentcloud/common/sign.js') as SdkSign;

const suites = ['test_decide', 'test_api', 'test_watch', 'test_tell', 'test_health', 'test_hold'];

/** Debian's own Python, and an older one; the lab has a newer one (distributions.test.ts). */
for (const python of ['python3', 'pypy3']) {
  describeWith(python, `vip.py, by its own tests under ${python}`, () => {
    it.concurrent.each(suites)('%s', { timeout: 180_000 }, async (name) => {
      const { stderr } = await run(python, ['-W', 'ignore', '-m', 'unittest', name], { cwd: here }).catch(
        (failure: { stderr: string }) => failure,
      );
      expect(stderr.trimEnd().split('\n').at(-1), stderr).toBe('OK');
    });
  });
}

describeWith('python3', 'vip.py', () => {
  it('signs as the SDK does', () => {
    const [secretId, secretKey, host, timestamp] = ['the-id', 'the-key', 'vpc.tencentcloudapi.com', 1795370984];
    const params = { NetworkInterfaceIds: ['eni-a', 'eni-b'], Name: 'ü' };
    const program = [
      'import json, sys',
      'from load import load',
      'vip = load(sys.argv[1])',
      `body = json.dumps(json.loads(sys.argv[2]), ensure_ascii=False, separators=(",", ":")).encode()`,
      `print(vip.sign(vip.Credentials("${secretId}", "${secretKey}", None), "${host}", "vpc", body, ${timestamp}))`,
    ].join('\n');
    const ours = execFileSync('python3', ['-c', program, '/tmp', JSON.stringify(params)], {
      cwd: here,
      encoding: 'utf8',
    });
    const theirs = sdkSign.default.sign3({
      ...{ method: 'POST', url: `https://${host}`, payload: params, timestamp, service: 'vpc', secretId, secretKey },
      ...{ multipart: false, boundary: '', headers: { 'Content-Type': 'application/json; charset=utf-8' } },
    });
    expect(ours.trim()).toBe(theirs);
  });

  it('needs no more than Python 3.6', () => {
    const program = 'import ast, sys; ast.parse(open(sys.argv[1]).read(), feature_version=(3, 6))';
    execFileSync('python3', ['-c', program, `${hooks}vip.py`]);
  });

  it.each([[[]], [['what']], [['notify']], [['notify', 'KING']], [['status', 'now']]])('refuses %j', (words) => {
    const failure = (() => {
      try {
        execFileSync(`${hooks}vip.py`, words, { stdio: 'pipe' });
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

  it('notify_action.sh refuses an unknown role', () => {
    expect(() => execFileSync(`${hooks}notify_action.sh`, ['KING'], { stdio: 'pipe' })).toThrow(/usage/);
  });
});
