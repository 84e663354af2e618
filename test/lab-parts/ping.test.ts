import { describe, expect, it } from 'vitest';
import { countLost, parseReply, summarize } from '../../src/lab/ping.js';

describe('a row of pings', () => {
  it('reads the time of a reply, and nothing from any other line', () => {
    expect(parseReply('[1700000000.123456] 64 bytes from 10.0.1.100: icmp_seq=7 ttl=63 time=0.09 ms')).toBe(
      1700000000123,
    );
    expect(parseReply('PING 10.0.1.100 (10.0.1.100) 56(84) bytes of data.')).toBeUndefined();
    expect(parseReply('[1700000000.123456] From 10.0.1.1 icmp_seq=7 Destination Host Unreachable')).toBeUndefined();
  });

  it('counts what is missing between the first reply and the last', () => {
    expect([[], [5], [5, 6, 7], [5, 8, 7], [1, 3, 3, 6]].map(countLost)).toEqual([0, 0, 0, 1, 3]);
  });

  it('finds the longest silence, wherever it lies', () => {
    expect(summarize(0, 300, [10, 20, 150, 290]).silence).toEqual({ ms: 140, from: 150, to: 290 });
    expect(summarize(0, 300, [200, 290]).silence).toEqual({ ms: 200, from: 0, to: 200 });
    expect(summarize(0, 900, [10, 20]).silence).toEqual({ ms: 880, from: 20, to: 900 });
    expect(summarize(0, 900, []).silence).toEqual({ ms: 900, from: 0, to: 900 });
  });
});
