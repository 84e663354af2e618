import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { patterns } from '../../src/cluster/ids.js';
import { runChecked } from '../../src/lab/process.js';
import { renderHooks } from '../../src/operations/templates.js';
import { other, preferred, preferredFast, render, stable, stableFast } from '../templates/models.js';
import { copyImageScript, getImage } from './image-copy.js';
import { describeLab } from './needs-lab.js';

const templates = fileURLToPath(new URL('../../templates/etc/keepalived/', import.meta.url));
const hooks = ['notify_action.sh', 'check_self.sh', 'vrrp_guard.sh', 'vip.py'];
const configurations = {
  stable: render(stable),
  'stable-fast': render(stableFast),
  preferred: render(preferred),
  'preferred-fast': render(preferredFast),
  other: render(other),
  broken: render(stable).replace('priority 50', 'priority fifty'),
  ...Object.fromEntries(
    fc
      .sample(fc.tuple(fc.stringMatching(patterns.cluster), fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._:-]{0,7}$/)), 24)
      .map(([cluster, authPass], index) => [`any-${index}`, render({ ...stable, cluster, authPass })]),
  ),
};

/** Asks the keepalived that the machines get, unpacked but never started, of every NAME.conf, on a host with an eth0. */
const askScript = (packages: string, folder: string) => `
ip link add eth0 type veth peer name eth0-peer
mkdir $root/packages
mount --bind ${packages} $root/packages
chroot $root sh -c 'dpkg --unpack --force-depends /packages/keepalived_*.deb /packages/lib*.deb' >/dev/null
install -d $root/etc/keepalived
# Debian's 2.3 reads a file of its package, which stands there under another name until the package is configured.
for file in $root/etc/keepalived/*.dpkg-new; do [ ! -e "$file" ] || mv "$file" "\${file%.dpkg-new}"; done
install -m 755 ${hooks.map((name) => `${folder}/${name}`).join(' ')} $root/etc/keepalived
for name in ${Object.keys(configurations).join(' ')}; do
  install -m 600 ${folder}/$name.conf $root/etc/keepalived/keepalived.conf
  code=0
  chroot $root keepalived -t >${folder}/$name.said 2>&1 || code=$?
  echo $code >${folder}/$name.code
done
`;

describe.each(['debian', 'debian-13'] as const)('of %s', (system) =>
  describeLab('keepalived -t', () => {
    const folder = mkdtempSync(join(tmpdir(), 'ha-setup-keepalived-'));
    afterAll(() => rmSync(folder, { recursive: true }));
    beforeAll(async () => {
      for (const [name, content] of Object.entries(configurations))
        writeFileSync(join(folder, `${name}.conf`), content);
      for (const name of hooks.slice(0, -1)) copyFileSync(join(templates, name), join(folder, name));
      writeFileSync(join(folder, 'vip.py'), renderHooks());
      const image = await getImage(system);
      const script = copyImageScript(image, folder) + askScript(image.packages, folder);
      await runChecked(['unshare', '--mount', '--net', 'sh', '-c', script]);
    });
    const read = (file: string) => readFileSync(join(folder, file), 'utf8').trim();

    it.each(['stable', 'stable-fast', 'preferred', 'preferred-fast', 'other'])(
      'has not a word to say of %s',
      (name) => {
        expect({ code: read(`${name}.code`), said: read(`${name}.said`) }).toEqual({ code: '0', said: '' });
      },
    );

    it('takes every name and password that we let through as it is', () => {
      const names = Object.keys(configurations).filter((name) => name.startsWith('any-'));
      const refused = names.filter((name) => read(`${name}.code`) !== '0' || read(`${name}.said`) !== '');
      expect(refused.map((name) => [read(`${name}.conf`), read(`${name}.said`)])).toEqual([]);
    });

    it('refuses a broken one', () => {
      expect(read('broken.said')).toContain('fifty');
      expect(read('broken.code')).not.toBe('0');
    });
  }),
);
