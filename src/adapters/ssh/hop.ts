import type { SshSpec } from '../../cluster/spec.js';
import { HostError } from '../../errors.js';
import { say } from '../../messages/say.js';
import { narrowAlgorithms, type OfferedAlgorithms } from './algorithms.js';
import { expandPath, expandTokens, type Tokens, tokensOf } from './config/expand.js';
import { parsePort, parseTime } from './config/numbers.js';
import type { HostConfig, Surroundings } from './config/resolve-config.js';
import type { Target } from './target.js';

/** The ways to log in that are known here (RFC 4252, RFC 4256). */
export type AuthMethod = 'publickey' | 'password' | 'keyboard-interactive';

/** Everything that one login needs, from the answers, ssh_config and the defaults, in this order. */
export interface Hop {
  readonly target: Target;
  /** Empty: OpenSSH's default ones. */
  readonly identityFiles: readonly string[];
  readonly identitiesOnly: boolean;
  readonly agentSocket?: string;
  /** Those that may be tried, in this order. */
  readonly methods: readonly AuthMethod[];
  /** False with BatchMode: nobody is asked anything. */
  readonly mayAsk: boolean;
  readonly passwordPrompts: number;
  /** PubkeyAcceptedAlgorithms as it stands. */
  readonly keyAlgorithms?: string;
  readonly algorithms: OfferedAlgorithms;
  /** The user's files; a new key is written to the first one, and nowhere where there is none. */
  readonly userKnownHosts: readonly string[];
  readonly systemKnownHosts: readonly string[];
  readonly revokedHostKeys: readonly string[];
  /** The name to look for in known_hosts instead of the host's own (HostKeyAlias). */
  readonly hostKeyAlias?: string;
  readonly hashKnownHosts: boolean;
  readonly hostKeys: 'strict' | 'accept-new' | 'ask';
  /** Of the connection's own end: BindAddress, AddressFamily. */
  readonly bindAddress?: string;
  readonly addressFamily?: 4 | 6;
  readonly connectTimeoutMs: number;
  /** 0: none. */
  readonly aliveIntervalMs: number;
  readonly aliveCountMax: number;
  /** ProxyJump with its tokens filled in, or nothing. */
  readonly proxyJump?: string;
}

/** What the answers, or a ProxyJump's words, say of one hop. */
export type HopQuery = Partial<SshSpec> & { readonly host: string; readonly label: string; readonly isJump?: boolean };

/** What takes the place of a setting that neither the query nor ssh_config has: for a bastion, the answers' ssh block. */
export type HopFallback = Pick<Partial<SshSpec>, 'user' | 'identityFile' | 'knownHosts'>;

const defaults = { port: 22, connectTimeoutMs: 10_000, aliveIntervalMs: 5_000, aliveCountMax: 2, passwordPrompts: 3 };
const allMethods: readonly AuthMethod[] = ['publickey', 'password', 'keyboard-interactive'];

