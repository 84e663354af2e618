import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { offered } from '../../../src/adapters/ssh/algorithms.js';
import { resolveRoute } from '../../../src/adapters/ssh/route.js';
import type { SshSpec } from '../../../src/cluster/spec.js';

let home: string;
let warnings: string[];
const names = new Set<string>();
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
  const { uid, gid } = userInfo();
  const around = { home, env, systemFolder, uid, gid, localUser: 'me', hostname: 'here.example.org', hasAddress };
  return resolveRoute({ ssh, label: 'ins-a' }, around, (message) => warnings.push(message));
}
const hasAddress = async (name: string) => names.has(name);
const targets = async (hops: ReturnType<typeof route>) =>
  (await hops).map(({ target: { user, host, port } }) => `${user}@${host}:${port}`);

test('without any setting: root, port 22, the default files, a question about an unknown key', async () => {
  const [hop] = await route('', { host: '10.0.1.16' });
  expect(hop).toMatchObject({
    target: { host: '10.0.1.16', port: 22, user: 'root', label: 'ins-a' },
    identityFiles: [],
    identitiesOnly: false,
    hostKeys: 'ask',
    hashKnownHosts: false,
    connectTimeoutMs: 10_000,
    aliveIntervalMs: 5_000,
  });
  expect(hop?.userKnownHosts).toEqual([`${home}/.ssh/known_hosts`, `${home}/.ssh/known_hosts2`]);
  expect(hop?.systemKnownHosts).toEqual([`${home}/etc/ssh_known_hosts`, `${home}/etc/ssh_known_hosts2`]);
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

test('every setting of a Host block', async () => {
  const [hop] = await route(everything, { host: 'web-a' }, { AGENT: '/run' });
  expect(hop).toEqual({
    target: { host: 'web-a.example.org', port: 2200, user: 'ubuntu', label: 'ins-a' },
    identityFiles: [`${home}/.ssh/web-a.example.org-ubuntu`, '/keys/one key'],
    identitiesOnly: true,
    agentSocket: '/run/socket',
    userKnownHosts: [`${home}/.ssh/a`, '/b'],
    systemKnownHosts: [`${home}/etc/ssh_known_hosts`, `${home}/etc/ssh_known_hosts2`],
    revokedHostKeys: [],
    methods: ['publickey', 'password', 'keyboard-interactive'],
    mayAsk: true,
    passwordPrompts: 3,
    algorithms: offered,
    hostKeyAlias: 'pair',
    hashKnownHosts: true,
    hostKeys: 'strict',
    connectTimeoutMs: 65_000,
    aliveIntervalMs: 7_000,
    aliveCountMax: 4,
  });
  expect(await targets(route(everything, { host: 'web-9' }))).toEqual(['somebody@web-9:22']);
});

test('the answers win over ssh_config, one setting at a time', async () => {
  const ssh = {
    host: 'web-a',
    port: 22,
    identityFile: '~/mine',
    knownHosts: '~/hosts',
    hostKeys: 'accept-new',
  } as const;
  const [hop] = await route(everything, ssh, { AGENT: '/run' });
  expect(hop).toMatchObject({
    target: { host: 'web-a.example.org', port: 22, user: 'ubuntu' },
    identityFiles: [`${home}/mine`],
    userKnownHosts: [`${home}/hosts`],
    hostKeys: 'accept-new',
  });
});

test('the first value counts; the user’s file comes before the system’s', async () => {
  writeFileSync(join(home, 'etc/ssh_config'), 'Host h\n Port 3\n User system\n');
  expect(await targets(route('Host h\n Port 1\nHost *\n Port 2\n', { host: 'h' }))).toEqual(['system@h:1']);
});

test('Include: by pattern, inside a block, missing ones passed over, circles refused', async () => {
  writeFileSync(join(home, '.ssh/config.d/1.conf'), 'Host h\n User one\n');
  writeFileSync(join(home, '.ssh/config.d/2.conf'), 'User two\nPort 2\n');
  writeFileSync(join(home, '.ssh/inner'), 'Port 7\n');
  expect(await targets(route('Include config.d/*.conf nothing\n', { host: 'h' }))).toEqual(['one@h:2']);
  const within = 'Host h\n Include inner\nHost *\n User after\n';
  expect(await targets(route(within, { host: 'h' }))).toEqual(['after@h:7']);
  expect(await targets(route(within, { host: 'g' }))).toEqual(['after@g:22']);
  writeFileSync(join(home, '.ssh/inner'), 'Include inner\n');
  await expect(route('Include inner\n', { host: 'h' })).rejects.toThrow('include each other');
});

test('Match: what can be known is followed, what would run a command is left out and said', async () => {
  const config = `Match originalhost h,g user !root,ubuntu
 Port 1
Match host h exec "touch ${'$'}HOME/ran"
 Port 2
Match !localuser me
 Port 3
Match all
 Port 4
`;
  expect(await targets(route(config, { host: 'h', user: 'ubuntu' }))).toEqual(['ubuntu@h:1']);
  expect(await targets(route(config, { host: 'h', user: 'root' }))).toEqual(['root@h:4']);
  expect(warnings.at(-1)).toContain('its command is not run');
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

  test('a chain: each hop has its own settings, and the first its own bastion', async () => {
    const hops = await route(config, { host: 'inner', user: 'ubuntu', identityFile: '/k', knownHosts: '/kh' });
    expect(hops.map(({ target: { user, host, port } }) => `${user}@${host}:${port}`)).toEqual([
      'ubuntu@one:22',
      'jumper@10.0.0.2:22',
      'admin@three:33',
      'ubuntu@inner:22',
    ]);
    expect(hops.map((hop) => hop.identityFiles)).toEqual([['/k'], [`${home}/.ssh/of-two`], ['/k'], ['/k']]);
    expect(hops.map((hop) => hop.userKnownHosts[0])).toEqual(['/kh', '/kh', '/kh', '/kh']);
    expect(hops.map((hop) => hop.target.label)).toEqual(['jump host', 'jump host', 'jump host', 'ins-a']);
  });

  test('the answers’ proxyJump wins, none is none, and a ProxyCommand that only jumps is a jump', async () => {
    expect(await targets(route(config, { host: 'inner', proxyJump: 'x@y' }))).toEqual(['x@y:22', 'root@inner:22']);
    expect(await targets(route(config, { host: 'inner', proxyJump: 'none' }))).toEqual(['root@inner:22']);
    expect(await targets(route(config, { host: 'direct' }))).toEqual(['root@direct:22']);
    expect(await targets(route(config, { host: 'old' }))).toEqual(['root@one:22', 'me@10.0.0.2:22', 'root@old:22']);
    expect(await targets(route(config, { host: 'netcat', proxyJump: 'none' }))).toEqual(['root@netcat:22']);
  });

  test('what cannot be followed is refused with its name', async () => {
    await expect(route(config, { host: 'netcat' })).rejects.toThrow('ProxyCommand for netcat');
    await expect(route(config, { host: 'circle' })).rejects.toThrow('more than 8 hops');
  });
});

test.each(['Host', 'Host "h', 'Match user'])('a file that cannot be read is named: %s', async (text) => {
  await expect(route(text, { host: 'h' })).rejects.toThrow(join(home, '.ssh/config'));
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
])('OpenSSH understands the same by %j', async (config, host) => {
  const theirs = openSsh(config, host);
  const [hop] = await route(config, { host });
  expect(hop?.target.host).toBe(theirs['hostname']);
  expect(String(hop?.target.port)).toBe(theirs['port']);
  expect(hop?.hashKnownHosts).toBe(theirs['hashknownhosts'] === 'yes');
  expect(hop?.identitiesOnly).toBe(theirs['identitiesonly'] === 'yes');
  expect(hop?.hostKeyAlias).toBe(theirs['hostkeyalias']);
  if (config.includes('ConnectTimeout')) expect(hop?.connectTimeoutMs).toBe(Number(theirs['connecttimeout']) * 1000);
  if (config.includes('ServerAliveI')) expect(hop?.aliveIntervalMs).toBe(Number(theirs['serveraliveinterval']) * 1000);
  if (config.includes('UserKnown'))
    expect(hop?.userKnownHosts.slice(0, 2)).toEqual(theirs['userknownhostsfile']?.split(' '));
});

test('each login but the first says through which it goes', async () => {
  const hops = await route('', { host: '10.0.1.17', proxyJump: 'admin@203.0.113.7:2222,10.0.1.16' });
  expect(hops.map(({ target: { host, through } }) => [host, through])).toEqual([
    ['203.0.113.7', undefined],
    ['10.0.1.16', '203.0.113.7:2222'],
    ['10.0.1.17', '10.0.1.16:22'],
  ]);
});
