import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { findGuideSetup } from '../../src/facts/guide.js';
import { as } from '../fakes/view.js';

const read = (name: string) => readFileSync(new URL(`../bench/guide/${name}`, import.meta.url), 'utf8');
const states = (contents: Readonly<Record<string, string>>) =>
  as<Parameters<typeof findGuideSetup>[0]>(
    Object.fromEntries(Object.entries(contents).map(([name, content]) => [`/etc/keepalived/${name}`, { content }])),
  );
const [config, hooks] = [read('keepalived.conf'), read('vip.py')];

test('the guide is recognised by its own files, with what it says of its pair', () => {
  expect(findGuideSetup(states({ 'keepalived.conf': config, 'vip.py': hooks }))).toEqual({
    vip: '10.0.1.100',
    selfEni: 'eni-pvsvph0u',
    peerEni: 'eni-qnxioxyi',
    state: 'MASTER',
    priority: '50',
  });
});

test.each<[string, Readonly<Record<string, string>>]>([
  ['without its vip.py', { 'keepalived.conf': config }],
  ['with a vip.py of ours', { 'keepalived.conf': config, 'vip.py': '#!/usr/bin/python3 -IS\nvip = None\n' }],
  ['with a configuration of somebody else', { 'keepalived.conf': 'vrrp_instance X {\n}\n', 'vip.py': hooks }],
  ['with an address that is none', { 'keepalived.conf': config, 'vip.py': hooks.replace('10.0.1.100', '$(reboot)') }],
])('a set-up %s is another one', (_, contents) => {
  expect(findGuideSetup(states(contents))).toBeUndefined();
});
