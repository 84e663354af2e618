import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ejs from 'ejs';
import { expect, it } from 'vitest';

const template = (name: string) =>
  readFileSync(fileURLToPath(new URL(`../../templates/etc/keepalived/${name}`, import.meta.url)), 'utf8');
const migrate = {
  ...{ cluster: 'web', mode: 'stable', vip: '10.0.1.100', eip: '203.0.113.9', ownerBonus: 10 },
  ...{ followsAnnouncement: false, usesApi: true },
};
const models = {
  migrate,
  'migrate-preferred-no-eip': { ...migrate, mode: 'preferred', eip: null },
  havip: { ...migrate, followsAnnouncement: true },
  'havip-no-api': { ...migrate, followsAnnouncement: true, usesApi: false },
};

it.each(Object.entries(models))('README on the hosts: %s', async (name, model) => {
  const text = ejs.render(template('README.ejs'), model);
  await expect(text).toMatchFileSnapshot(`golden/README-${name}.txt`);
});

/** Commands, files, settings and VRRP's own words stand as they are. */
const names = [
  /\/[\w/.-]+|[\w-]+\.(?:py|sh|conf|json|pid|service)|ha-setup|README|--?\w+|\w+\.\*/g,
  /systemctl|journalctl|restart|tail|status|check|switchover|plan|keepalived|web|\bvip\b|\bping\b|\bscope\b|\bhost\b/g,
  /MASTER|HAVIP|VIP|VRRP|API|ARP|MAC|CAM|IP|ID|arp_\w+/g,
  /yielded|isolated|unhealthy|stranger|held|beat|owner|wake|arp|credentials|hold/g,
];

it.each(Object.entries(models))('README on the hosts, in Chinese: %s', async (name, model) => {
  const text = ejs.render(template('README.zh.ejs'), model);
  await expect(text).toMatchFileSnapshot(`golden/README-zh-${name}.txt`);
  const rest = names.reduce((left, pattern) => left.replace(pattern, ''), text);
  expect(rest.match(/[A-Za-z]{2,}/g) ?? []).toEqual([]);
  // The same commands, files and figures as in English.
  const facts = (of: string) =>
    [...new Set(of.match(/\/[\w/.-]+|\b[\w-]+\.(?:py|sh|conf|json)\b|\b\d+ s\b|--\w+/g))].sort();
  expect(facts(text)).toEqual(facts(ejs.render(template('README.ejs'), model)));
});
