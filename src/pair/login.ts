import type { NodeSpec } from '../cluster/spec.js';
import { HaSetupError, HostError } from '../errors.js';
import type { Reading } from '../facts/reading.js';
import { locate } from '../facts/topology.js';
import { say } from '../messages/say.js';
import type { AddressBook, AddressEntry } from '../ports/address-book.js';
import type { Inventory } from '../ports/inventory.js';

/** What of the cloud's record tells it. */
export type Instances = Pick<Inventory, 'instances' | 'enis'>;

/** Where a node's SSH is: what the answers say of it, with the cloud's addresses in the place of words. */
export interface Login {
  readonly node: NodeSpec;
  readonly address: string;
}

/**
 * Where to log in to a node, by what the cloud says of it.
 * @throws HaSetupError where the cloud does not tell: the API does not answer, or the instance is missing, off or has no such address
 */
export function getLogin(node: NodeSpec, cloud: Reading<{ readonly inventory: Instances }>, book?: AddressBook): Login {
  if ('failure' in cloud) {
    const known = book?.find(keyOf(node));
    if (known !== undefined) return withJump(node, known);
    if (!['private', 'public'].includes(node.ssh.host)) return { node, address: node.ssh.host };
    throw new HaSetupError(say.reach.addressUnknown, {
      where: node.instance,
      hint: say.reach.addressUnknownHint,
    });
  }
  const { instance } = locate(node, cloud.known.inventory);
  if (instance !== undefined && instance.state !== 'RUNNING') {
    throw new HaSetupError(say.reach.state({ state: instance.state }), {
      where: node.instance,
      hint: say.reach.stateHint,
    });
  }
  const login = findLogin(node, cloud.known.inventory);
  if (login instanceof HaSetupError) throw login;
  if (login !== undefined) {
    const { address, node: found } = login;
    const { proxyJump } = found.ssh;
    book?.note(keyOf(node), { address, ...(proxyJump !== undefined && { proxyJump }) });
    return login;
  }
  const missing = instance === undefined ? say.reach.noInstance : say.reach.noPrivateIp;
  throw new HaSetupError(missing, {
    where: node.instance,
    hint: say.reach.noAddressHint,
  });
}

/** The same instance is elsewhere where the answers name another way to it. */
function keyOf({ instance, eni, ssh }: NodeSpec): string {
  return [instance, eni ?? '', ssh.host, ssh.proxyJump ?? ''].join(' ').trim();
}

function withJump(node: NodeSpec, { address, proxyJump }: AddressEntry): Login {
  return { node: { ...node, ssh: { ...node.ssh, ...(proxyJump !== undefined && { proxyJump }) } }, address };
}

const instanceJump = /^((?:[^@]+@)?)(ins-[a-z0-9]+)((?::\d+)?)$/;

/**
 * Resolves `private`, `public` and a jump through one of the pair's own instances, which stands for its public address.
 * Undefined where the cloud does not know the instance; a HostError, as a value, where it has no such address.
 */
export function findLogin(node: NodeSpec, inventory: Instances): Login | HostError | undefined {
  const { instance, eni } = locate(node, inventory);
  if (instance === undefined) return undefined;
  const { host, proxyJump } = node.ssh;
  const own = eni?.ips.find((ip) => ip.primary)?.address ?? instance.privateIps[0];
  const address = host === 'private' ? own : host === 'public' ? instance.publicIps[0] : host;
  if (address === undefined && host === 'public') return noPublicIp(node.instance, say.reach.usePrivate);
  if (address === undefined) return undefined;
  const [, user = '', jump, port = ''] = instanceJump.exec(proxyJump ?? '') ?? [];
  if (jump === undefined) return { node, address };
  const through = inventory.instances.find(({ id }) => id === jump)?.publicIps[0];
  if (through === undefined) return noPublicIp(jump, say.reach.otherJump);
  const by = (jumpHost: string): NodeSpec => ({ ...node, ssh: { ...node.ssh, proxyJump: jumpHost } });
  // The common ssh block may name one of the two as the way to both: that one itself is reached at its public address.
  if (jump === node.instance) return { node: by('none'), address: through };
  return { node: by(`${user}${through}${port}`), address };
}

function noPublicIp(instance: string, hint: string): HostError {
  return new HostError('unreachable', say.reach.noPublicIp, { where: instance, hint });
}
