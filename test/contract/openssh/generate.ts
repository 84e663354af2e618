import type { Case } from './compare.js';

/** As ssh_config writes an environment variable. */
const variable = (name: string): string => `$\{${name}}`;

/** Numbers from 0 to 1 by a seed (mulberry32), so that a failure can be repeated. */
function numbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Values that are understood, and those that are not, which come seldom. */
interface Values {
  readonly good: readonly string[];
  readonly bad: readonly string[];
}

const hosts = ['web', 'db', 'web.ex.com', 'WEB', '10.0.0.1', '2001:DB8::1', 'a-b'];
const flags = { good: ['yes', 'no', 'true', 'false', 'YES', 'True', '"yes"', "'no'"], bad: ['maybe', ''] };
const times = { good: ['30', '1m', '1m30s', '2h', '0', 'none', '9w'], bad: ['5x', '1.5m', '99999999999', ''] };
const files = {
  good: [
    ...['~/.ssh/%h-%r', '/k/%k', '~root/x', '"/k/my key"', "'/k/it s'", '/k/my\\ key', 'none', '/a%%b', '~/%C'],
    ...['%d/%i/%u', '/k#1', '/k/a#b', `${variable('X')}/y`, '/x/%L-%n-%p'],
  ],
  bad: ['~nobody-here/x', '%q', `${variable('MISSING')}/y`, ''],
};
/** ssh fills these in only when it connects, so that -G does not refuse those that have no value. */
const lateFiles = { good: files.good, bad: [''] };
const patterns = ['web', 'w*', '*', '!web', '!db', '?eb', 'web.ex.com', '*.com', 'WEB', '10.0.0.*', '"web db"', 'db'];