/** Puts one hop's settings together. Throws HostError('config') on a setting that cannot be followed. */
export function resolveHop(query: HopQuery, fallback: HopFallback, config: HostConfig, around: Surroundings): Hop {
  const { host, values } = config;
  const first = (keyword: string) => values.get(keyword)?.[0];
  const is = (keyword: string) => ['yes', 'true'].includes(first(keyword)?.toLowerCase() ?? '');
  const user = first('user') ?? '';
  const port = parsePort(first('port') ?? '') ?? defaults.port;
  const hostKeyAlias = first('hostkeyalias')?.toLowerCase();
  const target: Target = { host, port, user, label: query.label, ...(query.isJump && { jump: query.host }) };
  const tokens = tokensOf({
    ...around,
    ...target,
    alias: query.host,
    ...(hostKeyAlias !== undefined && { hostKeyAlias }),
  });
  const expand = (path: string) => expandPath(path, tokens, around.home, around.env);
  const named = (keyword: string, otherwise: readonly string[]) =>
    (values.get(keyword) ?? otherwise).filter((file) => file.toLowerCase() !== 'none');
  const files = (keyword: string, otherwise: readonly string[]) => named(keyword, otherwise).map(expand);
  const usersHosts =
    fallback.knownHosts === undefined ? ['~/.ssh/known_hosts', '~/.ssh/known_hosts2'] : [fallback.knownHosts];
  const systemHosts = ['ssh_known_hosts', 'ssh_known_hosts2'].map((name) => `${around.systemFolder}/${name}`);
  const ownKeys = files('identityfile', listOf(fallback.identityFile));
  const agentSocket = agentOf(first('identityagent'), expand, around);
  const proxyJump = jumpOf(config, query, tokens);
  return {
    target,
    identityFiles: query.identityFile === undefined ? ownKeys : [expand(query.identityFile)],
    identitiesOnly: is('identitiesonly'),
    methods: methodsOf(first, is('batchmode')),
    mayAsk: !is('batchmode'),
    passwordPrompts: whole(first('numberofpasswordprompts')) ?? defaults.passwordPrompts,
    algorithms: narrowAlgorithms(first, query.host),
    userKnownHosts:
      query.knownHosts === undefined ? files('userknownhostsfile', usersHosts) : [expand(query.knownHosts)],
    // Of these OpenSSH fills in neither ~ nor tokens.
    systemKnownHosts: named('globalknownhostsfile', systemHosts),
    revokedHostKeys: files('revokedhostkeys', []),
    hashKnownHosts: is('hashknownhosts'),
    hostKeys: query.hostKeys ?? policyOf(first('stricthostkeychecking')),
    connectTimeoutMs: milliseconds(first('connecttimeout')) || defaults.connectTimeoutMs,
    aliveIntervalMs: milliseconds(first('serveraliveinterval')) ?? defaults.aliveIntervalMs,
    aliveCountMax: whole(first('serveralivecountmax')) ?? defaults.aliveCountMax,
    ...optional('agentSocket', agentSocket),
    ...optional('keyAlgorithms', first('pubkeyacceptedalgorithms')),
    ...optional('hostKeyAlias', hostKeyAlias),
    ...optional('bindAddress', first('bindaddress')),
    ...optional('addressFamily', familyOf(first('addressfamily'))),
    ...optional('proxyJump', proxyJump),
  };
}

/** PreferredAuthentications, less what is switched off. */
function methodsOf(first: (keyword: string) => string | undefined, isBatch: boolean): readonly AuthMethod[] {
  const isOff = (keyword: string) => ['no', 'false'].includes(first(keyword)?.toLowerCase() ?? '');
  const off = new Set<AuthMethod>();
  if (isOff('pubkeyauthentication')) off.add('publickey');
  if (isOff('passwordauthentication') || isBatch) off.add('password');
  if (isOff('kbdinteractiveauthentication') || isBatch) off.add('keyboard-interactive');
  const preferred = first('preferredauthentications')?.split(',') ?? allMethods;
  return preferred.filter((name): name is AuthMethod => allMethods.some((known) => known === name && !off.has(known)));
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
function jumpOf(
  { values }: HostConfig,
  query: HopQuery,
  { h = '', n = '', p = '', r = '' }: Tokens,
): string | undefined {
  const command = values.get('proxycommand')?.[0]?.trim();
  const jump =
    query.proxyJump ??
    values.get('proxyjump')?.[0] ??
    (command === undefined ? undefined : /^ssh\s+(?:-q\s+)?-W\s+"?\[?%h\]?:%p"?\s+([^\s-]\S*)$/.exec(command)?.[1]);
  if (jump !== undefined) {
    const text = jump.replace(/#.*/s, '').trim();
    return text.toLowerCase() === 'none' ? undefined : expandTokens(text, { h, n, p, r });
  }
  if (command === undefined || command.toLowerCase() === 'none') return undefined;
  throw new HostError('config', say.ssh.config.proxyCommand({ host: query.host, command }), {
    hint: say.ssh.config.proxyCommandHint,
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

function familyOf(setting: string | undefined): 4 | 6 | undefined {
  const families: Readonly<Record<string, 4 | 6>> = { inet: 4, inet6: 6 };
  return families[setting?.toLowerCase() ?? ''];
}

function optional<K extends string, V>(key: K, value: V | undefined): { readonly [key in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { readonly [key in K]?: V });
}

function listOf(item: string | undefined): readonly string[] {
  return item === undefined ? [] : [item];
}

function whole(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text);
}

function milliseconds(text: string | undefined): number | undefined {
  const seconds = text === undefined ? undefined : parseTime(text);
  return seconds === undefined ? undefined : seconds * 1000;
}
