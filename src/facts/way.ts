import type { NodeSpec } from '../cluster/spec.js';
import { HostError } from '../errors.js';
import type { Inventory } from '../ports/inventory.js';
import { locate } from './topology.js';

/** Where a node's SSH is: what the answers say of it, with the cloud's addresses in the place of words. */
export interface Way {
  readonly node: NodeSpec;
  readonly address: string;
}

const instanceJump = /^((?:[^@]+@)?)(ins-[a-z0-9]+)((?::\d+)?)$/;

/**
 * Resolves `private`, `public` and a jump through one of the pair's own instances, which stands for its public address.
 * Undefined where the cloud does not know the instance; a HostError, as a value, where it has no such address.
 */
export function findWay(node: NodeSpec, inventory: Pick<Inventory, 'instances' | 'enis'>): Way | HostError | undefined {
  const { instance, eni } = locate(node, inventory);
  if (instance === undefined) return undefined;
  const { host, proxyJump } = node.ssh;
  const own = eni?.ips.find((ip) => ip.primary)?.address ?? instance.privateIps[0];
  const address = host === 'private' ? own : host === 'public' ? instance.publicIps[0] : host;
  if (address === undefined && host === 'public') return noPublicIp(node.instance, 'set ssh.host: private');
  if (address === undefined) return undefined;
  const [, user = '', jump, port = ''] = instanceJump.exec(proxyJump ?? '') ?? [];
  if (jump === undefined) return { node, address };
  const through = inventory.instances.find(({ id }) => id === jump)?.publicIps[0];
  if (through === undefined) return noPublicIp(jump, 'name another jump host in ssh.proxyJump');
  const by = (jumpHost: string): NodeSpec => ({ ...node, ssh: { ...node.ssh, proxyJump: jumpHost } });
  // The common ssh block may name one of the two as the way to both: that one itself is reached at its public address.
  if (jump === node.instance) return { node: by('none'), address: through };
  return { node: by(`${user}${through}${port}`), address };
}

function noPublicIp(instance: string, hint: string): HostError {
  return new HostError('unreachable', 'the instance has no public IP', { where: instance, hint });
}
