import { execFile, execFileSync } from 'node:child_process';
import { lookup } from 'node:dns/promises';
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { parseJumps } from '../../../src/adapters/ssh/config/jumps.js';
import { parseTime } from '../../../src/adapters/ssh/config/numbers.js';
import { resolveConfig, type Surroundings } from '../../../src/adapters/ssh/config/resolve-config.js';
import { resolveHop } from '../../../src/adapters/ssh/hop.js';
import type { Case, Reading, Resolved } from './compare.js';

/*
 * Runs as root in a mount namespace of its own: each case's files become ~ and /etc/ssh, and ssh -G and our own reading are
 * asked what they make of them.
 */

const { homedir: home } = userInfo();
const systemFolder = '/etc/ssh';
const [, , root = ''] = process.argv;

function lay({ files, modes = {} }: Case): void {
  for (const folder of [join(root, 'home'), join(root, 'etc')]) {
    for (const entry of readdirSync(folder)) rmSync(join(folder, entry), { recursive: true, force: true });
  }
  mkdirSync(join(root, 'home/.ssh'));
  for (const [name, text] of Object.entries(files)) {
    const path = join(root, name);
    mkdirSync(dirname(path), { recursive: true });
    if (name.endsWith('/')) mkdirSync(path, { recursive: true });
    else writeFileSync(path, text);
  }
  for (const [name, mode] of Object.entries(modes)) chmodSync(join(root, name), mode);
}

/** A ProxyJump as its hops, however it is spelt. */
function normalJump(text: string | undefined): string {
  if (text === undefined) return 'none';
  return parseJumps(text)
    .map(({ user = '', host, port = '' }) => `${user}@${host}:${port}`)
    .join(',');
}

/** What OpenSSH makes of it: the settings that we follow, spelt in one way. */
async function askSsh({ host, user, port, env = {} }: Case): Promise<Reading> {
  const options = [...(user === undefined ? [] : ['-l', user]), ...(port === undefined ? [] : ['-p', String(port)])];
  const shown = await new Promise<string>((resolve) => {
    const around = { encoding: 'utf8', env: { PATH: process.env['PATH'], ...env } } as const;
    execFile('ssh', ['-G', ...options, '--', host], around, (error, stdout, stderr) =>
      resolve(error === null ? stdout : `refused ${stderr.trim()}`),
    );
  });
  if (shown.startsWith('refused ')) return { refused: shown };
  const lines = shown.trim().split('\n');
  const all = (keyword: string) =>
    lines.filter((line) => line.startsWith(`${keyword} `)).map((line) => line.slice(keyword.length + 1));
  const one = (keyword: string) => all(keyword)[0];
  const flag = (keyword: string) => ['yes', 'true'].includes(one(keyword) ?? '');
  const jump = one('proxyjump');
  return {
    hostname: one('hostname') ?? '',
    port: one('port') ?? '',
    user: one('user') ?? '',
    identityFiles: all('identityfile'),
    certificateFiles: all('certificatefile'),
    userKnownHosts: one('userknownhostsfile') ?? '',
    systemKnownHosts: one('globalknownhostsfile') ?? '',
    revokedHostKeys: one('revokedhostkeys') ?? '',
    identityAgent: one('identityagent') ?? '',
    hostKeyAlias: one('hostkeyalias') ?? '',
    strict: one('stricthostkeychecking') ?? '',
    hash: flag('hashknownhosts'),
    identitiesOnly: flag('identitiesonly'),
    batch: flag('batchmode'),
    password: flag('passwordauthentication'),
    interactive: flag('kbdinteractiveauthentication'),
    publicKey: one('pubkeyauthentication') !== 'false',
    preferred: one('preferredauthentications') ?? '',
    prompts: one('numberofpasswordprompts') ?? '',
    connectTimeout: one('connecttimeout') ?? 'none',
    aliveInterval: one('serveraliveinterval') ?? '',
    aliveCount: one('serveralivecountmax') ?? '',
    bindAddress: one('bindaddress') ?? '',
    addressFamily: one('addressfamily') ?? '',
    proxyJump: normalJump(jump === 'none' ? undefined : jump),
    proxyCommand: one('proxycommand') ?? '',
  };
}

