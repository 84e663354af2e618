import { afterEach, expect, test } from 'vitest';
import { statusResult } from '../../src/cluster/status-result.js';
import { CloudError, HostError } from '../../src/errors.js';
import type { Glance } from '../../src/facts/glance.js';
import type { HostSettings } from '../../src/facts/settings.js';
import { english } from '../../src/messages/en/english.js';
import { speak } from '../../src/messages/say.js';
import { chinese } from '../../src/messages/zh/chinese.js';
import { formatStatus } from '../../src/pair/format-status.js';
import { explainProblem, type Problem } from '../../src/pair/problems.js';
import { type Glanced, toStatus } from '../../src/pair/status.js';
import { displayWidth } from '../../src/text/width.js';
import { healthyPair } from '../fakes/pair.js';
import { as } from '../fakes/view.js';
import { chineseWords, englishWords } from '../messages/language.js';

afterEach(() => speak(english));

const atMs = Date.parse('2026-11-22T21:00:00Z');

function glanced(changes: Partial<Glance> = {}): Glanced {
  const { spec, cloud, topology, hosts } = healthyPair();
  if (!('known' in hosts.a && 'known' in hosts.b) || topology === undefined) throw new Error('the fixture is not well');
  const b: Glance = { ...hosts.b.known, ...changes };
  return { spec, cloud, topology, hosts: { a: { known: hosts.a.known }, b: { known: b } }, atMs };
}

const text = (one: Glanced) => formatStatus(toStatus(one)).map((line) => line.text);

test('a healthy pair fits a screen of 80 columns', () => {
  const lines = text(glanced());
  expect(lines[0]).toBe('web: well, 2026-11-22 21:00:00 UTC');
  expect(lines.length).toBeLessThan(12);
  for (const line of lines) expect(line.length).toBeLessThanOrEqual(80);
  expect(statusResult.parse(toStatus(glanced()))).toMatchObject({ healthy: true, owner: 'ins-aaaaaaa1', problems: [] });
});

test('on 60 columns the table keeps ids and addresses whole', () => {
  const table = formatStatus(toStatus(glanced()), 60).filter(({ text }) => /^ {2}[* ]? +(host|ins-)/.test(text));
  expect(table.length).toBe(3);
  for (const { text } of table) expect(text.length).toBeLessThanOrEqual(60);
  for (const [index, host] of ['ins-aaaaaaa1 10.0.1.16 ', 'ins-aaaaaaa2 10.0.1.17 '].entries())
    expect(table[index + 1]?.text).toContain(host);
});

test('a host that is held is named with the reason', () => {
  const lines = text(glanced({ watch: { state: 'running', faults: { held: 'by root on op' } } }));
  expect(lines[0]).toContain('web: one problem');
  expect(lines).toContain('  ! ins-aaaaaaa2: held (by root on op)');
});

test('a host without hooks is not fit', () => {
  const lines = text(glanced({ watch: { state: 'gone', faults: {} } }));
  expect(lines.find((line) => line.includes('ins-aaaaaaa2 10'))).toMatch(/ gone +no$/);
});

test('a host that does not answer is one problem, not two', () => {
  const lost = new HostError('timeout', 'it did not let us in over SSH within 1.5 s');
  const { problems, nodes, healthy } = toStatus({ ...glanced(), hosts: { ...glanced().hosts, b: { failure: lost } } });
  expect(problems).toEqual(['ins-aaaaaaa2: it did not let us in over SSH within 1.5 s']);
  expect({ healthy, reachable: nodes[1]?.reachable }).toEqual({ healthy: false, reachable: false });
});

