import { describe, expect, it } from 'vitest';
import type { DrillResult } from '../../src/drills/drill.js';
import { type Phase, toEpisode } from '../../src/drills/episode.js';
import { as } from '../fakes/view.js';

const drill = (overrides: Partial<DrillResult>): DrillResult => ({
  kind: 'graceful',
  from: as('ins-labnode1'),
  to: as('ins-labnode2'),
  outageMs: 0,
  place: 'this machine',
  detectedMs: 600,
  acceptedMs: 800,
  landedMs: 2900,
  ...overrides,
});

function phases(overrides: Partial<DrillResult>): Record<string, readonly Phase[]> {
  const { rows } = toEpisode(drill(overrides));
  return Object.fromEntries(rows.map(({ label, spans }) => [label, spans.map(({ phase }) => phase)]));
}

describe('toEpisode', () => {
  it('lets a stopped host serve until the VIP has landed elsewhere', () => {
    expect(phases({})).toEqual({
      'ins-labnode1': ['active', 'yielding', 'down'],
      'ins-labnode2': ['standby', 'claiming', 'active'],
      client: ['answered'],
    });
  });

  it('takes a crashed host out at the fault, and shows the silence where it was', () => {
    const episode = toEpisode(
      drill({ kind: 'crash', outageMs: 5900, detectedMs: 3500, landedMs: 5800, firstReplyMs: 5950 }),
    );
    expect(episode.rows[0]?.spans.map(({ phase, fromMs }) => [phase, fromMs])).toEqual([
      ['active', episode.fromMs],
      ['down', 0],
    ]);
    expect(episode.rows[2]?.spans[1]).toEqual({ phase: 'silent', fromMs: 50, toMs: 5950 });
  });

  it('keeps the host that hands the role back as standby', () => {
    expect(phases({ kind: 'failback' })['ins-labnode1']).toEqual(['active', 'yielding', 'standby']);
  });

  it('joins its spans without a gap and puts its marks in order', () => {
    const { rows, marks, fromMs, toMs } = toEpisode(drill({ acceptedMs: 500 }));
    for (const { spans } of rows) {
      expect([spans[0]?.fromMs, spans.at(-1)?.toMs]).toEqual([fromMs, toMs]);
      for (const [index, span] of spans.slice(1).entries()) expect(span.fromMs).toBe(spans[index]?.toMs);
    }
    expect(marks.map(({ label }) => label)).toEqual(['fault', 'API accepted', 'detected', 'landed']);
  });

  it('draws what it can where nothing was recorded', () => {
    const { place, kind, from, to } = drill({});
    const { rows } = toEpisode({ place, kind, from, to, outageMs: 0 });
    expect(rows.map(({ spans }) => spans.length)).toEqual([2, 2, 1]);
  });
});