/** The same from our own reading; where OpenSSH has another default than we have, its default stands here. */
async function askOurs({ host, user, port, env = {} }: Case): Promise<Reading> {
  const { username: localUser, uid, gid } = userInfo();
  const around: Surroundings = { home, env, systemFolder, localUser, uid, gid, hostname: hostname(), hasAddress };
  try {
    const query = { alias: host, userOtherwise: localUser, ...(user && { user }), ...(port && { port }) };
    const config = await resolveConfig(query, around, () => undefined);
    const { values } = config;
    const first = (keyword: string) => values.get(keyword)?.[0];
    const command = first('proxycommand') ?? 'none';
    const direct = {
      host: config.host,
      values: new Map([...values].filter(([keyword]) => keyword !== 'proxycommand')),
    };
    const hop = resolveHop({ host, label: 'x' }, {}, direct, around);
    const isOff = (keyword: string) => ['no', 'false'].includes(first(keyword)?.toLowerCase() ?? '');
    const strict = first('stricthostkeychecking')?.toLowerCase() ?? 'ask';
    const spelt: Readonly<Record<string, string>> = { yes: 'true', no: 'false', off: 'false' };
    const seconds = (keyword: string, otherwise: string) =>
      values.has(keyword) ? String(parseTime(first(keyword) ?? '')) : otherwise;
    const rawJump = first('proxyjump')?.replace(/#.*/s, '').trim();
    const files = (list: readonly string[], keyword: string) =>
      list.length === 0 && values.has(keyword) ? 'none' : list.join(' ');
    const agent = first('identityagent');
    return {
      hostname: hop.target.host,
      port: String(hop.target.port),
      user: hop.target.user,
      identityFiles: values.get('identityfile') ?? defaultIdentities,
      certificateFiles: values.get('certificatefile') ?? [],
      userKnownHosts: files(hop.userKnownHosts, 'userknownhostsfile'),
      systemKnownHosts: files(hop.systemKnownHosts, 'globalknownhostsfile'),
      revokedHostKeys: first('revokedhostkeys')?.toLowerCase() === 'none' ? '' : (first('revokedhostkeys') ?? ''),
      identityAgent:
        agent === undefined || /^(?:none|SSH_AUTH_SOCK|\$[^{].*)$/i.test(agent)
          ? (agent ?? '')
          : (hop.agentSocket ?? ''),
      hostKeyAlias: hop.hostKeyAlias ?? '',
      strict: spelt[strict] ?? strict,
      hash: hop.hashKnownHosts,
      identitiesOnly: hop.identitiesOnly,
      batch: !hop.mayAsk,
      password: !isOff('passwordauthentication'),
      interactive: !isOff('kbdinteractiveauthentication'),
      publicKey: !isOff('pubkeyauthentication'),
      preferred: first('preferredauthentications') ?? '',
      prompts: String(hop.passwordPrompts),
      connectTimeout: seconds('connecttimeout', 'none'),
      // Debian's ssh asks a server for a sign of life every 300 s where nobody is there to see it hang.
      aliveInterval: seconds('serveraliveinterval', hop.mayAsk ? '0' : '300'),
      aliveCount: values.has('serveralivecountmax') ? String(hop.aliveCountMax) : '3',
      bindAddress: hop.bindAddress ?? '',
      addressFamily: hop.addressFamily === undefined ? 'any' : { 4: 'inet', 6: 'inet6' }[hop.addressFamily],
      proxyJump: normalJump(rawJump?.toLowerCase() === 'none' ? undefined : rawJump),
      proxyCommand: command.toLowerCase() === 'none' ? '' : command,
    };
  } catch (error) {
    return { refused: error instanceof Error ? error.message : String(error) };
  }
}

const hasAddress = (name: string) =>
  lookup(name).then(
    () => true,
    () => false,
  );

const defaultIdentities = ['rsa', 'ecdsa', 'ecdsa_sk', 'ed25519', 'ed25519_sk', 'xmss', 'dsa'].map(
  (name) => `~/.ssh/id_${name}`,
);

const cases: readonly Case[] = JSON.parse(readFileSync(join(root, 'cases.json'), 'utf8'));
writeFileSync(
  join(root, 'hosts'),
  '127.0.0.1 localhost\n10.9.9.9 web.example.org. db.example.net. full.example.com.\n',
);
mkdirSync(join(root, 'home'));
mkdirSync(join(root, 'etc'));
for (const [from, to] of [
  ['hosts', '/etc/hosts'],
  ['home', home],
  ['etc', systemFolder],
] as const) {
  execFileSync('mount', ['--bind', join(root, from), to], { stdio: 'pipe' });
}
const results: Resolved[] = [];
for (const one of cases) {
  lay(one);
  const [theirs, ours] = await Promise.all([askSsh(one), askOurs(one)]);
  results.push({ theirs, ours });
}
writeFileSync(join(root, 'results.json'), JSON.stringify(results));
