import { expect, test } from 'vitest';
import { confirmDomain } from '../../../src/adapters/tencent/domain.js';
import type { Prompter } from '../../../src/ports/prompter.js';
import { as } from '../../fakes/view.js';

const says = (answer: boolean, heard: string[] = []): Prompter =>
  as<Prompter>({
    confirm: async (question: string, initial: boolean) => {
      heard.push(question);
      expect(initial).toBe(false);
      return answer;
    },
  });

test.each([
  'tencentcloudapi.com',
  'intl.tencentcloudapi.com',
  'internal.tencentcloudapi.com',
  'ap-beijing.tencentcloudapi.com',
])("%s is the vendor's: nobody is asked", async (domain) => {
  await expect(confirmDomain(domain, {})).resolves.toBeUndefined();
});

test.each(['tencentcloudapi.com.evil.test', 'xtencentcloudapi.com', 'evil.test', 'tencentcloudapi.co'])(
  '%s is sent nothing until it is confirmed by name',
  async (domain) => {
    await expect(confirmDomain(domain, {})).rejects.toThrow(`api.domain is ${domain}`);
    await expect(confirmDomain(domain, {}, says(false))).rejects.toThrow('nothing was sent there');
    const heard: string[] = [];
    await expect(confirmDomain(domain, {}, says(true, heard))).resolves.toBeUndefined();
    expect(heard[0]).toContain(domain);
    await expect(confirmDomain(domain, { HA_SETUP_API_DOMAIN: domain })).resolves.toBeUndefined();
    await expect(confirmDomain(domain, { HA_SETUP_API_DOMAIN: 'yes' })).rejects.toThrow('nothing was sent there');
  },
);
