import { expect, it } from 'vitest';
import { buildPlan } from '../../src/plan/build.js';
import { formatPlan } from '../../src/plan/format.js';
import { summarise } from '../../src/plan/summary.js';
import { view } from '../fakes/view.js';

const label = (target: string) => (target === 'cloud' ? 'cloud' : `host-${target}`);

it('says what a plan touches, and marks what costs money', () => {
  const plan = buildPlan(view({ answers: { eip: 'allocate' } }));
  const lines = summarise(plan, label);
  expect(lines[0]).toBe('Cloud     3 changes, one of which costs money: the EIP');
  expect(lines.join('\n')).toContain('keepalived is started on host-b and host-a');
  const money = formatPlan(plan, label, { diffs: false, limit: 0 }).filter(({ kind }) => kind === 'money');
  expect(money.map(({ text }) => text)).toEqual([expect.stringContaining('COSTS    allocate an EIP')]);
});

it('says that nothing costs anything where nothing does', () => {
  expect(summarise(buildPlan(view()), label)[0]).toBe('Cloud     one change, no new cost');
});
