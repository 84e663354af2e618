import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ejs from 'ejs';
import { expect, it } from 'vitest';

const template = fileURLToPath(new URL('../../templates/etc/keepalived/README.ejs', import.meta.url));
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
  const text = ejs.render(readFileSync(template, 'utf8'), model);
  await expect(text).toMatchFileSnapshot(`golden/README-${name}.txt`);
});
