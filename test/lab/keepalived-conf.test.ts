import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drawAuthPass, quoteAuthPass } from '../../src/cluster/auth-pass.js';
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

/** As many passwords as VRRP has numbers, each in an instance of its own. */
const passwords = Array.from({ length: 255 }, drawAuthPass);

/** Instances as we write them, without what may keep them from sending. */
function manyInstances(): string {
  const parts = passwords.map((password, index) => {
    const place = { cluster: `c${index}`, vrid: index + 1, vip: `10.1.0.${index + 1}` };
    const text = render({ ...stable, ...place, authPass: quoteAuthPass(password) });
    const [head = '', instance = ''] = text.split(/(?=^vrrp_instance)/m);
    const own = instance.replace(/ {4}track_script \{[^}]*\}\n/, '').replace(/ {4}notify_.*\n/g, '');
    return { head: head.replace(/^vrrp_script[^}]*\}\n/gm, ''), own };
  });
  return (parts[0]?.head ?? '') + parts.map(({ own }) => own).join('');
}

/** What stands in the last 8 bytes of each advert, by its VRID (RFC 2338, 5.1): as the peer gets it. */
const hear = `
import json, socket, sys, time
raw = socket.socket(socket.AF_INET, socket.SOCK_RAW, 112)
raw.settimeout(0.5)
heard, end = {}, time.monotonic() + 30
while time.monotonic() < end and len(heard) < 255:
    try:
        packet = raw.recv(4096)
    except socket.timeout:
        continue
    advert = packet[(packet[0] & 15) * 4:]
    heard[advert[1]] = advert[-8:].decode('latin-1')
print(json.dumps(heard))
`;

/** Lets it send adverts to a peer that listens. */
const exchangeScript = (folder: string) => `
unshare --net sleep 120 &
peer=$!
trap 'kill $peer' EXIT
until [ "$(readlink /proc/$peer/ns/net)" != "$(readlink /proc/$$/ns/net)" ]; do sleep 0.05; done
ip link set lo up
ip link set eth0-peer netns $peer
ip addr add 10.0.1.16/24 dev eth0
ip link set eth0 up
nsenter --target $peer --net sh -c 'ip addr add 10.0.1.17/24 dev eth0-peer; ip link set eth0-peer up'
install -m 600 ${folder}/many.conf $root/etc/keepalived/keepalived.conf
chroot $root timeout 40 keepalived --dont-fork --vrrp --log-console >${folder}/many.said 2>&1 &
sender=$!
nsenter --target $peer --net python3 ${folder}/hear.py >${folder}/heard.json
kill $sender
wait $sender || true
`;

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
      writeFileSync(join(folder, 'vip.py'), renderHooks('en'));
      const image = await getImage(system);
      writeFileSync(join(folder, 'many.conf'), manyInstances());
      writeFileSync(join(folder, 'hear.py'), hear);
      const script = copyImageScript(image, folder) + askScript(image.packages, folder) + exchangeScript(folder);
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

    it('sends every password that we draw as the bytes that we drew', () => {
      const heard = JSON.parse(read('heard.json')) as Record<string, string>;
      const wrong = passwords
        .map((password, index) => [password, heard[index + 1]])
        .filter(([sent, got]) => sent !== got);
      expect(wrong, read('many.said').split('\n').slice(0, 20).join('\n')).toEqual([]);
    });

    it('refuses a broken one', () => {
      expect(read('broken.said')).toContain('fifty');
      expect(read('broken.code')).not.toBe('0');
    });
  }),
);
