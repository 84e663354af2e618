import { expect, it } from 'vitest';
import { findProxy } from '../../../src/adapters/tencent/proxy.js';

const host = 'vpc.tencentcloudapi.com';

it.each([
  [{}, undefined],
  [{ HTTPS_PROXY: 'http://proxy:3128' }, 'http://proxy:3128'],
  [{ https_proxy: 'http://small:1', HTTPS_PROXY: 'http://large:1' }, 'http://small:1'],
  [{ HTTP_PROXY: 'proxy:3128' }, 'http://proxy:3128'],
  [{ HTTPS_PROXY: '' }, undefined],
  [{ HTTPS_PROXY: 'http://p', NO_PROXY: '*' }, undefined],
  [{ HTTPS_PROXY: 'http://p', NO_PROXY: 'localhost, .tencentcloudapi.com' }, undefined],
  [{ HTTPS_PROXY: 'http://p', no_proxy: 'vpc.tencentcloudapi.com:443' }, undefined],
  [{ HTTPS_PROXY: 'http://p', NO_PROXY: 'cloudapi.com,example.com' }, 'http://p'],
])('%o → %s', (env, proxy) => {
  expect(findProxy(env, host)).toBe(proxy);
});
