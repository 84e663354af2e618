import { afterEach, describe, expect, it } from 'vitest';
import { english } from '../../src/messages/en/english.js';
import { speak } from '../../src/messages/say.js';
import { chinese } from '../../src/messages/zh/chinese.js';
import type { Change, Target } from '../../src/operations/change.js';
import { buildPlan, type PlannedOperation } from '../../src/plan/build.js';
import { describe as describeChange } from '../../src/plan/describe.js';
import { formatPlan, formatRevisions } from '../../src/plan/format.js';
import type { Revision } from '../../src/plan/revisions.js';
import { summarise } from '../../src/plan/summary.js';
import { displayWidth } from '../../src/text/width.js';
import { withHaVip } from '../fakes/havip.js';
import { as, view, withVip } from '../fakes/view.js';
import { chineseWords, englishWords } from '../messages/language.js';

afterEach(() => speak(english));

const label = (target: Target) => (target === 'cloud' ? '(cloud)' : `ins-aaaaaaa${target === 'a' ? 1 : 2}`);
/** Titles are sentences of the plan's language: it is built anew for each. */
const plans: Readonly<Record<string, () => readonly PlannedOperation[]>> = {
  'a fresh pair': () => buildPlan(view({ answers: { eip: 'allocate' } })),
  'a pair with its VIP': () => buildPlan(view({ inventory: withVip(1) })),
  'a pair with its HAVIP': () => buildPlan(view({ inventory: withHaVip(), answers: { mechanism: 'havip' } })),
  'a pair with an EIP on its VIP': () => {
    const eip = { id: 'eip-aaaaaaa1', name: 'x', ip: '198.51.100.7', status: 'BIND', privateIp: '10.0.1.100' };
    const found = { ...withVip(1), eips: [as<never>({ ...eip, eni: 'eni-aaaaaaa1' })] };
    return buildPlan(view({ inventory: found, answers: { eip: 'eip-aaaaaaa1' } }));
  },
};
const firewalls: readonly Change[] = [undefined, 'zone public'].map((place) =>
  as({ kind: 'firewall.open', peer: '10.0.1.17', tool: 'nftables', ...(place && { place: 'inet filter input' }) }),
);
const revisions: readonly Revision[] = [
  { setting: 'mode', was: 'preferred', is: 'stable' },
  { setting: 'mode', was: 'stable', is: 'preferred', preferred: 'ins-aaaaaaa1' },
  ...(['preferred', 'vip'] as const).map((setting) => ({ setting, was: '10.0.1.1', is: '10.0.1.2' })),
  ...[null, 'eip-aaaaaaa2'].map((is) => ({ setting: 'eip', was: 'eip-aaaaaaa1', is, vip: '10.0.1.100' }) as const),
  ...[null, 'unit nginx.service'].map((is) => ({ setting: 'healthCheck', was: 'tcp 80', is }) as const),
  ...[true, false].map((dropped) => ({ setting: 'webhook', dropped }) as const),
  { setting: 'detection', was: 'standard', is: 'fast' },
  { setting: 'hostCredentials', was: 'role', is: 'key' },
  { setting: 'mechanism', was: 'migrate', is: 'havip' },
  { setting: 'language', was: 'en', is: 'zh' },
];

const linesOf = (plan: readonly PlannedOperation[]) =>
  formatPlan(plan, label, { diffs: false, limit: 0 }).map(({ text }) => text);

describe('a plan', () => {
  it.each(Object.entries(plans))('of %s is told in one language, with what it comes to', (_, build) => {
    expect([...linesOf(build()), ...summarise(build(), label)].flatMap(chineseWords)).toEqual([]);
    speak(chinese);
    const lines = [...linesOf(build()), ...summarise(build(), label)];
    const known = ['cloud', 'input', 'inet', 'filter', 'python'];
    expect(lines.flatMap((line) => englishWords(line, known).map((word) => `${word}: ${line}`))).toEqual([]);
    for (const line of lines.filter((one) => one.startsWith('  '))) expect(line).toMatch(/[\u3400-\u9fff]/);
  });

  it('has its marks in one column, and says what costs', () => {
    speak(chinese);
    const plan = buildPlan(view({ inventory: withVip(1), answers: { eip: 'allocate' } }));
    const marked = linesOf(plan).filter((line) => line.startsWith('  '));
    const columns = marked.map((line) => displayWidth(/^ {2}\S+ +/.exec(line)?.[0] ?? ''));
    expect(new Set(columns).size).toBe(1);
    expect(marked).toContainEqual(expect.stringMatching(/^ {2}无需变更 +虚拟 IP|^ {2}无需变更 +VIP/));
    expect(marked).toContainEqual(expect.stringMatching(/^ {2}计费 +申请名为 ha-setup-web 的弹性公网 IP/));
    const rows = summarise(plan, label);
    expect(rows[0]).toMatch(/^云端 +\d+ 项变更，其中弹性公网 IP 会产生费用$/);
    const starts = rows.map((row) => displayWidth(/^\S+ +/.exec(row)?.[0] ?? ''));
    expect(new Set(starts).size).toBe(1);
  });

  it('says what changes of a pair that is there', () => {
    const told = () => [
      ...formatRevisions(revisions).map(({ text }) => text),
      ...firewalls.map((change) => describeChange(change)),
    ];
    expect(told().flatMap(chineseWords)).toEqual([]);
    speak(chinese);
    expect(told().flatMap((line) => englishWords(line, ['input', 'inet', 'filter']))).toEqual([]);
    for (const line of told()) expect(line).toMatch(/[\u3400-\u9fff]|hostCredentials/);
  });
});