/** A configuration of several files by its number: mostly sensible, at times wrong in one place. */
export function generateCase(seed: number): Case {
  const next = numbers(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T;
  const chance = (share: number) => next() < share;
  const value = ({ good, bad }: Values): string => pick(bad.length > 0 && chance(0.04) ? bad : good);
  const some = <T>(list: readonly T[], most: number) =>
    Array.from({ length: 1 + Math.floor(next() * most) }, () => pick(list));
  const several = (values: Values): string =>
    Array.from({ length: 1 + Math.floor(next() * 3) }, () => value(values)).join(' ');
  const match = () =>
    some(['host', '!host', 'originalhost', 'user', '!user', 'localuser', 'all', 'final', '!final', 'canonical'], 2)
      .map((word) =>
        /all|final|canonical/.test(word)
          ? word
          : `${word} ${some(['web', '*', 'w*', 'root', 'alice', '!db', 'WEB', '*.com'], 2).join(',')}`,
      )
      .join(' ');
  const setting = (): string => {
    const keyword = pick(settings);
    const [name, text] = keyword({ pick, value, several });
    const spelt = chance(0.1) ? name.toUpperCase() : name;
    const gap = pick([' ', ' ', ' ', '=', ' = ', '\t', '  ']);
    const tail = chance(0.03) && !oneLine.has(name) ? ' extra' : pick(['', '', '', '', ' ', ' # note', '\r', '#x']);
    return `${pick(['', '  ', '\t'])}${spelt}${gap}${text}${chance(0.3) ? tail : ''}`;
  };
  const body = (depth: number): string => {
    const lines = Array.from({ length: 1 + Math.floor(next() * 5) }, () => {
      if (chance(0.25)) return `Host ${some(patterns, 3).join(' ')}`;
      if (chance(0.12)) return `Match ${match()}`;
      if (depth < 2 && chance(0.2)) return `Include ${some(includes, 2).join(' ')}`;
      if (chance(0.05)) return value(oddLines);
      return setting();
    });
    return `${lines.join('\n')}\n`;
  };
  const laid: Record<string, string> = { 'home/.ssh/config': body(0) };
  for (const name of [
    'home/.ssh/config.d/1',
    'home/.ssh/config.d/20.conf',
    'home/.ssh/config.d/.a.swp',
    'home/.ssh/clients/x/config',
    'etc/ssh_config',
    'etc/ssh_config.d/50.conf',
  ]) {
    if (chance(0.5)) laid[name] = name.endsWith('ssh_config') ? body(0).replaceAll('~/', '/root/') : body(2);
  }
  if (chance(0.1)) laid['home/.ssh/config.d/folder/'] = '';
  return {
    files: laid,
    host: pick(hosts),
    env: { X: '/env' },
    ...(chance(0.3) && { user: pick(['root', 'alice']) }),
    ...(chance(0.2) && { port: 2200 }),
  };
}

const includes = [
  'config.d/*',
  '~/.ssh/config.d/*.conf',
  'config.d/[0-9]*',
  'clients/*/config',
  '*/config',
  '/etc/ssh/ssh_config.d/*.conf',
  'config.d/?',
  'nothing',
  '~root/.ssh/config.d/1',
  '"config.d/1"',
  'config.d/[!2]*',
];

const oddLines = {
  good: ['', '# note', '   ', '\t# x', '"Port" 5', 'IgnoreUnknown Pr*,x', 'Po"rt" 7', '=Port 5'],
  bad: ['Prt 5', 'Host', 'Match', '\ufeffHost web', 'Host ""', 'Match user', 'Match all host x', 'User "x'],
};
/** What follows their value counts for something else, or is read in another way by other releases. */
const oneLine = new Set(['ProxyJump', 'ProxyCommand', 'RevokedHostKeys']);

interface Tools {
  pick<T>(list: readonly T[]): T;
  value(values: Values): string;
  several(values: Values): string;
}
type Setting = (tools: Tools) => readonly [name: string, value: string];

const flagNames = [
  ...['IdentitiesOnly', 'HashKnownHosts', 'BatchMode', 'PasswordAuthentication', 'KbdInteractiveAuthentication'],
  ...['PubkeyAuthentication', 'ChallengeResponseAuthentication', 'ForwardX11', 'CheckHostIP', 'GSSAPIAuthentication'],
  'TCPKeepAlive',
];
const good = (...words: readonly string[]): Values => ({ good: words, bad: [] });
const table: readonly (readonly [names: readonly string[], values: Values])[] = [
  [['User'], good('me', 'alice', 'root', 'CORP\\\\bob', 'alice#root', '"a b"')],
  [
    ['HostName'],
    { good: ['%h.ex.com', 'real', '10.0.0.9', '%%h', 'UPPER', '"q"', '2001:DB8:0::9', '10.1'], bad: ['%n'] },
  ],
  [['Port'], { good: ['22', '2222', '"22"', 'ssh', '+5'], bad: ['0', '99999', 'abc', '-1', ''] }],
  [flagNames, flags],
  [flagNames, flags],
  [['IdentityFile', 'CertificateFile'], lateFiles],
  [['IdentityAgent'], { good: files.good, bad: ['%q', ''] }],
  [['ConnectTimeout', 'ServerAliveInterval'], times],
  [['ServerAliveCountMax', 'NumberOfPasswordPrompts'], { good: ['1', '4', '0'], bad: ['x', '-1', '99999999999'] }],
  [['StrictHostKeyChecking'], { good: ['yes', 'no', 'ask', 'accept-new', 'off', 'true', 'Yes'], bad: ['never', ''] }],
  [
    ['ProxyJump'],
    {
      good: [
        ...['gate', 'u@gate', 'gate:2222', 'u@corp@gate', 'ssh://u@gate:22/', 'a,b@c:33', '[2001:db8::1]:22'],
        ...['none', '%r@%h', 'gate # why'],
      ],
      bad: ['gate:99999', '@gate', 'a,,b', ''],
    },
  ],
  [['ProxyCommand'], { good: ['none', 'ssh -W %h:%p gate', 'nc %h %p # x', 'sh -c "x y"'], bad: ["sh -c 'x"] }],
  [['HostKeyAlias'], { good: ['alias', 'ALIAS', '"a b"'], bad: [''] }],
  [['PreferredAuthentications'], good('publickey', 'password,publickey', '"publickey"')],
  [['AddressFamily'], { good: ['inet', 'inet6', 'any', 'INET'], bad: ['ipv4'] }],
  [['BindAddress'], good('127.0.0.1', '::1')],
  [['RevokedHostKeys'], good('/etc/revoked', 'none', '~/r')],
  [['SendEnv', 'ControlPath', 'Protocol', 'XAuthLocation'], good('LANG', 'yes', '2')],
];
const settings: readonly Setting[] = [
  ...table.map(
    ([names, values]): Setting =>
      ({ pick, value }) => [pick(names), value(values)],
  ),
  ({ pick, several }) => [pick(['UserKnownHostsFile', 'GlobalKnownHostsFile']), several(files)],
];
