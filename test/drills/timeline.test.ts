import { describe, expect, it } from 'vitest';
import { measureOutage, splitOutage } from '../../src/drills/timeline.js';

const every50 = (from: number, to: number) => Array.from({ length: (to - from) / 50 + 1 }, (_, i) => from + 50 * i);

describe('measureOutage', () => {
  it('is 0 where every probe was answered, and one late reply is no outage', () => {
    expect(measureOutage(every50(1000, 3000), 1000, 3000, 50)).toEqual({ outageMs: 0 });
    expect(measureOutage([1000, 1050, 1149, 1150, 1200], 1000, 1200, 50)).toEqual({ outageMs: 0 });
  });

  it('is the longest silence less one interval, with the reply that ended it', () => {
    const replies = [...every50(0, 1000), ...every50(1300, 2000), ...every50(6000, 7000)];
    expect(measureOutage(replies, 0, 7000, 50)).toEqual({ outageMs: 3950, firstReplyMs: 6000 });
  });

  it('counts silence up to the end, and all of it where nothing ever answered', () => {
    expect(measureOutage(every50(0, 1000), 0, 5000, 50).outageMs).toBe(3950);
    expect(measureOutage([], 0, 5000, 50).outageMs).toBe(4950);
  });

  it('looks only at the time asked for', () => {
    expect(measureOutage([0, ...every50(2000, 3000)], 2000, 3000, 50)).toEqual({ outageMs: 0 });
  });
});

describe('splitOutage', () => {
  it("puts the host's moments on our clock and counts from the fault", () => {
    const record = { detectedMs: 13_600, acceptedMs: 13_900, landedMs: 16_000 };
    expect(splitOutage(record, { outageMs: 5000, firstReplyMs: 6100 }, 0, 10_000)).toEqual({
      detectedMs: 3600,
      acceptedMs: 3900,
      landedMs: 6000,
      firstReplyMs: 6100,
    });
  });

  it('leaves out what is not known', () => {
    expect(splitOutage(undefined, { outageMs: 0 }, 0, 0)).toEqual({});
    expect(splitOutage({ detectedMs: 5, acceptedMs: null, landedMs: 9 }, { outageMs: 0 }, 0, 0)).toEqual({
      detectedMs: 5,
      landedMs: 9,
    });
  });
});
