import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { boundEip, examples, extensionEni } from './examples.js';

const templates = fileURLToPath(new URL('../../../templates/etc/keepalived', import.meta.url));
const feed = fileURLToPath(new URL('feed.py', import.meta.url));

const config = {
  self_eni: 'eni-f1xjkw1b',
  peer_eni: 'eni-peer0001',
  vip: '192.168.0.15',
  eip: 'eip-93gyo275',
  cluster: 'web',
};
const replies = Object.fromEntries(examples.map(({ action, reply }) => [action, reply]));

/** What the hooks make of replies to their own question. */
function understand(ask: string, over: Readonly<Record<string, object>> = {}, ...args: readonly unknown[]): unknown {
  const input = JSON.stringify([{ ask, arguments: args, config, replies: { ...replies, ...over } }]);
  const [understood] = JSON.parse(
    execFileSync('python3', [feed, templates], {
      input,
      encoding: 'utf8',
      env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' },
    }),
  ) as unknown[];
  return understood;
}
const enis = (...set: readonly object[]) => ({
  DescribeNetworkInterfaces: { TotalCount: set.length, NetworkInterfaceSet: set },
});

describe('what the hooks understand of the vendor’s replies', () => {
  it('who owns the VIP, although the entry names no EIP', () => {
    expect(understand('record', enis(extensionEni))).toMatchObject({
      owner: 'self',
      eni: 'eni-f1xjkw1b',
      state: 'AVAILABLE',
      eip: 'elsewhere',
    });
  });

  it.each([['PENDING'], ['MIGRATING'], ['DELETING']])('that a VIP which is %s is not at rest', (state) => {
    const ips = extensionEni.PrivateIpAddressSet.map((ip) => ({ ...ip, State: state }));
    expect(understand('record', enis({ ...extensionEni, PrivateIpAddressSet: ips }))).toMatchObject({
      owner: 'self',
      state,
    });
  });

  it('that the EIP of an entry is on the VIP', () => {
    const ips = extensionEni.PrivateIpAddressSet.map((ip) => ({ ...ip, AddressId: 'eip-93gyo275' }));
    expect(understand('record', enis({ ...extensionEni, PrivateIpAddressSet: ips }))).toMatchObject({ eip: 'vip' });
  });

  it('what became of a task, and the id of a move', () => {
    expect(understand('task', {}, 'a-task')).toEqual(['SUCCESS', 'SUCCESS']);
    expect(understand('take', {}, 'eni-peer0001', null, null)).toBe('f23d1450-ed00-4442-98d4-be409e625e6c');
  });

  it('where the EIP is, by its status first', () => {
    expect(understand('eip', { DescribeAddresses: { TotalCount: 0, AddressSet: [boundEip] } })).toEqual([
      'BIND',
      'eni-akohvkv6',
      '10.0.1.9',
    ]);
    const unbound = { TotalCount: 1, AddressSet: [{ ...boundEip, AddressStatus: 'UNBIND' }] };
    expect((understand('eip', { DescribeAddresses: unbound }) as string[])[0]).toBe('UNBIND');
  });
});
