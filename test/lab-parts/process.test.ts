import { afterEach, expect, test, vi } from 'vitest';
import { run } from '../../src/lab/process.js';

afterEach(() => vi.unstubAllEnvs());

test("what the lab starts does not get the person's keys, tokens and passwords", async () => {
  const secrets = {
    TENCENTCLOUD_SECRET_ID: 'AKIDcanary000000',
    TENCENTCLOUD_SECRET_KEY: 'canary-key',
    TENCENTCLOUD_TOKEN: 'canary-token',
    HA_SETUP_SSH_PASSWORD: 'canary-password',
    HA_SETUP_HOST_SECRET_KEY: 'canary-host-key',
    AWS_SECRET_ACCESS_KEY: 'canary-aws',
    SSH_AUTH_SOCK: '/run/canary-agent',
  };
  for (const [name, value] of Object.entries(secrets)) vi.stubEnv(name, value);
  vi.stubEnv('https_proxy', 'http://proxy.test:3128');
  const { stdout } = await run(['env']);
  expect(stdout).not.toContain('canary');
  expect(stdout).toContain(`PATH=${process.env['PATH']}`);
  expect(stdout).toContain('https_proxy=http://proxy.test:3128');
});
