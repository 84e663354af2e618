import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readConfig } from '../../../src/adapters/ssh/config-file.js';
import { resolveRoute } from '../../../src/adapters/ssh/route.js';
import type { SshSpec } from '../../../src/cluster/spec.js';

let home: string;
let warnings: string[];
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'ha-setup-config-'));
  mkdirSync(join(home, '.ssh/config.d'), { recursive: true });
  mkdirSync(join(home, 'etc'));
  warnings = [];
});
afterEach(() => rmSync(home, { recursive: true }));

function route(config: string, ssh: SshSpec, env: Record<string, string> = {}) {
  writeFileSync(join(home, '.ssh/config'), config);
  const systemFolder = join(home, 'etc');
  const around = { home, env, systemFolder, localUser: 'me' };
  const lines = readConfig(home, systemFolder);
  return resolveRoute({ ssh, label: 'ins-a' }, lines, around, (message) => warnings.push(message));
}
const targets = (hops: ReturnType<typeof route>) =>
  hops.map(({ target: { user, host, port } }) => `${user}@${host}:${port}`);

test('without any setting: root, port 22, the default files, a question about an unknown key', () => {
  const [hop] = route('', { host: '10.0.1.16' });
  expect(hop).toMatchObject({
    target: { host: '10.0.1.16', port: 22, user: 'root', label: 'ins-a' },
    identityFiles: [],
    identitiesOnly: false,
    hostKeys: 'ask',
    hashKnownHosts: false,
    connectTimeoutMs: 10_000,
    aliveIntervalMs: 5_000,
  });
  expect(hop?.knownHosts).toEqual([
    `${home}/.ssh/known_hosts`,
    `${home}/.ssh/known_hosts2`,
    `${home}/etc/ssh_known_hosts`,
  ]);
});

const everything = `
# a comment
Host web-? !web-9
  HostName=%h.example.org
  User "ubuntu"
  Port 2200
  IdentityFile ~/.ssh/%h-%r
  IdentityFile "${'/keys/one key'}"
  IdentitiesOnly yes
  UserKnownHostsFile ~/.ssh/a /b
  StrictHostKeyChecking yes
  ConnectTimeout 1m5
  ServerAliveInterval 7
  ServerAliveCountMax 4
  HostKeyAlias pair
  HashKnownHosts yes
  IdentityAgent \${AGENT}/socket
Host *
  User somebody
  Port 22
`;

test('every setting of a Host block', () => {
  const [hop] = route(everything, { host: 'web-a' }, { AGENT: '/run' });
  expect(hop).toEqual({
    target: { host: 'web-a.example.org', port: 2200, user: 'ubuntu', label: 'ins-a' },
    identityFiles: [`${home}/.ssh/web-a.example.org-ubuntu`, '/keys/one key'],
    identitiesOnly: true,
    agentSocket: '/run/socket',
    knownHosts: [`${home}/.ssh/a`, '/b', `${home}/etc/ssh_known_hosts`],
    hostKeyAlias: 'pair',
    hashKnownHosts: true,
    hostKeys: 'strict',
    connectTimeoutMs: 65_000,
    aliveIntervalMs: 7_000,
    aliveCountMax: 4,
  });
  expect(targets(route(everything, { host: 'web-9' }))).toEqual(['somebody@web-9:22']);
});

test('the answers win over ssh_config, one setting at a time', () => {
  const ssh = {
    host: 'web-a',
    port: 22,
    identityFile: '~/mine',
    knownHosts: '~/hosts',
    hostKeys: 'accept-new',
  } as const;
  const [hop] = route(everything, ssh);
  expect(hop).toMatchObject({
    target: { host: 'web-a.example.org', port: 22, user: 'ubuntu' },
    identityFiles: [`${home}/mine`],
    knownHosts: [`${home}/hosts`, `${home}/etc/ssh_known_hosts`],
    hostKeys: 'accept-new',
  });
});

test('the first value counts; the user’s file comes before the system’s', () => {
  writeFileSync(join(home, 'etc/ssh_config'), 'Host h\n Port 3\n User system\n');
  expect(targets(route('Host h\n Port 1\nHost *\n Port 2\n', { host: 'h' }))).toEqual(['system@h:1']);
});

test('Include: by pattern, inside a block, missing ones passed over, circles refused', () => {
  writeFileSync(join(home, '.ssh/config.d/1.conf'), 'Host h\n User one\n');
  writeFileSync(join(home, '.ssh/config.d/2.conf'), 'User two\nPort 2\n');
  writeFileSync(join(home, '.ssh/inner'), 'Port 7\n');
  expect(targets(route('Include config.d/*.conf nothing\n', { host: 'h' }))).toEqual(['one@h:2']);
  const within = 'Host h\n Include inner\nHost *\n User after\n';
  expect(targets(route(within, { host: 'h' }))).toEqual(['after@h:7']);
  expect(targets(route(within, { host: 'g' }))).toEqual(['after@g:22']);
  writeFileSync(join(home, '.ssh/inner'), 'Include inner\n');
  expect(() => route('Include inner\n', { host: 'h' })).toThrow('include each other');
});

