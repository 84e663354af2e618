import { describe, expect, it } from 'vitest';
import { type Firewall, parseFirewall } from '../../src/facts/firewall.js';
import { firewallOperation } from '../../src/operations/firewall.js';
import { letsVrrpIn, richRule } from '../../src/operations/firewall-verdict.js';
import { renderRecord } from '../../src/operations/host-files.js';
import { fixture } from '../facts/fixture.js';
import { view } from '../fakes/view.js';

const peer = '10.0.1.17';
const read = (name: string): Firewall => {
  const found = parseFirewall(fixture(`firewall/${name}.txt`));
  if (found === undefined) throw new Error(`${name} is no firewall`);
  return found;
};
/** The same with a rule put before the others. */
const withRule = (firewall: Firewall, rule: string): Firewall => {
  const [head = '', ...rest] = firewall.rules;
  return { ...firewall, rules: [head, rule, ...rest] };
};

describe('a packet filter as it comes', () => {
  it.each(['iptables-centos-7', 'ufw', 'firewalld', 'nftables'])('%s keeps VRRP out', (name) => {
    expect(letsVrrpIn(read(name), peer)).toBe(false);
  });
});

describe('one rule lets VRRP in', () => {
  it.each([
    ['iptables-centos-7', `-A INPUT -s ${peer}/32 -p vrrp -m comment --comment ha-setup -j ACCEPT`],
    ['iptables-centos-7', '-A INPUT -p 112 -j ACCEPT'],
    ['ufw', `ufw allow from ${peer} proto vrrp comment 'ha-setup'`],
    ['ufw', `ufw allow from ${peer} comment 'ha-setup'`],
    ['firewalld', richRule(peer)],
    ['firewalld', 'icmp vrrp'],
    ['nftables', `ip saddr ${peer} ip protocol vrrp accept comment "ha-setup"`],
    ['nftables', 'ip protocol 112 counter packets 0 bytes 0 accept'],
  ])('%s: %s', (name, rule) => {
    expect(letsVrrpIn(withRule(read(name), rule), peer)).toBe(true);
  });
});

describe('another rule does not', () => {
  it.each([
    ['iptables-centos-7', '-A INPUT -s 10.0.1.99/32 -p vrrp -j ACCEPT'],
    ['iptables-centos-7', `-A INPUT -s ${peer}/32 -p tcp -m tcp --dport 80 -j ACCEPT`],
    ['ufw', `ufw allow from ${peer} to any port 80 proto tcp`],
    ['ufw', 'ufw allow from 10.0.1.170'],
    ['firewalld', richRule('10.0.1.99')],
    ['nftables', 'ip saddr 10.0.1.99 ip protocol vrrp accept'],
    ['nftables', 'log prefix "in " counter packets 1 bytes 2 drop'],
  ])('%s: %s', (name, rule) => {
    expect(letsVrrpIn(withRule(read(name), rule), peer)).toBe(false);
  });
});

it('iptables: a chain of its own is followed, and comes back where it says nothing', () => {
  const base = read('iptables-centos-7');
  const inner = withRule(base, '-A INPUT -j mine');
  expect(letsVrrpIn(withRule(inner, '-A mine -p tcp -j ACCEPT'), peer)).toBe(false);
  expect(letsVrrpIn(withRule(inner, `-A mine -s ${peer}/32 -j ACCEPT`), peer)).toBe(true);
  expect(letsVrrpIn({ tool: 'iptables', rules: ['-P INPUT ACCEPT', '-A INPUT -i lo -j ACCEPT'] }, peer)).toBe(true);
});

it('no packet filter is none', () => {
  expect(parseFirewall('')).toBeUndefined();
  expect(parseFirewall('firewall-cmd: not found\n')).toBeUndefined();
});

describe('the operation', () => {
  const firewall = read('nftables');

  it('opens the filter for the peer, and the record remembers it for uninstall', () => {
    const base = view({ hosts: { a: { firewall } } });
    const rule = { tool: 'nftables', peer, place: 'inet filter input' };
    expect(firewallOperation('a').diff(base).changes).toEqual([{ kind: 'firewall.open', node: 'a', ...rule }]);
    expect(JSON.parse(renderRecord(base, 'a').content.reveal())).toMatchObject({ firewall: rule });
  });

  it('has nothing to do once it is open, and the record keeps it', () => {
    const open = withRule(firewall, `ip saddr ${peer} ip protocol vrrp accept`);
    const record = {
      ...{ version: 1 as const, cluster: 'web', installedPackages: [] },
      firewall: { tool: 'nftables' as const, peer, place: 'inet filter input' },
    };
    const base = view({ hosts: { a: { firewall: open, record } } });
    expect(firewallOperation('a').diff(base)).toEqual({ changes: [], ok: 'nftables lets VRRP from the peer in' });
    expect(JSON.parse(renderRecord(base, 'a').content.reveal())).toMatchObject({ firewall: record.firewall });
  });
});
