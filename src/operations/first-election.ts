import { vridOf } from '../cluster/names.js';
import { peerOf } from '../cluster/nodes.js';
import { Secret } from '../cluster/secret.js';
import type { NodeName } from '../cluster/spec.js';
import type { NoRole } from './change.js';
import type { View } from './operation.js';

/** What the peer of a node can tell it when keepalived is started there; undefined where it could be untrue or saves nothing. */
export function noRoleOfPeer({ spec, topology, hosts, authPass }: View, node: NodeName): NoRole | undefined {
  const peer = peerOf(node);
  const { service, python } = hosts[peer];
  // Fast detection has elected within a second.
  if (service.active || python === undefined || spec.detection === 'fast') return undefined;
  const vrid = hosts[node].keepalived?.instances[0]?.virtualRouterId ?? vridOf(spec.cluster);
  const advert = farewell(vrid, topology.vip, authPass.reveal());
  const [source, target] = [topology.nodes[peer].ip, topology.nodes[node].ip];
  return { node: peer, python: python.path, source, target, advert: new Secret(advert.toString('hex')) };
}

/** An advert of VRRPv2 with priority 0, one address, an interval of 1 s and a simple password (RFC 2338, 5.1 and 5.3). */
export function farewell(vrid: number, vip: string, password: string): Buffer {
  const address = vip.split('.').map(Number);
  const message = Buffer.from([0x21, vrid, 0, 1, 1, 1, 0, 0, ...address, ...new Array<number>(8).fill(0)]);
  message.write(password, 12, 8, 'latin1');
  message.writeUInt16BE(checksum(message), 6);
  return message;
}

/** The Internet checksum (RFC 1071) of an even number of bytes. */
function checksum(bytes: Buffer): number {
  let sum = 0;
  for (let at = 0; at < bytes.length; at += 2) sum += bytes.readUInt16BE(at);
  while (sum > 0xffff) sum = (sum >>> 16) + (sum & 0xffff);
  return ~sum & 0xffff;
}
