import { expect, it } from 'vitest';
import { z } from 'zod';
import { parseAnswers } from '../../src/cluster/parse.js';
import { answersJsonSchema } from '../../src/cluster/spec.js';
import { answers } from '../fakes/view.js';

/** The published schema as an editor reads it: back from its JSON. */
const editor = z.fromJSONSchema(
  JSON.parse(JSON.stringify(answersJsonSchema())) as Parameters<typeof z.fromJSONSchema>[0],
);

const full = {
  ...answers,
  mode: 'preferred',
  preferred: 'ins-aaaaaaa2',
  failback: 60,
  ssh: { host: 'public', user: 'ubuntu', port: 2222, proxyJump: 'admin@203.0.113.7:22', hostKeys: 'strict' },
  hostCredentials: { type: 'key' },
  detection: 'fast',
  healthCheck: { unit: 'nginx.service' },
  api: { domain: 'tencentcloudapi.com' },
  notify: { webhook: 'https://hooks.example.com/ha' },
};

it('is the shape of what people write: what has a default may be left out', () => {
  expect(answersJsonSchema()).toMatchObject({
    required: ['version', 'cluster', 'region', 'mode', 'vip', 'eip', 'nodes'],
    properties: { detection: { default: 'standard' }, hostCredentials: { default: { type: 'role' } } },
  });
});

it.each([
  [answers, true],
  [full, true],
  [{ ...full, healthCheck: { tcp: 3306 } }, true],
  [{ ...full, regoin: 'ap-beijing' }, false],
  [{ ...full, healthCheck: { tcp: 3306, unit: 'x' } }, false],
  [{ ...full, ssh: { proxyJump: 'a:99999' } }, false],
  [{ ...full, nodes: full.nodes.slice(1) }, false],
  [{ ...full, hostCredentials: 'key' }, false],
  [{ ...full, vip: '10.0.1.300' }, false],
])('tells an editor what the program would: %j', (given, isRight) => {
  expect(editor.safeParse(given).success).toBe(isRight);
  expect('spec' in parseAnswers(JSON.stringify(given))).toBe(isRight);
});
