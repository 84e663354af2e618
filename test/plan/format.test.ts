import { describe, expect, it } from 'vitest';
import { buildPlan, countChanges } from '../../src/plan/build.js';
import { formatPlan } from '../../src/plan/format.js';
import { view } from '../fakes/view.js';

const label = (target: string) => target;
const text = (diffs: boolean) => formatPlan(buildPlan(view()), label, { diffs, limit: 60 }).map((line) => line.text);

describe('a plan', () => {
  const titles = (plan: ReturnType<typeof buildPlan>) => plan.map(({ target, title }) => `${target} ${title}`);

  it('lists every change of a fresh pair, the cloud first, and the VIP holder starts first', () => {
    const plan = buildPlan(view({ answers: { eip: 'allocate' } }));
    expect(titles(plan)).toEqual([
      'cloud VIP',
      ...['a', 'b'].flatMap((node) => ['record', 'packages', 'firewall'].map((title) => `${node} ${title}`)),
      'cloud EIP',
      'cloud EIP on the VIP',
      ...['a', 'b'].flatMap((node) => ['files', 'SELinux'].map((title) => `${node} ${title}`)),
      ...['b', 'a'].flatMap((node) => [`${node} hooks`, `${node} service`]),
    ]);
    expect(countChanges(plan)).toBe(39);
  });

  it('does not speak of an EIP where the answers ask for none', () => {
    const plan = buildPlan(view());
    expect(titles(plan).filter((title) => title.includes('EIP'))).toEqual([]);
    expect(countChanges(plan)).toBe(37);
  });

  it('orders what costs money only once what may fail without a cost has worked', () => {
    const plan = buildPlan(view({ answers: { eip: 'allocate' } }));
    const at = (target: string, title: string) => plan.findIndex((one) => one.target === target && one.title === title);
    for (const [target, title] of [['cloud', 'VIP'], ...['a', 'b'].map((node) => [node, 'packages'])] as const)
      expect(at('cloud', 'EIP'), `${target} ${title}`).toBeGreaterThan(at(target ?? '', title ?? ''));
    // The hosts' files have its id in them.
    for (const node of ['a', 'b']) expect(at('cloud', 'EIP')).toBeLessThan(at(node, 'files'));
  });

  it('is shown target by target', () => {
    const headings = formatPlan(buildPlan(view()), label, { diffs: false, limit: 0 }).filter(
      ({ kind }) => kind === 'heading',
    );
    expect(headings.map(({ text }) => text)).toEqual(['cloud', 'a', 'b']);
  });

  it('shows files as diffs and folds what is long', () => {
    const lines = text(true);
    expect(
      lines.some((line) => line.includes('+    virtual_router_id 170') || line.includes('+\tvirtual_router_id 170')),
    ).toBe(true);
    expect(lines.some((line) => /… \d+ more lines/.test(line))).toBe(true);
    expect(text(false).some((line) => line.includes('virtual_router_id'))).toBe(false);
  });

  it('never shows a secret', () => {
    const lines = text(true).join('\n');
    expect(lines).toContain('auth_pass [REDACTED]');
    expect(lines).not.toContain('s3cret99');
  });
});
