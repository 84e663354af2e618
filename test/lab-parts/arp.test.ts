import { describe, expect, it } from 'vitest';
import { parseArp } from '../../src/lab/network/arp.js';

/** Frames as RFC 826 lays them out: Ethernet header, hardware and protocol, operation, sender, target. */
const ethernet = 'ffffffffffff525400010016';
const frame = (operation: string, sender: string, target: string, head = '08060001080006') =>
  `${ethernet}${head}04${operation}525400010016${sender}000000000000${target}`;

describe('parseArp', () => {
  it('reads requests and replies', () => {
    expect(parseArp(frame('0001', '0a000164', '0a000164'))).toEqual({
      operation: 'request',
      mac: '52:54:00:01:00:16',
      sender: '10.0.1.100',
      target: '10.0.1.100',
    });
    expect(parseArp(frame('0002', '0a000110', '0a0001fe'))).toMatchObject({
      operation: 'reply',
      sender: '10.0.1.16',
      target: '10.0.1.254',
    });
  });

  it('knows what is none, or none for IPv4', () => {
    expect(parseArp(frame('0003', '0a000164', '0a000164'))).toBeUndefined();
    expect(parseArp(frame('0001', '0a000164', '0a000164', '08000001080006'))).toBeUndefined();
    expect(parseArp(frame('0001', '0a000164', '0a000164', '0806000186dd06'))).toBeUndefined();
    expect(parseArp(frame('0001', '0a000164', '0a000164').slice(0, -2))).toBeUndefined();
    expect(parseArp('')).toBeUndefined();
  });
});
