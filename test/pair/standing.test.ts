import { expect, test } from 'vitest';
import type { HooksStatus } from '../../src/facts/hooks.js';
import { resolveTopology } from '../../src/mechanism/topology.js';
import { explainProblem, type Problem } from '../../src/pair/problems.js';
import { judgeStanding } from '../../src/pair/standing.js';
import { as, view, withVip } from '../fakes/view.js';

const { spec } = view();
const label = (node: 'a' | 'b') => `node ${node}`;
const active: HooksStatus = {
  ...{ role: 'MASTER', nic: true, owner: 'self', ownerEni: 'eni-aaaaaaa1' },
  ...{ eip: 'none', held: null, switch: null },
};
const standby: HooksStatus = { ...active, role: 'BACKUP', nic: false, owner: 'peer' };

function judge(a: HooksStatus | undefined, b: HooksStatus | undefined, inventory = withVip(1), eip = 'none') {
  const asked = { ...spec, eip: as<typeof spec.eip>(eip) };
  const topology = resolveTopology(asked, inventory, []);
  if (topology === undefined) throw new Error('this fixture resolves to nothing');
  return judgeStanding(asked, topology, { a, b });
}

test('one holder by every record is no problem, nor is a standby that a person holds', () => {
  expect(judge(active, standby)).toEqual({ active: 'a', problems: [] });
  expect(judge(active, { ...standby, role: 'FAULT', held: 'by root on op' }).problems).toEqual([]);
});

test.each<[string, ReturnType<typeof judge>, Partial<Problem>, string]>([
  [
    'a VIP that nobody has',
    judge(active, standby, withVip(2, '', '10.0.1.9')),
    { code: 'vip-away' },
    'in the cloud 10.0.1.100 is on no ENI',
  ],
  [
    'two masters',
    judge(active, { ...standby, role: 'MASTER' }),
    { code: 'role', node: 'b' },
    'node b: VRRP says MASTER, expected BACKUP',
  ],
  [
    'the VIP on both NICs',
    judge(active, { ...standby, nic: true }),
    { code: 'nic', node: 'b' },
    'node b: 10.0.1.100 is on its NIC',
  ],
  [
    'the VIP on no NIC',
    judge({ ...active, nic: false }, standby),
    { code: 'nic', node: 'a' },
    'node a: 10.0.1.100 is not on its NIC',
  ],
  [
    'hooks that see nobody',
    judge(active, { ...standby, owner: 'none' }),
    { code: 'owner', node: 'b' },
    'node b: it reads the VIP\'s owner in the cloud as "no ENI"',
  ],
  [
    'hooks that say nothing',
    judge(active, undefined),
    { code: 'hooks-silent', node: 'b' },
    'node b: its hooks do not answer',
  ],
  [
    'a move under way',
    judge(active, standby, withVip(1, 'ha-setup-web', '10.0.1.100', 'MIGRATING')),
    { code: 'vip-moving' },
    'in the cloud 10.0.1.100 is MIGRATING',
  ],
  [
    'no EIP where one should be',
    judge(active, standby, withVip(1), 'allocate'),
    { code: 'eip-away', node: 'a' },
    'the EIP is not on 10.0.1.100 at node a',
  ],
])('%s is one problem, with its words', (_, { problems }, problem, words) => {
  expect(problems).toMatchObject([problem]);
  expect(problems.map((one) => explainProblem(one, label))).toEqual([words]);
});