test('the last switch is the newest that either host knows', () => {
  const last = {
    from: 'eni-aaaaaaa1',
    to: 'eni-aaaaaaa2',
    why: '成为 MASTER',
    code: 'became-master',
    detectedMs: 1,
    acceptedMs: 2,
    landedMs: atMs,
  };
  const one = glanced();
  const status = 'known' in one.hosts.b ? one.hosts.b.known.hooks.status : undefined;
  if (status === undefined) throw new Error('the fixture has no status');
  const result = toStatus(glanced({ hooks: { status: { ...status, switch: last } } }));
  expect(result.lastSwitch).toEqual({
    at: '2026-11-22T21:00:00.000Z',
    from: 'ins-aaaaaaa1',
    to: 'ins-aaaaaaa2',
    why: 'became MASTER',
  });
  const unknown = toStatus(glanced({ hooks: { status: { ...status, switch: { ...last, code: 'a-newer-one' } } } }));
  expect(unknown.lastSwitch?.why).toBe('成为 MASTER');
});

const silent = {
  failure: new CloudError('DescribeInstances', 'Network', 'no valid answer came from vpc.x: socket hang up'),
};
const settings = as<HostSettings>({ cluster: 'web', vip: '10.0.1.100', self: { ip: '10.0.1.16' } });

test('while the cloud does not answer, the hosts tell who is active', () => {
  const { topology: _, ...rest } = glanced({ settings });
  const lines = text({ ...rest, cloud: silent });
  expect(lines[1]).toBe("  VIP 10.0.1.100: by the hosts' own word ins-aaaaaaa1 is active; the cloud does not answer");
  expect(lines.filter((line) => line.startsWith('  !'))).toHaveLength(1);
  expect(lines.find((line) => line.includes('ins-aaaaaaa2 10.0.1.16'))).toContain('BACKUP');
});

test('while the cloud does not answer, hosts that disagree are a problem', () => {
  const before = glanced();
  const status = 'known' in before.hosts.b ? before.hosts.b.known.hooks.status : undefined;
  if (status === undefined) throw new Error('the fixture has no status');
  const problemsWith = (changes: Partial<typeof status>) => {
    const { topology: _, ...other } = glanced({ hooks: { status: { ...status, ...changes } } });
    return toStatus({ ...other, cloud: silent }).problems;
  };
  expect(problemsWith({ role: 'MASTER' })).toContain('both hosts are MASTER: they do not hear each other');
  expect(problemsWith({ nic: true })).toContain('ins-aaaaaaa2: 10.0.1.100 is on its NIC');
});

test('a pair that nobody has set up, or that was taken down, is called so, with the command to type', () => {
  const bare = without(glanced());
  const next = (...words: readonly string[]) => ['npx ha-setup', ...words, '--answers web.yaml'].join(' ');
  expect(formatStatus(toStatus(bare), 80, next).map((line) => line.text)).toEqual([
    'web: not set up, 2026-11-22 21:00:00 UTC',
    '  the VIP of an earlier run, 10.0.1.100, is on ins-aaaaaaa1',
    '  ! ins-aaaaaaa1: it is not set up: nothing of ha-setup is there',
    '  ! ins-aaaaaaa2: it is not set up: nothing of ha-setup is there',
    '  → npx ha-setup --answers web.yaml sets it up',
  ]);
  expect(statusResult.parse(toStatus(bare)).setUp).toBe(false);
  // One of two: the pair is there, and that host lacks everything.
  const half: Glanced = { ...glanced(), hosts: { a: glanced().hosts.a, b: bare.hosts.b } };
  expect(toStatus(half)).toMatchObject({ setUp: true });
  expect(toStatus(half).problems).toContain('ins-aaaaaaa2: it is not set up: nothing of ha-setup is there');
});

/** The same where nothing of ha-setup is on either host. */
function without(one: Glanced): Glanced {
  const bare = (reading: Glanced['hosts']['a']): Glanced['hosts']['a'] => {
    if (!('known' in reading)) return reading;
    const { settings: _, ...known } = reading.known;
    return { known: { ...known, hooks: { absent: true }, watch: { state: 'gone', faults: {} } } };
  };
  return { ...one, hosts: { a: bare(one.hosts.a), b: bare(one.hosts.b) } };
}

