import { findInterface } from '../facts/interfaces.js';
import { defineCheck } from './check.js';
import { warning } from './finding.js';

export const mtuCheck = defineCheck({
  id: 'network.mtu',
  title: 'the two hosts',
  about: 'the NICs of both hosts have the same MTU',
  when: ['preflight', 'verify'],
  needs: ['topology', 'pair'],
  run({ topology: { nodes }, pair: { a, b } }) {
    const [one, other] = [a, b].map(({ node, host }) => findInterface(host.network, nodes[node].eni.mac));
    if (one?.mtu === undefined || other?.mtu === undefined || one.mtu === other.mtu) return [];
    const message = `the MTU of ${one.name} is ${one.mtu} there and that of ${other.name} on ${b.id} is ${other.mtu}: connections to the VIP may stall after a failover`;
    const hint = `set one MTU on both hosts: ip link set dev NAME mtu ${Math.min(one.mtu, other.mtu)}, and in their network settings`;
    return [warning(a.id, message, hint)];
  },
});
