import type { Fact } from './fact.js';

type OsFamily = 'debian' | 'rhel' | 'unknown';

export interface OsRelease {
  readonly id: string;
  readonly idLike: readonly string[];
  readonly versionId: string;
  readonly prettyName: string;
  /** By whose ways we set it up. */
  readonly family: OsFamily;
  /** The name by which the family was found: ID, or one of ID_LIKE for a distribution that we do not know. */
  readonly knownBy?: string;
}

const families: Readonly<Record<string, OsFamily>> = {
  debian: 'debian',
  ubuntu: 'debian',
  tencentos: 'rhel',
  tlinux: 'rhel',
  opencloudos: 'rhel',
  centos: 'rhel',
  rhel: 'rhel',
  rocky: 'rhel',
  almalinux: 'rhel',
  fedora: 'rhel',
  anolis: 'rhel',
  openeuler: 'rhel',
};

/** os-release(5); family unknown where the host has no such file. */
export const osReleaseFact: Fact<OsRelease> = {
  key: 'distribution',
  argv: ['sh', '-c', 'cat /etc/os-release 2>/dev/null || cat /usr/lib/os-release 2>/dev/null'],
  parse: ({ stdout }) => parseOsRelease(stdout),
};

export function parseOsRelease(text: string): OsRelease {
  const fields = new Map<string, string>();
  for (const line of text.split('\n')) {
    const match = /^\s*([A-Z][A-Z0-9_]*)=(.*?)\s*$/.exec(line);
    if (match?.[1] !== undefined) fields.set(match[1], unquote(match[2] ?? ''));
  }
  const id = (fields.get('ID') ?? 'unknown').toLowerCase();
  const idLike = (fields.get('ID_LIKE') ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  const knownBy = [id, ...idLike].find((name) => families[name] !== undefined);
  const versionId = fields.get('VERSION_ID') ?? '';
  return {
    id,
    idLike,
    versionId,
    prettyName: fields.get('PRETTY_NAME') ?? `${id} ${versionId}`.trim(),
    family: families[knownBy ?? ''] ?? 'unknown',
    ...(knownBy !== undefined && { knownBy }),
  };
}

function unquote(value: string): string {
  const quoted = /^"(.*)"$/.exec(value)?.[1];
  if (quoted !== undefined) return quoted.replace(/\\(["\\$`])/g, '$1');
  return /^'(.*)'$/.exec(value)?.[1] ?? value;
}
