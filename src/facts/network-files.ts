import type { Fact } from './fact.js';

/** Where netplan, ifupdown, network-scripts, NetworkManager, systemd-networkd and cloud-init keep what they configure at boot. */
const places = [
  ...['/etc/netplan', '/etc/network/interfaces', '/etc/network/interfaces.d', '/etc/sysconfig/network-scripts'],
  ...['/etc/NetworkManager/system-connections', '/etc/systemd/network', '/etc/cloud/cloud.cfg.d', '/etc/rc.local'],
];

/** Lines of the host's network settings with an IPv4 address, each as grep shows it: file:line:text. */
export const networkFilesFact: Fact<readonly string[]> = {
  key: 'networkFiles',
  argv: ['grep', '-rnsE', '--', '[0-9]+[.][0-9]+[.][0-9]+[.][0-9]+', ...places],
  parse: ({ stdout }) => stdout.split('\n').filter((line) => line !== ''),
};
