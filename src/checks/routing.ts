import { cidrRange, type Ipv4, numberToIp } from '../cluster/ids.js';
import { peerOf } from '../cluster/nodes.js';
import { findInterface } from '../facts/interfaces.js';
import { deviceFor } from '../facts/routing.js';
import { say } from '../messages/say.js';
import { defineCheck } from './check.js';
import { error, ok, warning } from './finding.js';

/** Of documentation, so nobody's (RFC 5737): it stands for the Internet. */
const somewhere = '203.0.113.1' as Ipv4;
/** Any number that no host uses by itself: 253 to 255 are the kernel's. */
const table = 100;

/**
 * A reply leaves by the device that the host's routes name, which is the primary ENI's unless a rule goes by the source; a
 * VPC drops what comes from a port that does not own its source address.
 */
export const routingCheck = defineCheck({
  id: 'network.routing',
  subject: 'network',
  about: () => say.about.networkRouting,
  when: ['preflight', 'verify'],
  needs: ['topology', 'host'],
  run({ topology: { nodes, vip, subnet, eip }, host: { id, node, host } }, { pair }) {
    const { eni, ip } = nodes[node];
    const device = findInterface(host.network, eni.mac)?.name;
    if (device === undefined || host.routing.rules.length === 0) return [];
    const { first, last } = cidrRange(subnet.cidr);
    const leaves = (from: Ipv4, to: Ipv4) => deviceFor(host.routing, from, to) ?? say.routing.nowhere;
    const peer = nodes[peerOf(node)].ip;
    const hasEip = eip !== undefined || pair.spec.eip !== 'none';
    const wrong = [
      ...[ip, vip].map((from) => ({ from, to: peer, message: say.routing.subnet, finding: error })),
      { from: vip, to: numberToIp(last + 1), message: say.routing.elsewhere, finding: warning },
      ...(hasEip ? [{ from: vip, to: somewhere, message: say.routing.internet, finding: error }] : []),
    ].filter(({ from, to }) => leaves(from, to) !== device);
    if (wrong.length === 0) return [ok(id, say.routing.ok({ address: vip, device }))];
    const sources = [...new Set(wrong.map(({ from }) => from))];
    const commands = [
      `ip route replace default via ${numberToIp(first + 1)} dev ${device} table ${table}`,
      ...sources.map((from) => `ip rule add from ${from} lookup ${table}`),
    ];
    const hint = say.routing.hint({ commands: commands.join('; ') });
    return wrong.map(({ from, to, message, finding }) =>
      finding(id, message({ address: from, device, actual: leaves(from, to) }), hint),
    );
  },
});
