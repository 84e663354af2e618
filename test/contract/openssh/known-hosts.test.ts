import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { judge, parseKnownHosts } from '../../../src/adapters/ssh/known-hosts.js';
import { describeWith } from '../../needs-programs.js';

/** An ed25519 key of its own for each line, so that a line is known by its key. */
function keyOf(line: number): Buffer {
  const string = (bytes: Buffer) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    return Buffer.concat([length, bytes]);
  };
  return Buffer.concat([string(Buffer.from('ssh-ed25519')), string(Buffer.alloc(32, line))]);
}

/** The first fields of lines: names as people and programs write them, and names gone wrong. */
const names = [
  ...[
    'web',
    'WEB',
    'Web',
    'web,10.0.0.1',
    '10.0.0.1',
    'w*',
    '*',
    '?eb',
    '*.ex.com',
    '*.EX.com',
    '!web,*',
    '*,!web',
    '!web',
    'web,',
    ',web',
  ],
  ...[
    '[web]:2222',
    '[WEB]:2222',
    '[web]:22',
    'web:2222',
    '[web]',
    '[*]:2222',
    '[web]:*',
    '[w?b]:2222',
    '*:2222',
    '[10.0.0.1]:2222',
  ],
  ...[
    '2001:db8::1',
    '2001:DB8::1',
    '[2001:db8::1]:2222',
    '[2001:db8::1]',
    'we',
    'webs',
    'a.ex.com',
    'a?ex.com',
    'web.',
    '.web',
    '|1|',
    '|1|abc',
  ],
  ...[
    '|1|abc|def',
    '|2|hzSPH3L77JdpDc/shrmEPpAlYpI=|bl8cfNDQL7yguiVXXTp+uoKKwWw=',
    '|1|hzSPH3L77JdpDc/shrmEPpAlYpI=|',
    '**',
    '*w*e*b*',
  ],
];

/** The whole of a line around a name and a key. */
const shapes: readonly ((name: string, key: string) => string)[] = [
  (name, key) => `${name} ssh-ed25519 ${key}`,
  (name, key) => `${name} ssh-ed25519 ${key} a comment`,
  (name, key) => `  ${name}\tssh-ed25519\t${key}\r`,
  (name, key) => `@revoked ${name} ssh-ed25519 ${key}`,
  (name, key) => `@cert-authority ${name} ssh-ed25519 ${key}`,
];

const oddLines: readonly ((key: string) => string)[] = [
  (key) => `# web ssh-ed25519 ${key}`,
  (key) => `#web ssh-ed25519 ${key}`,
  (key) => `web ssh-ed25519 ${key.slice(0, -4)}`,
  (key) => `web ssh-ed25519 ${key.slice(0, -1)}`,
  (key) => `web ssh-ed25519 ${key}AAAA`,
  (key) => `web ssh-ed25519 ${key}====`,
  (key) => `web ssh-ed25519 ${key}!!junk`,
  (key) => `web ssh-ed25519 !${key}`,
  (key) => `web ssh-ed25519 ${key}#comment`,
  (key) => `web ssh-ed25519 #${key}`,
  (key) => `web ssh-rsa ${key}`,
  (key) => `web SSH-ED25519 ${key}`,
  (key) => `web ${key}`,
  () => `web ssh-ed25519`,
  () => `web`,
  (key) => `ssh-ed25519 ${key}`,
  (key) => `@later web ssh-ed25519 ${key}`,
  (key) => `@revoked @cert-authority web ssh-ed25519 ${key}`,
  (key) => `@revoked  web ssh-ed25519 ${key}`,
  (key) => `@REVOKED web ssh-ed25519 ${key}`,
  (key) => `@revokedweb ssh-ed25519 ${key}`,
  (key) => ` @revoked web ssh-ed25519 ${key}`,
  (key) => `web\fssh-ed25519 ${key}`,
  () => `web 1024 65537 123456789`,
  (key) => `"web" ssh-ed25519 ${key}`,
  (key) => `web ssh-ed25519 "${key}"`,
  (key) => `web sk-ssh-ed25519@openssh.com ${key}`,
];

describeWith('ssh-keygen', 'known_hosts as ssh-keygen -l -F reads it', () => {
  let folder: string;
  let file: string;
  let lines: readonly string[];
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'ha-setup-known-'));
    file = join(folder, 'known_hosts');
    const plain = names.flatMap((name) => shapes.map((shape) => (key: string) => shape(name, key)));
    lines = [...plain, ...oddLines].map((make, index) => make(keyOf(index + 1).toString('base64')));
    lines = [...lines, ...hashedLines(lines.length)];
    writeFileSync(file, `${lines.join('\n')}\n`);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  /** Names that ssh-keygen itself has hashed. */
  function hashedLines(before: number): readonly string[] {
    const own = join(folder, 'hashed');
    const plain = ['web', '[web]:2222', '10.0.0.1', 'WEB'].map(
      (name, index) => `${name} ssh-ed25519 ${keyOf(before + index + 1).toString('base64')}`,
    );
    writeFileSync(own, `${plain.join('\n')}\n`);
    execFileSync('ssh-keygen', ['-H', '-f', own], { stdio: 'ignore' });
    return execFileSync('cat', [own], { encoding: 'utf8' }).trim().split('\n');
  }

  /** By its number, what ssh-keygen says of each line that it finds. */
  function found(name: string): ReadonlyMap<number, string> {
    const { stdout } = spawnSync('ssh-keygen', ['-l', '-F', name, '-f', file], { encoding: 'utf8' });
    const hits = stdout.matchAll(/^# Host .* found: line (\d+)\s*(CA|REVOKED)?/gm);
    return new Map([...hits].map(([, line, marker]) => [Number(line), marker ?? 'key']));
  }

  test.each([
    ['web', 'web', 22],
    ['[web]:2222', 'web', 2222],
    ['10.0.0.1', '10.0.0.1', 22],
    ['[10.0.0.1]:2222', '10.0.0.1', 2222],
    ['a.ex.com', 'a.ex.com', 22],
    ['2001:db8::1', '2001:db8::1', 22],
    ['[2001:db8::1]:2222', '2001:db8::1', 2222],
    ['unknown', 'unknown', 22],
  ])('%s', (name, host, port) => {
    expect(lines.length).toBeGreaterThan(200);
    const theirs = found(name);
    const bare = found(host);
    const ours = lines.map((line, index) => {
      const key = keyOf(index + 1);
      // Its one line alone, so that other lines neither help nor hide it.
      const verdict = judge(parseKnownHosts(line, 'kh'), host, port, key);
      if (verdict.kind === 'unknown') return verdict.certAuthority === undefined ? undefined : 'CA';
      return { known: 'key', revoked: 'REVOKED', changed: 'changed' }[verdict.kind];
    });
    const differing = ours.flatMap((own, index) => {
      const line = lines[index] ?? '';
      const their = theirs.get(index + 1);
      // Towards the port's own name the bare name counts as well: see the test of logins at a real sshd.
      const isFallback = port !== 22 && their === undefined && bare.get(index + 1) !== undefined;
      return own === their || isFallback ? [] : [{ line, own, their }];
    });
    expect(differing).toEqual([]);
  });
});
