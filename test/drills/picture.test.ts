import { describe, expect, it } from 'vitest';
import type { DrillResult } from '../../src/drills/drill.js';
import { toEpisode } from '../../src/drills/episode.js';
import { drawEpisode, drawLegend } from '../../src/drills/picture.js';
import { as } from '../fakes/view.js';

const pair = { from: as<DrillResult['from']>('ins-labnode1'), to: as<DrillResult['to']>('ins-labnode2'), place: 'x' };
const crash = toEpisode({
  ...pair,
  kind: 'crash',
  outageMs: 5900,
  detectedMs: 3500,
  acceptedMs: 3700,
  landedMs: 5800,
  firstReplyMs: 5950,
});
const graceful = toEpisode({
  ...pair,
  kind: 'graceful',
  outageMs: 0,
  detectedMs: 620,
  acceptedMs: 800,
  landedMs: 2900,
});

describe('the picture of a failover', () => {
  it('shows who had the VIP when, and the gap, on one scale', () => {
    expect(drawEpisode(crash, { width: 80, ascii: false })).toEqual([
      '                    0 s              2 s              4 s              6 s',
      'ins-labnode1  ██████···························································',
      'ins-labnode2  ────────────────────────────────────▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒█████████',
      'client        ━━━━━━×××××××××××××××××××××××××××××××××××××××××××××××××××━━━━━━━━',
      '                    ↑ fault                       ↑ detected          ↑ landed',
      '                                                    ↑ API accepted',
      '                                                           first reply ↑',
    ]);
  });

  it('has plain characters for terminals that have no others', () => {
    expect(drawEpisode(graceful, { width: 60, ascii: true })).toEqual([
      '                  0 s         1 s         2 s         3 s',
      'ins-labnode1  ####====================================.....',
      'ins-labnode2  ------------>>>>>>>>>>>>>>>>>>>>>>>>>>>>#####',
      'client        +++++++++++++++++++++++++++++++++++++++++++++',
      '                  ^ fault   ^ API accepted    landed ^',
      '                         ^ detected',
    ]);
  });

  it.each([40, 60, 80, 120, 200])('fits %d columns', (width) => {
    for (const episode of [crash, graceful]) {
      const lines = [
        ...drawEpisode(episode, { width, ascii: false }),
        ...drawLegend([episode], { width, ascii: false }),
      ];
      expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(width);
    }
  });

  it('leaves out a time that would not fit at the end of its scale', () => {
    const failback = toEpisode({ ...pair, kind: 'failback', outageMs: 0, detectedMs: 31_630, landedMs: 35_020 });
    expect(drawEpisode(failback, { width: 80, ascii: false })[0]).toMatch(/^ +0 s +10 s +20 s +30 s$/);
  });

  it('never drops a silence for being short', () => {
    const blink = toEpisode({
      ...pair,
      kind: 'failback',
      outageMs: 60,
      detectedMs: 9000,
      landedMs: 11_000,
      firstReplyMs: 11_050,
    });
    expect(drawEpisode(blink, { width: 60, ascii: false })[3]).toContain('×');
  });

  it('explains the signs that it uses, and no others', () => {
    expect(drawLegend([graceful], { width: 200, ascii: false }).join('\n')).not.toContain('no answer');
    expect(drawLegend([crash], { width: 200, ascii: false })[0]).toContain('× no answer');
  });
});