test('Match: what can be known is followed, what would run a command is left out and said', () => {
  const config = `Match originalhost h,g user !root,ubuntu
 Port 1
Match host h exec "touch ${'$'}HOME/ran"
 Port 2
Match !localuser me
 Port 3
Match all
 Port 4
`;
  expect(targets(route(config, { host: 'h', user: 'ubuntu' }))).toEqual(['ubuntu@h:1']);
  expect(targets(route(config, { host: 'h', user: 'root' }))).toEqual(['root@h:4']);
  expect(warnings.at(-1)).toContain('exec is not supported');
});

describe('ways through bastions', () => {
  const config = `Host inner
 ProxyJump two,admin@three:33
Host two
 HostName 10.0.0.2
 User jumper
 IdentityFile ~/.ssh/of-two
 ProxyJump one
Host three
 Port 30
Host direct
 ProxyJump none
Host old
 ProxyCommand ssh -q -W %h:%p me@two
Host netcat
 ProxyCommand nc %h %p
Host circle
 ProxyJump circle
`;

  test('a chain: each hop has its own settings, and the first its own bastion', () => {
    const hops = route(config, { host: 'inner', user: 'ubuntu', identityFile: '/k', knownHosts: '/kh' });
    expect(targets(hops)).toEqual(['ubuntu@one:22', 'jumper@10.0.0.2:22', 'admin@three:33', 'ubuntu@inner:22']);
    expect(hops.map((hop) => hop.identityFiles)).toEqual([['/k'], [`${home}/.ssh/of-two`], ['/k'], ['/k']]);
    expect(hops.map((hop) => hop.knownHosts[0])).toEqual(['/kh', '/kh', '/kh', '/kh']);
    expect(hops.map((hop) => hop.target.label)).toEqual(['jump host', 'jump host', 'jump host', 'ins-a']);
  });

  test('the answers’ proxyJump wins, none is none, and a ProxyCommand that only jumps is a jump', () => {
    expect(targets(route(config, { host: 'inner', proxyJump: 'x@y' }))).toEqual(['x@y:22', 'root@inner:22']);
    expect(targets(route(config, { host: 'inner', proxyJump: 'none' }))).toEqual(['root@inner:22']);
    expect(targets(route(config, { host: 'direct' }))).toEqual(['root@direct:22']);
    expect(targets(route(config, { host: 'old' }))).toEqual(['root@one:22', 'me@10.0.0.2:22', 'root@old:22']);
    expect(targets(route(config, { host: 'netcat', proxyJump: 'none' }))).toEqual(['root@netcat:22']);
  });

  test('what cannot be followed is refused with its name', () => {
    expect(() => route(config, { host: 'netcat' })).toThrow('ProxyCommand for netcat');
    expect(() => route(config, { host: 'circle' })).toThrow('more than 8 hops');
  });
});

test.each(['Host', 'Host "h', 'Match user'])('a file that cannot be read is named: %s', (text) => {
  expect(() => route(text, { host: 'h' })).toThrow(join(home, '.ssh/config'));
});

/** What OpenSSH itself makes of a file, by its keywords. */
function openSsh(config: string, host: string): Record<string, string> {
  const file = join(home, 'config');
  writeFileSync(file, config);
  const shown = execFileSync('ssh', ['-G', '-F', file, '-l', 'root', host], { encoding: 'utf8', stdio: 'pipe' });
  return Object.fromEntries(shown.split('\n').map((line) => [line.split(' ')[0], line.slice(line.indexOf(' ') + 1)]));
}

test.each([
  ['Host a*\n HostName b\n Port 5\nHost *\n ConnectTimeout 9\n StrictHostKeyChecking accept-new\n', 'abc'],
  ['Host=a\n\tPort=\t6\nHost b a\n HostName %h.x\n HashKnownHosts yes\n', 'a'],
  ['Port 1\nHost !a *\n Port 2\nHost a\n HostName y\n', 'a'],
  ['Match host x\n Port 3\nHost a\n HostName x\nMatch host x\n Port 4\n', 'a'],
  ['Host "a" "b c"\n Port 7\n ServerAliveInterval 3\n IdentitiesOnly yes\n', 'a'],
  ['hOST A\n pORT 8\n', 'a'],
  ['Host a # not a pattern\n Port 9 # nor this\n UserKnownHostsFile /x /y\n', 'a'],
  ['Host a\n HostKeyAlias q\n ServerAliveCountMax 2\nMatch all\n Port 12\n', 'a'],
])('OpenSSH understands the same by %j', (config, host) => {
  const theirs = openSsh(config, host);
  const [hop] = route(config, { host });
  expect(hop?.target.host).toBe(theirs['hostname']);
  expect(String(hop?.target.port)).toBe(theirs['port']);
  expect(hop?.hashKnownHosts).toBe(theirs['hashknownhosts'] === 'yes');
  expect(hop?.identitiesOnly).toBe(theirs['identitiesonly'] === 'yes');
  expect(hop?.hostKeyAlias).toBe(theirs['hostkeyalias']);
  if (config.includes('ConnectTimeout')) expect(hop?.connectTimeoutMs).toBe(Number(theirs['connecttimeout']) * 1000);
  if (config.includes('ServerAliveI')) expect(hop?.aliveIntervalMs).toBe(Number(theirs['serveraliveinterval']) * 1000);
  if (config.includes('UserKnown'))
    expect(hop?.knownHosts.slice(0, 2)).toEqual(theirs['userknownhostsfile']?.split(' '));
});
