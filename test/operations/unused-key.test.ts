import { expect, it } from 'vitest';
import { paths } from '../../src/cluster/names.js';
import type { HostFacts } from '../../src/facts/host.js';
import { unusedKeyOperation } from '../../src/operations/unused-key.js';
import { buildPlan } from '../../src/plan/build.js';
import { as, view } from '../fakes/view.js';

const key = { [paths.credentials]: as<HostFacts['files'][string]>({ kind: 'file', mode: 0o600, uid: 0, gid: 0 }) };
const record = (changes: object = {}) => as<HostFacts['record'] & object>({ cluster: 'web', ...changes });
const host = (facts: Partial<HostFacts>) => view({ hosts: { a: facts } });
const removal = { kind: 'file.remove', node: 'a', path: paths.credentials };

it('a key that an earlier run left is taken away once the hooks use a role, after they have started without it', () => {
  const pair = host({ files: key, record: record() });
  expect(unusedKeyOperation('a').diff(pair).changes).toEqual([removal]);
  const plan = buildPlan(pair).flatMap(({ changes }) => changes);
  const last = plan.findIndex(({ kind }) => kind === 'file.remove');
  expect(last).toBeGreaterThan(plan.findLastIndex(({ kind }) => kind === 'hooks.start'));
});

it.each<[string, Parameters<typeof view>[0]]>([
  ['it is used', { answers: { hostCredentials: { type: 'key' } }, hosts: { a: { files: key, record: record() } } }],
  ['ha-setup did not write it', { hosts: { a: { files: key } } }],
  ["it is another cluster's", { hosts: { a: { files: key, record: record({ cluster: 'db' }) } } }],
  ['it was there before', { hosts: { a: { files: key, record: record({ originals: [paths.credentials] }) } } }],
  ['there is none', { hosts: { a: { record: record() } } }],
])('stays where %s', (_, overrides) => {
  expect(unusedKeyOperation('a').diff(view(overrides))).toEqual({ changes: [], ok: 'there is none' });
});
