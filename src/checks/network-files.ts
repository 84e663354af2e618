import type { NodeName } from '../cluster/spec.js';
import { nodeNames } from '../facts/topology.js';
import type { ProbeContext } from './api-access.js';
import { error, type Finding } from './finding.js';

/** Where netplan, ifupdown, network-scripts, NetworkManager, systemd-networkd and cloud-init keep what they configure at boot. */
const places = [
  ...['/etc/netplan', '/etc/network/interfaces', '/etc/network/interfaces.d', '/etc/sysconfig/network-scripts'],
  ...['/etc/NetworkManager/system-connections', '/etc/systemd/network', '/etc/cloud/cloud.cfg.d', '/etc/rc.local'],
];

/** Nothing on a host puts the VIP on its NIC by itself: at its next boot both hosts would have it. */
export async function checkNetworkFiles(context: ProbeContext): Promise<Finding[]> {
  return (await Promise.all(nodeNames.map((node) => checkNode(context, node)))).flat();
}

async function checkNode({ view, hosts }: ProbeContext, node: NodeName): Promise<Finding[]> {
  const { vip, nodes } = view.topology;
  const { stdout } = await hosts[node].read(['grep', '-rnsF', '--', vip, ...places]);
  const files = findMentions(stdout, vip);
  return files.map((file) =>
    error(
      nodes[node].instance.id,
      `${file} configures the VIP ${vip} on the host itself`,
      'take it out there (and off the NIC, if it is on it): the hooks put the VIP on the NIC of the active host alone',
    ),
  );
}

/** Files and lines of grep's output that name this very address, in use: not a longer one, and not a comment. */
export function findMentions(text: string, vip: string): readonly string[] {
  const address = new RegExp(`(?<![\\d.])${vip.replaceAll('.', '\\.')}(?![\\d.])`);
  return text.split('\n').flatMap((line) => {
    const [, place, content = ''] = /^([^:]+:\d+):(.*)$/.exec(line) ?? [];
    return place !== undefined && !/^\s*[#;]/.test(content) && address.test(content) ? [place] : [];
  });
}
