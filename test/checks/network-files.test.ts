import { expect, it } from 'vitest';
import { findMentions } from '../../src/checks/network-files.js';

it.each([
  ['/etc/netplan/50-cloud-init.yaml:9:        - 10.0.1.100/24', '/etc/netplan/50-cloud-init.yaml:9'],
  [
    '/etc/sysconfig/network-scripts/ifcfg-eth0_1:3:IPADDR="10.0.1.100"',
    '/etc/sysconfig/network-scripts/ifcfg-eth0_1:3',
  ],
  ['/etc/network/interfaces:12:    address 10.0.1.10', undefined],
  ['/etc/network/interfaces:12:    up ip addr add 10.0.1.1001/24 dev eth0', undefined],
  ['/etc/network/interfaces:12:    # address 10.0.1.100', undefined],
  ['/etc/systemd/network/10.network:4:Address=10.0.1.100/32', '/etc/systemd/network/10.network:4'],
])('%s', (line, place) => {
  expect(findMentions([line], '10.0.1.100').join()).toBe(place ?? '');
});
