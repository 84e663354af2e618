import { expect, test } from 'vitest';
import type { DrillResult } from '../../../src/drills/drill.js';
import { renderReport } from '../../../src/drills/report/page.js';
import type { Verified } from '../../../src/drills/verified.js';
import { english } from '../../../src/messages/en/english.js';
import { speak } from '../../../src/messages/say.js';
import { chinese } from '../../../src/messages/zh/chinese.js';
import { as } from '../../fakes/view.js';

const crash = as<DrillResult>({
  kind: 'crash',
  from: 'ins-aaaaaaa1',
  to: 'ins-aaaaaaa2',
  outageMs: 5100,
  place: 'this machine',
  detectedMs: 2900,
  acceptedMs: 3300,
  landedMs: 5600,
  firstReplyMs: 5200,
});

const result: Verified = {
  version: 1,
  cluster: 'web',
  at: '2026-11-22T21:36:00.000Z',
  healthy: true,
  vip: '10.0.1.100',
  active: 'ins-aaaaaaa1',
  counts: { ok: 1, unproven: 0, warning: 1, error: 0 },
  diagnosis: null,
  checks: [
    { id: 'cloud.api', level: 'ok', where: 'cloud', message: 'the API answers you' },
    {
      id: 'files.drift',
      level: 'warning',
      where: 'ins-aaaaaaa1',
      message: 'README <is> "not" as & where',
      hint: 'ha-setup --answers <FILE>',
      diff: ['-# <b>mine</b>', '+# ours'],
    },
  ],
  drills: [crash],
  outages: [{ kind: 'crash', runs: 1, medianMs: 5100, maximumMs: 5100 }],
};

test('the page fetches nothing, and text stays text', () => {
  const page = renderReport(result);
  expect(page).not.toMatch(/<script|<img|<link|src=|url\(|https?:/);
  expect(page).toContain('README &lt;is&gt; &#34;not&#34; as &amp; where');
  expect(page).toContain('<span class="remove">-# &lt;b&gt;mine&lt;/b&gt;</span>');
  expect(page).toContain('→ ha-setup --answers &lt;FILE&gt;');
});

test('words of others steer neither a browser nor a terminal', () => {
  const evil = '"><script>alert(1)</script>\u001b[2J\u202e\'';
  const [first, second] = result.checks;
  if (first === undefined || second === undefined) throw new Error('the fixture has two checks');
  const checks = [first, { ...second, message: evil, hint: evil, diff: [`-${evil}`], where: `ins-${evil}` }];
  const page = renderReport({ ...result, cluster: evil, vip: evil, checks, healthy: false }, evil);
  for (const steering of ['<script', '\u001b', '\u202e']) expect(page).not.toContain(steering);
  expect(page.match(/&lt;script&gt;alert\(1\)&lt;\/script&gt;\\x1b\[2J\\u202e&#39;/g)?.length).toBeGreaterThanOrEqual(
    7,
  );
});

test('a drill is drawn with its phases to scale and its moments named', () => {
  const svg = /<svg.*<\/svg>/s.exec(renderReport(result))?.[0] ?? '';
  const bar = (phase: string) => {
    const [, x = '', width = ''] =
      new RegExp(`<rect class="${phase}" x="([\\d.]+)" y="[\\d.]+" width="([\\d.]+)"`).exec(svg) ?? [];
    return { from: Number(x), to: Number(x) + Number(width) };
  };
  const silent = bar('silent');
  const claiming = bar('claiming');
  expect((silent.to - silent.from) / (claiming.to - claiming.from)).toBeCloseTo(5100 / 2700, 1);
  expect(silent.from).toBeLessThan(claiming.from);
  for (const words of ['ins-aaaaaaa1', 'ins-aaaaaaa2', 'client', 'detected +2.90 s', 'landed +5.60 s'])
    expect(svg).toContain(words);
});

test('what went wrong stands at the top', () => {
  expect(renderReport({ ...result, healthy: false, drills: [] }, 'web has 2 errors')).toContain(
    'bad">web has 2 errors<',
  );
  expect(renderReport({ ...result, drills: [] })).not.toContain('<svg');
});

test('in Chinese, nothing but names and what the checks said is English', () => {
  speak(chinese);
  try {
    const checks = result.checks.map(({ hint: _, diff: __, ...check }) => ({ ...check, message: '检查' }));
    const page = renderReport({ ...result, checks, drills: [{ ...crash, place: '本机' }] });
    expect(page).toContain('<html lang="zh-CN">');
    expect(page).toContain('2026-11-22 21:36:00 UTC');
    const shown = page
      .replace(/<style>[\s\S]*?<\/style>/, '')
      .match(/(?<=>)[^<>]+(?=<)|(?<=aria-label=")[^"]+/g)
      ?.join('\n');
    const names = /ins-\w+|ha-setup verify|cloud\.api|files\.drift|MASTER|VIP|ENI|VRRP|API|UTC|CVM|\bweb\b|\bs\b/g;
    expect(shown?.replace(names, '').match(/[A-Za-z]{2,}/g) ?? []).toEqual([]);
  } finally {
    speak(english);
  }
});
