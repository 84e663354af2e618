import { expect, test } from 'vitest';
import { findFormer } from '../../src/commands/replace.js';
import { as, type ViewOverrides, view } from '../fakes/view.js';

type Host = NonNullable<NonNullable<ViewOverrides['hosts']>['a']>;

const told = (self: string, peer: string, cluster = 'web') =>
  as<Host>({
    settings: {
      ...{ cluster, vip: '10.0.1.100' },
      self: { instance: self, eni: 'eni-self', ip: '10.0.1.16' },
      peer: { instance: peer, eni: 'eni-peer', ip: '10.0.1.99' },
    },
  });

test('the host that stays tells whom the answers left out, and whose place is taken', () => {
  const former = { instance: 'ins-old00001', eni: 'eni-peer', ip: '10.0.1.99' };
  expect(findFormer(view({ hosts: { a: told('ins-aaaaaaa1', 'ins-old00001') } }))).toEqual({ node: 'b', ...former });
  expect(findFormer(view({ hosts: { b: told('ins-aaaaaaa2', 'ins-old00001') } }))).toEqual({ node: 'a', ...former });
});

test.each<[string, Host | undefined]>([
  ['a fresh pair', undefined],
  ['a pair as it was', told('ins-aaaaaaa1', 'ins-aaaaaaa2')],
  ['a pair of another cluster', told('ins-aaaaaaa1', 'ins-old00001', 'db')],
  ['a disk that was copied from another host', told('ins-other001', 'ins-old00001')],
])('%s has no former host', (_, a) => {
  expect(findFormer(view({ hosts: { ...(a && { a }) } }))).toBeUndefined();
});
