import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { findGuideSetup } from '../../src/facts/guide.js';
import { as } from '../fakes/view.js';

const read = (name: string, folder = 'guide') =>
  readFileSync(new URL(`../bench/${folder}/${name}`, import.meta.url), 'utf8');
const states = (contents: Readonly<Record<string, string>>) =>
  as<Parameters<typeof findGuideSetup>[0]>(
    Object.fromEntries(Object.entries(contents).map(([name, content]) => [`/etc/keepalived/${name}`, { content }])),
  );
const [config, hooks] = [read('keepalived.conf'), read('vip.py')];

test('the guide is recognised by its own files, with what it says of its pair', () => {
  expect(findGuideSetup(states({ 'keepalived.conf': config, 'vip.py': hooks }))).toEqual({
    mechanism: 'migrate',
    vip: '10.0.1.100',
    selfEni: 'eni-pvsvph0u',
    peerEni: 'eni-qnxioxyi',
    state: 'MASTER',
    priority: '50',
  });
});

test.each<[string, Readonly<Record<string, string>>]>([
  ['with a vip.py of ours', { 'keepalived.conf': config, 'vip.py': '#!/usr/bin/python3 -IS\nvip = None\n' }],
  ['with a configuration of somebody else', { 'keepalived.conf': 'vrrp_instance X {\n}\n', 'vip.py': hooks }],
  ['with an address that is none', { 'keepalived.conf': config, 'vip.py': hooks.replace('10.0.1.100', '$(reboot)') }],
])('a set-up %s is another one', (_, contents) => {
  expect(findGuideSetup(states(contents))).toBeUndefined();
});

describe('a pair whose VIP is a HAVIP', () => {
  const fills = { '@SELF@': '10.0.1.16', '@PEER@': '10.0.1.17', '@VIP@': '10.0.1.100/32 dev eth0' };
  const havip = Object.entries(fills).reduce(
    (text, [place, value]) => text.replace(place, value),
    read('keepalived.conf', 'guide-havip'),
  );
  const find = (text: string) => findGuideSetup(states({ 'keepalived.conf': text }));

  test('is recognised by its configuration alone', () => {
    expect(find(havip)).toEqual({
      mechanism: 'havip',
      vip: '10.0.1.100',
      selfIp: '10.0.1.16',
      peerIp: '10.0.1.17',
      state: 'BACKUP',
      priority: '100',
    });
  });

  test.each<[string, string]>([
    ['two VIPs', havip.replace('10.0.1.100/32 dev eth0', '10.0.1.100\n10.0.1.101')],
    ['two peers', havip.replace('        10.0.1.17', '        10.0.1.17\n        10.0.1.18')],
    ['multicast', havip.replace(/unicast_peer \{[^}]*\}/, '')],
    ['a second instance', `${havip}\nvrrp_instance VI_2 {\n}\n`],
    ['a virtual server', `${havip}\nvirtual_server 10.0.1.100 80 {\n}\n`],
    ['other files', `include /etc/keepalived/conf.d/*.conf\n${havip}`],
    ['an address that is none', havip.replace('10.0.1.100/32', '$(reboot)')],
    ['no VIP but a remark', havip.replace('10.0.1.100/32', '# 10.0.1.100')],
  ])('is another one with %s', (_, text) => {
    expect(text).not.toBe(havip);
    expect(find(text)).toBeUndefined();
  });
});
