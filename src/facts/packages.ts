import type { Fact } from './fact.js';

export type Version = readonly [major: number, minor: number, patch: number];

export interface Packages {
  readonly manager: 'dpkg' | 'rpm' | 'none';
  /** Full versions of those that are installed. */
  readonly versions: Readonly<Record<string, string>>;
}

/** `dpkg-query` and `rpm` fail where one name is not installed, and still list the others. */
const script = `if command -v dpkg-query >/dev/null 2>&1; then
  echo dpkg
  dpkg-query -W -f '\${Package}|\${db:Status-Status}|\${Version}\\n' "$@" 2>/dev/null
elif command -v rpm >/dev/null 2>&1; then
  echo rpm
  rpm -q --qf '%{NAME}|installed|%{VERSION}-%{RELEASE}\\n' "$@" 2>/dev/null
else
  echo none
fi`;

export function packagesFact(names: readonly string[]): Fact<Packages> {
  return {
    key: 'packages',
    argv: ['sh', '-c', script, 'sh', ...names],
    parse: ({ stdout }) => parsePackages(stdout),
  };
}

export function parsePackages(text: string): Packages {
  const [manager = '', ...lines] = text.split('\n');
  if (manager !== 'dpkg' && manager !== 'rpm' && manager !== 'none') throw new Error('it names no package manager');
  const versions = lines.flatMap((line) => {
    const [name, status, version] = line.split('|');
    return name !== undefined && status === 'installed' && version !== undefined ? [[name, version] as const] : [];
  });
  return { manager, versions: Object.fromEntries(versions) };
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
