import { hostname } from 'node:os';
import type { SshSpec } from '../../cluster/spec.js';
import { HostError } from '../../errors.js';
import type { ConfigValues } from './config.js';
import type { Target } from './target.js';

/** Everything that one login needs, from the answers, ssh_config and the defaults, in this order. */
export interface Hop {
  readonly target: Target;
  /** Empty: OpenSSH's default ones. */
  readonly identityFiles: readonly string[];
  readonly identitiesOnly: boolean;
  readonly agentSocket?: string;
  /** The first one is written to. */
  readonly knownHosts: readonly string[];
  /** The name to look for in known_hosts instead of the host's own (HostKeyAlias). */
  readonly hostKeyAlias?: string;
  readonly hashKnownHosts: boolean;
  readonly hostKeys: 'strict' | 'accept-new' | 'ask';
  readonly connectTimeoutMs: number;
  /** 0: none. */
  readonly aliveIntervalMs: number;
  readonly aliveCountMax: number;
  /** ProxyJump as it stands, or nothing. */
  readonly proxyJump?: string;
}

/** The place that the program runs in. */
export interface Surroundings {
  readonly home: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly localUser: string;
  /** Of OpenSSH's system-wide files: /etc/ssh. */
  readonly systemFolder: string;
}

/** What the answers, or a ProxyJump's words, say of one hop. */
export type HopWish = Partial<SshSpec> & { readonly host: string; readonly label: string };

/** What takes the place of a setting that neither the wish nor ssh_config has: for a bastion, the answers' ssh block. */
export type HopFallback = Pick<Partial<SshSpec>, 'user' | 'identityFile' | 'knownHosts'>;

const defaults = { user: 'root', port: 22, connectTimeoutMs: 10_000, aliveIntervalMs: 5_000, aliveCountMax: 2 };

/** Puts one hop's settings together. Throws HostError('config') on a setting that cannot be followed. */
export function resolveHop(wish: HopWish, fallback: HopFallback, config: ConfigValues, around: Surroundings): Hop {
  const first = (keyword: string) => config.get(keyword)?.[0];
  const user = wish.user ?? first('user') ?? fallback.user ?? defaults.user;
  const port = wish.port ?? number(first('port')) ?? defaults.port;
  const host = (first('hostname') ?? wish.host).replaceAll('%h', wish.host).replaceAll('%%', '%');
  const target: Target = { host, port, user, label: wish.label };
  const expand = (path: string) => expandTokens(path, target, wish.host, around);
  const files = (keyword: string, otherwise: readonly string[]) =>
    (config.get(keyword) ?? otherwise).filter((file) => file !== 'none');
  const usersHosts =
    fallback.knownHosts === undefined ? ['~/.ssh/known_hosts', '~/.ssh/known_hosts2'] : [fallback.knownHosts];
  const knownHosts = wish.knownHosts === undefined ? files('userknownhostsfile', usersHosts) : [wish.knownHosts];
  const systemHosts = files('globalknownhostsfile', [`${around.systemFolder}/ssh_known_hosts`]);
  const ownKeys = config.get('identityfile') ?? listOf(fallback.identityFile);
  const identityFiles = wish.identityFile === undefined ? ownKeys : [wish.identityFile];
  const agentSocket = agentOf(first('identityagent'), expand, around);
  const hostKeyAlias = first('hostkeyalias');
  const proxyJump = wish.proxyJump ?? jumpOf(config, wish.host);
  return {
    target,
    identityFiles: identityFiles.map(expand),
    identitiesOnly: first('identitiesonly')?.toLowerCase() === 'yes',
    knownHosts: [...knownHosts, ...systemHosts].map(expand),
    hashKnownHosts: first('hashknownhosts')?.toLowerCase() === 'yes',
    hostKeys: wish.hostKeys ?? policyOf(first('stricthostkeychecking')),
    connectTimeoutMs: milliseconds(first('connecttimeout')) || defaults.connectTimeoutMs,
    aliveIntervalMs: milliseconds(first('serveraliveinterval')) ?? defaults.aliveIntervalMs,
    aliveCountMax: number(first('serveralivecountmax')) ?? defaults.aliveCountMax,
    ...(agentSocket === undefined ? {} : { agentSocket }),
    ...(hostKeyAlias === undefined ? {} : { hostKeyAlias }),
    ...(proxyJump === undefined || proxyJump.toLowerCase() === 'none' ? {} : { proxyJump }),
  };
}

/** A changed key is refused whatever stands here, so that `no` asks for no more than accept-new. */
function policyOf(strict: string | undefined): Hop['hostKeys'] {
  switch (strict?.toLowerCase()) {
    case 'yes':
    case 'true':
      return 'strict';
    case 'accept-new':
    case 'no':
    case 'off':
    case 'false':
      return 'accept-new';
    default:
      return 'ask';
  }
}

/** ProxyJump, or a ProxyCommand that is nothing else; any other command is not run. */
function jumpOf(config: ConfigValues, alias: string): string | undefined {
  const keywords = [...config.keys()];
  const isFirst = keywords.find((keyword) => keyword === 'proxyjump' || keyword === 'proxycommand');
  if (isFirst === undefined) return undefined;
  const words = (config.get(isFirst) ?? []).join(' ').trim();
  if (isFirst === 'proxyjump' || words.toLowerCase() === 'none') return words;
  const jump = /^ssh\s+(?:-q\s+)?-W\s+"?\[?%h\]?:%p"?\s+([^\s-]\S*)$/.exec(words)?.[1];
  if (jump !== undefined) return jump;
  throw new HostError('config', `your ssh_config has a ProxyCommand for ${alias}, which is not run: ${words}`, {
    hint: `write ProxyJump there, or set ssh.proxyJump in the answers (none for no jump)`,
  });
}

function agentOf(
  setting: string | undefined,
  expand: (path: string) => string,
  { env }: Surroundings,
): string | undefined {
  if (setting === undefined || setting === 'SSH_AUTH_SOCK') return env['SSH_AUTH_SOCK'] || undefined;
  if (setting.toLowerCase() === 'none') return undefined;
  return setting.startsWith('$') && !setting.startsWith('${') ? env[setting.slice(1)] : expand(setting);
}

/** `~`, ${VARIABLE} and the tokens of ssh_config(5), TOKENS, as far as they are known before logging in. */
function expandTokens(path: string, { host, port, user }: Target, alias: string, around: Surroundings): string {
  const { home, env, localUser } = around;
  const local = hostname();
  const tokens: Readonly<Record<string, string>> = {
    ...{ '%': '%', d: home, h: host, n: alias, p: String(port), r: user, u: localUser },
    ...{ l: local, L: local.split('.')[0] ?? local },
  };
  const expanded = path
    .replace(/\$\{(\w+)\}/g, (whole, name: string) => env[name] ?? whole)
    .replace(/%(.)/g, (whole, token: string) => tokens[token] ?? whole);
  return expanded === '~' || expanded.startsWith('~/') ? `${home}${expanded.slice(1)}` : expanded;
}

function listOf(item: string | undefined): readonly string[] {
  return item === undefined ? [] : [item];
}

function number(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}

/** Seconds, or a time such as 1m30s (sshd_config(5), TIME FORMATS). */
function milliseconds(text: string | undefined): number | undefined {
  if (text === undefined || !/^(\d+[smhd]?)+$/i.test(text)) return undefined;
  const factors: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };
  const parts = [...text.toLowerCase().matchAll(/(\d+)([smhd]?)/g)];
  return parts.reduce((sum, [, count, unit]) => sum + Number(count) * (factors[unit || 's'] ?? 1), 0) * 1000;
}
