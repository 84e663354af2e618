import { say } from '../messages/say.js';
import { defineCheck } from './check.js';
import { error } from './finding.js';

/** Where netplan, ifupdown, network-scripts, NetworkManager, systemd-networkd and cloud-init keep what they configure at boot. */
const places = [
  ...['/etc/netplan', '/etc/network/interfaces', '/etc/network/interfaces.d', '/etc/sysconfig/network-scripts'],
  ...['/etc/NetworkManager/system-connections', '/etc/systemd/network', '/etc/cloud/cloud.cfg.d', '/etc/rc.local'],
];

export const networkFilesCheck = defineCheck({
  id: 'network.files',
  title: "the hosts' network settings",
  about: 'nothing on a host puts the VIP on its NIC by itself: at its next boot both hosts would have it',
  when: ['preflight'],
  needs: ['topology', 'host', 'port'],
  async run({ topology: { vip }, host: { id }, port }) {
    const { stdout } = await port.read(['grep', '-rnsF', '--', vip, ...places]);
    return findMentions(stdout, vip).map((file) =>
      error(id, say.checks.networkFiles.found({ file, vip }), say.checks.networkFiles.hint),
    );
  },
});

/** Files and lines of grep's output that name this very address, in use: not a longer one, and not a comment. */
export function findMentions(text: string, vip: string): readonly string[] {
  const address = new RegExp(`(?<![\\d.])${vip.replaceAll('.', '\\.')}(?![\\d.])`);
  return text.split('\n').flatMap((line) => {
    const [, place, content = ''] = /^([^:]+:\d+):(.*)$/.exec(line) ?? [];
    return place !== undefined && !/^\s*[#;]/.test(content) && address.test(content) ? [place] : [];
  });
}
