import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mask } from '../../src/text/mask.js';
import { canaries, spellings } from './spellings.js';

const anyCanary = new RegExp(canaries.join('|'), 'i');

test.each(spellings)('%s', (spelling) => {
  expect(mask(spelling)).not.toMatch(anyCanary);
  expect(mask(`before\n${spelling}\nafter`)).toMatch(/^before\n[\s\S]*\nafter$/);
  expect(mask(spelling)).toContain('[REDACTED]');
});

test('what is no secret stays as it is', () => {
  const plain = `vrrp_instance VI_1 {
    virtual_router_id 51
    unicast_peer { 10.0.1.17 }
}
import json, time
endpoint = 'https://vpc.tencentcloudapi.com/'
# https://cloud.tencent.com/document/product/215/36694
{ "instance": "ins-aaaaaaa1", "webhook": null, "token": null }
logger.info('the token has ended')
`;
  expect(mask(plain)).toBe(plain);
});

test('only the secret goes: what stands around it is still read', () => {
  expect(mask(`{'secretId': 'abc', 'region': 'ap-beijing'}`)).toBe(
    `{'secretId': '[REDACTED]', 'region': 'ap-beijing'}`,
  );
  expect(mask('"webhook": "https://u:p@hooks.example.com/T0/x?y#z",')).toBe(
    '"webhook": "https://[REDACTED]@hooks.example.com/[REDACTED]?[REDACTED]",',
  );
  expect(mask('export A_SECRET_KEY=abc; sleep 1')).toBe('export A_SECRET_KEY=[REDACTED] sleep 1');
});

test('masking again changes nothing', () => {
  for (const spelling of spellings) expect(mask(mask(spelling))).toBe(mask(spelling));
});

test('any text comes through, and in a time that grows no faster than the text', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void mask(text)));
  const parts = ['secret_key=', 'token="', "token='(", 'eyJ-', 'https://', '(', '"""', 'Credential(', '\\', 'a'];
  for (const part of parts) {
    const text = part.repeat(Math.ceil(262_144 / part.length));
    const begun = performance.now();
    mask(text);
    expect(performance.now() - begun, part).toBeLessThan(5000);
  }
});

/** As the vendors' own documents write them; whoever knows one may post to the group. */
const webhooks: readonly (readonly [string, string, RegExp])[] = [
  [
    'WeCom',
    'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6-7d1c-4bc4-97a0-0ec2sifa5aaa',
    /693a91f6|sifa5aaa/,
  ],
  ['DingTalk', 'https://oapi.dingtalk.com/robot/send?access_token=566cc69da782ec7e0d5f', /566cc69d|ec7e0d5f/],
  ['Feishu', 'https://open.feishu.cn/open-apis/bot/v2/hook/0d3ffa7f-85a1-4a1b-9f3e-5e2c7c1b2a90', /0d3ffa7f|7c1b2a90/],
  [
    'Lark',
    'https://open.larksuite.com/open-apis/bot/v2/hook/0d3ffa7f-85a1-4a1b-9f3e-5e2c7c1b2a90',
    /0d3ffa7f|7c1b2a90/,
  ],
  ['Slack', 'https://hooks.slack.com/services/T0AAAAAAA/B0BBBBBBB/sXq2Lr8vZk0pWm4n', /T0AAAAAAA|B0BBBBBBB|sXq2Lr8v/],
];

test.each(webhooks)('the webhook of %s is masked wherever it stands', (_, url, secret) => {
  const json = JSON.stringify({ webhook: url });
  const places = [
    ...[url, `<${url}>`, `POST ${url} HTTP/1.1`, `curl -d '{"text":"x"}' "${url}"`, `notify: { webhook: ${url} }`],
    ...[json, JSON.stringify(json), `HTTPError: 404 for url: ${url}.`, `WEBHOOK=${url}`, url.replaceAll('/', '\\/')],
  ];
  for (const place of places) {
    expect(mask(place)).not.toMatch(secret);
    expect(mask(place)).toContain(new URL(url).host);
  }
});
