import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseAnswers } from '../src/cluster/parse.js';
import { Secret } from '../src/cluster/secret.js';
import type { HostFacts } from '../src/facts/host.js';
import { parseKeepalivedConfig } from '../src/facts/keepalived-config.js';
import { renderHostFiles } from '../src/operations/host-files.js';
import type { View } from '../src/operations/operation.js';
import { answers, as, freshHost, view } from './fakes/view.js';
import { describeWith } from './needs-programs.js';

const nasty = [
  ...["'", '"', '\\', '`', '$(touch /tmp/owned)', '$HOME', ';', '&&', '|', '\n', '\r', '\t', '#', '!', '}', '{'],
  ...['<%= 1 %>', '-->', '</x>', '\u2028', '\u0085', '\x1b[31m', '\x7f', '%s', '\\u0041', '"""', 'é', '😀', '../..'],
];
/** Values as somebody would choose them who wants to be more than data; NUL alone reaches no file and no command. */
const hostile = fc.oneof(
  fc.array(fc.constantFrom(...nasty, 'a', ' ', '1'), { minLength: 1, maxLength: 8 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary', minLength: 1 }).filter((text) => !text.includes('\0')),
);

function contentOf(desired: View, path: string): string {
  return (
    renderHostFiles(desired, 'a')
      .find((file) => file.path === path)
      ?.content.reveal() ?? ''
  );
}

describeWith('python3', 'what the hooks read with the real python3', () => {
  test('settings and credentials are the values that went in', () => {
    const samples = fc.sample(fc.tuple(hostile, hostile, hostile), 150);
    const files = samples.flatMap(([command, webhook, secretKey]) => {
      const desired = view({ answers: { hostCredentials: { type: 'key' } } });
      // The schema lets none of them in.
      const spec = { ...desired.spec, healthCheck: { command }, notify: { webhook } };
      const withKey = { ...desired, spec, hostKey: { secretId: 'AKIDxxxxxxxx', secretKey: new Secret(secretKey) } };
      return [contentOf(withKey, '/etc/keepalived/ha-setup.json'), contentOf(withKey, '/etc/keepalived/credentials')];
    });
    const program = `import json, sys
for content in json.load(sys.stdin):
    found = json.loads(content.encode('utf-8', 'surrogatepass').decode('utf-8', 'surrogatepass'))
    print(json.dumps([(found.get('healthCheck') or {}).get('command'), found.get('webhook'), found.get('secretKey')]))`;
    const said = execFileSync('python3', ['-c', program], { input: JSON.stringify(files), encoding: 'utf8' });
    const read = said
      .trim()
      .split('\n')
      .map((line): unknown => JSON.parse(line));
    const expected = samples.flatMap(([command, webhook, secretKey]) => [
      [command, webhook, null],
      [null, null, secretKey],
    ]);
    expect(read).toEqual(expected);
  });
});

test('keepalived.conf holds plain words or is not written', () => {
  const isPlain = (word: string) => /^[A-Za-z0-9][A-Za-z0-9._:-]*$/.test(word);
  fc.assert(
    fc.property(hostile, fc.constantFrom('cluster', 'interface', 'vip'), (word, place) => {
      const base = view();
      const desired = {
        cluster: () => ({ ...base, spec: { ...base.spec, cluster: word } }),
        vip: () => ({ ...base, topology: { ...base.topology, vip: as<typeof base.topology.vip>(word) } }),
        interface: () => ({ ...base, hosts: { ...base.hosts, a: withInterface(word) } }),
      }[place]();
      if (isPlain(word)) expect(contentOf(desired, '/etc/keepalived/keepalived.conf')).toContain(word);
      else expect(() => renderHostFiles(desired, 'a')).toThrow('cannot stand in /etc/keepalived/keepalived.conf');
    }),
  );
});

test('keepalived.conf holds a password that is read as it is, or none', () => {
  fc.assert(
    fc.property(fc.oneof(hostile, fc.string({ minLength: 1, maxLength: 8 })), (word) => {
      const desired = { ...view(), authPass: new Secret(word) };
      if (/^[!-~]+$/.test(word) && !/["\\${}]/.test(word)) {
        const read = parseKeepalivedConfig(contentOf(desired, '/etc/keepalived/keepalived.conf'));
        expect(read.instances.map(({ authPass }) => authPass?.reveal())).toEqual([word]);
      } else {
        expect(() => renderHostFiles(desired, 'a')).toThrow('cannot stand in /etc/keepalived/keepalived.conf');
      }
    }),
  );
});

test('a refusal of keepalived’s password does not show it', () => {
  const base = view();
  expect(() => renderHostFiles({ ...base, authPass: new Secret('canary }') }, 'a')).toThrow(
    /^the auth_pass found there/,
  );
});

function withInterface(name: string): HostFacts {
  const host = freshHost(1);
  const [first] = host.network.interfaces;
  if (first === undefined) throw new Error('the fake has an interface');
  return { ...host, network: { ...host.network, interfaces: [{ ...first, name }] } };
}

/** Every answer that is a text, by where it stands, with what may be in it. */
const texts: Readonly<Record<string, (word: string) => object>> = {
  cluster: (word) => ({ cluster: word }),
  region: (word) => ({ region: word }),
  vip: (word) => ({ vip: word }),
  eip: (word) => ({ eip: word }),
  instance: (word) => ({ nodes: [{ instance: word }, { instance: 'ins-aaaaaaa2' }] }),
  eni: (word) => ({ nodes: [{ instance: 'ins-aaaaaaa1', eni: word }, { instance: 'ins-aaaaaaa2' }] }),
  'ssh.host': (word) => ({ ssh: { host: word } }),
  'ssh.user': (word) => ({ ssh: { user: word } }),
  'ssh.proxyJump': (word) => ({ ssh: { proxyJump: word } }),
  unit: (word) => ({ healthCheck: { unit: word } }),
  command: (word) => ({ healthCheck: { command: word } }),
  'api.domain': (word) => ({ api: { domain: word } }),
};

test.each(Object.keys(texts))('%s: only what no shell, file or terminal takes for its own is accepted', (place) => {
  const make = texts[place];
  if (make === undefined) throw new Error(place);
  fc.assert(
    fc.property(hostile, (word) => {
      const parsed = parseAnswers(JSON.stringify({ ...answers, ...make(word) }));
      if ('answers' in parsed) expect(word).toMatch(/^[A-Za-z0-9/._:,@-]+$/);
    }),
  );
});