/** Every code of a problem, and a state of each kind that a host or the cloud may be in. */
const problems: readonly Problem[] = [
  { code: 'api-silent', why: '"socket hang up"' },
  ...(['cloud-lacks', 'no-master', 'two-masters'] as const).map((code) => ({ code })),
  { code: 'not-set-up', node: 'a' },
  as<Problem>({ code: 'vip-away', vip: '10.0.1.100', eni: undefined }),
  as<Problem>({ code: 'vip-away', vip: '10.0.1.100', eni: 'eni-ccccccc1' }),
  as<Problem>({ code: 'vip-unclaimed', vip: '10.0.1.100', haVip: 'havip-aaaaaaa1' }),
  as<Problem>({ code: 'vip-moving', vip: '10.0.1.100', state: 'MIGRATING' }),
  as<Problem>({ code: 'eip-away', eip: undefined, vip: '10.0.1.100', node: 'a' }),
  as<Problem>({ code: 'eip-away', eip: 'eip-aaaaaaa1', vip: '10.0.1.100', node: 'b' }),
  { code: 'unreached', node: 'a', why: '“Connection refused”（连接被拒绝）' },
  ...['inactive', 'failed'].map((state) => ({ code: 'service', node: 'a', state }) as const),
  ...(['running', 'frozen', 'gone'] as const).map((state) => ({ code: 'hooks', node: 'b', state }) as const),
  { code: 'hooks-silent', node: 'a' },
  ...['held', 'unhealthy', 'isolated', 'yielded', 'stranger'].flatMap((fault) =>
    ['', '12.5 "by root on op"'].map((why) => ({ code: 'kept-out', node: 'a', fault, why }) as const),
  ),
  { code: 'role', node: 'b', role: 'FAULT', expected: 'BACKUP' },
  ...[true, false].map((isOn) => as<Problem>({ code: 'nic', node: 'a', vip: '10.0.1.100', isOn })),
  ...(['self', 'peer', 'none', 'unknown'] as const).map((owner) => ({ code: 'owner', node: 'a', owner }) as const),
];
const label = (node: 'a' | 'b') => `ins-aaaaaaa${node === 'a' ? 1 : 2}`;

test.each(problems)('$code $node $fault $state $owner is told in Chinese alone, or in English alone', (problem) => {
  if (problem.code !== 'unreached') expect(chineseWords(explainProblem(problem, label))).toEqual([]);
  speak(chinese);
  const told = explainProblem(problem, label);
  expect(englishWords(told, ['failed'])).toEqual([]);
  expect(told).toMatch(/[\u3400-\u9fff]/);
});

test('in Chinese the screen says the same, and its columns are straight', () => {
  const sick = glanced({ watch: { state: 'gone', faults: { held: 'by root on op' } } });
  speak(chinese);
  const lines = text(sick);
  expect(lines[0]).toBe('web：2 个问题，2026-11-22 21:00:00 UTC');
  expect(lines[1]).toBe('  VIP 10.0.1.100：云端记录在 ins-aaaaaaa1（eni-aaaaaaa1）上');
  expect(lines).toContain('  ! ins-aaaaaaa2：已停用（by root on op）');
  expect(lines).toContain('  ! ins-aaaaaaa2：其钩子脚本（vip.py watch）未运行');
  for (const line of text(glanced())) expect(displayWidth(line)).toBeLessThanOrEqual(80);
  const [head = '', a = '', b = ''] = lines.filter((line) => /VRRP|MASTER|BACKUP/.test(line));
  const starts = (line: string, ...words: string[]) =>
    words.map((word) => displayWidth(line.slice(0, line.indexOf(word))));
  const columns = starts(head, '主机', '网卡', 'VRRP', 'keepalived', '钩子脚本', '可接管');
  expect(starts(a, 'ins-', 'VIP', 'MASTER', 'active', '运行中', '是')).toEqual(columns);
  expect(starts(b, 'ins-', '-  ', 'BACKUP', 'active', '未运行', '已停用').filter((_, at) => at !== 1)).toEqual(
    columns.filter((_, at) => at !== 1),
  );
  expect(lines.flatMap((line) => englishWords(line, ['web', 'by', 'on', 'op']))).toEqual([]);
});
