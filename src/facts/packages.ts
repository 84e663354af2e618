import { paths } from '../cluster/names.js';
import { say } from '../messages/say.js';
import type { Fact } from './fact.js';

export type Version = readonly [major: number, minor: number, patch: number];

export interface Packages {
  /** Full versions of those that are installed. */
  readonly versions: Readonly<Record<string, string>>;
  /** Those that somebody keeps at their version: held, or under a versionlock. */
  readonly held: readonly string[];
  /** keepalived.conf stands there as the package brought it: nobody's configuration. */
  readonly sampleConfig: boolean;
}

/**
 * Both databases are asked: a Debian host may have an rpm, and the other way round. `dpkg-query` and `rpm` fail where one
 * name is not installed, and still list the others.
 */
const script = `config=$1; shift
echo packages
if command -v dpkg-query >/dev/null 2>&1; then
  dpkg-query -W -f '\${Package}|\${db:Status-Status}|\${Version}|\${db:Status-Want}\\n' "$@" 2>/dev/null
  sum=$(md5sum 2>/dev/null <"$config" | cut -d ' ' -f 1)
  [ -n "$sum" ] && dpkg-query -W -f '\${Conffiles}' keepalived 2>/dev/null | grep -qF " $config $sum" && echo sample
fi 2>/dev/null
if command -v rpm >/dev/null 2>&1; then
  rpm -q --qf '%{NAME}|installed|%{VERSION}-%{RELEASE}|\\n' "$@" 2>/dev/null
  cat /etc/dnf/plugins/versionlock.list /etc/yum/pluginconf.d/versionlock.list 2>/dev/null |
    sed -nE 's/^([0-9]+:)?(keepalived|python3)-[0-9].*/lock|\\2/p'
  [ -f "$config" ] && rpm -qc keepalived 2>/dev/null | grep -qxF "$config" &&
    ! rpm -V --nodeps keepalived 2>/dev/null | grep -q "^..5.* $config$" && echo sample
fi
:`;

export function packagesFact(names: readonly string[]): Fact<Packages> {
  return {
    key: 'packages',
    argv: ['sh', '-c', script, 'sh', paths.config, ...names],
    parse: ({ stdout }) => parsePackages(stdout),
  };
}

export function parsePackages(text: string): Packages {
  const [first, ...lines] = text.split('\n');
  if (first !== 'packages') throw new Error(say.facts.odd.noPackages);
  const rows = lines.map((line) => line.split('|'));
  const versions = rows.flatMap(([name, status, version]) =>
    name !== undefined && status === 'installed' && version !== undefined ? [[name, version] as const] : [],
  );
  const held = rows.flatMap(([word = '', name = '', , want]) => {
    if (word === 'lock') return [name];
    return want === 'hold' ? [word] : [];
  });
  return { versions: Object.fromEntries(versions), held, sampleConfig: lines.includes('sample') };
}

/** The upstream part of a package's version: 2.2.7 of "1:2.2.7-1+b2". Undefined where it is no number. */
export function upstreamVersion(version: string | undefined): Version | undefined {
  const match = /^(?:\d+:)?(\d+)(?:\.(\d+))?(?:\.(\d+))?/.exec(version ?? '');
  if (match === null) return undefined;
  return [Number(match[1]), Number(match[2] ?? 0), Number(match[3] ?? 0)];
}

/** Negative where `a` is older than `b`. */
export function compareVersions(a: Version, b: Version): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}
