import { findInterface } from '../facts/interfaces.js';
import { say } from '../messages/say.js';
import { defineCheck } from './check.js';
import { warning } from './finding.js';

export const mtuCheck = defineCheck({
  id: 'network.mtu',
  subject: 'hosts',
  about: () => say.about.networkMtu,
  when: ['preflight', 'verify'],
  needs: ['topology', 'pair'],
  run({ topology: { nodes }, pair: { a, b } }) {
    const [one, other] = [a, b].map(({ node, host }) => findInterface(host.network, nodes[node].eni.mac));
    if (one?.mtu === undefined || other?.mtu === undefined || one.mtu === other.mtu) return [];
    const { name, mtu } = one;
    const { differs, hint } = say.checks.mtu;
    const message = differs({ name, mtu, otherName: other.name, host: b.id, otherMtu: other.mtu });
    return [warning(a.id, message, hint({ mtu: Math.min(mtu, other.mtu) }))];
  },
});
