import { expect, test } from 'vitest';
import { gather } from '../../src/facts/fact.js';
import { networkFact, parseNetwork } from '../../src/facts/interfaces.js';
import { fixture } from './fixture.js';
import { localReader } from './local-reader.js';

test('interfaces with MAC and addresses, and the default route with the lowest metric', () => {
  const network = parseNetwork(fixture('network/debian-12.txt'));
  expect(network.hasIproute).toBe(true);
  expect(network.gateway).toEqual({ address: '10.0.1.1', interface: 'eth0' });
  expect(network.interfaces).toContainEqual({
    name: 'eth0',
    mac: '52:54:00:0a:00:10',
    state: 'up',
    addresses: [
      { address: '10.0.1.16', prefix: 24 },
      { address: '10.0.1.100', prefix: 32 },
    ],
  });
  expect(network.interfaces.map(({ name }) => name)).toEqual(['docker0', 'eth0']);
});

test('without the ip command the MACs are still there', () => {
  const network = parseNetwork(fixture('network/no-iproute.txt'));
  expect(network).toEqual({
    interfaces: [{ name: 'eth0', mac: '52:54:00:0a:00:11', state: 'up', addresses: [] }],
    hasIproute: false,
  });
});

test('each interface has its MTU, where the kernel tells it', () => {
  const { interfaces } = parseNetwork(fixture('network/mtu.txt'));
  expect(interfaces.map(({ name, mtu }) => [name, mtu])).toEqual([
    ['docker0', 1500],
    ['eth0', 8500],
    ['tun0', undefined],
  ]);
});

test('a point-to-point default route has no gateway', () => {
  expect(parseNetwork('link ppp0 unknown \nroute default dev ppp0 scope link\n').gateway).toBeUndefined();
});

test('a reply without any interface makes no sense', () => {
  expect(() => parseNetwork('link lo unknown 00:00:00:00:00:00\n')).toThrow('it lists no interface');
});

test('this machine answers', async () => {
  const result = await localReader.read(networkFact.argv);
  expect(result.stdout).toMatch(/^link lo /m);
  expect(result.stdout).toMatch(/^mtu lo \d+$/m);
  expect(result.stderr).toBe('');
  if (/^link (?!lo )/m.test(result.stdout)) await gather(localReader, { networkFact });
});
