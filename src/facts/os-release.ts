import { findRefusal, type OsFamily, type OsRefusal, resolveDistribution } from './distributions.js';
import type { Fact } from './fact.js';

export interface OsRelease {
  readonly id: string;
  readonly idLike: readonly string[];
  readonly versionId: string;
  readonly prettyName: string;
  /** By whose ways we set it up. */
  readonly family: OsFamily;
  /** The name by which the family was found: ID, or one of ID_LIKE for a distribution that we do not know. */
  readonly knownBy?: string;
  /** Nobody has run ha-setup on it yet, though its name is known. */
  readonly isUntried?: true;
  /** Why it can never work there. */
  readonly refusal?: OsRefusal;
}

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
  const id = (fields.get('ID') || 'unknown').toLowerCase();
  // Blanks between the names are the rule; commas are seen in the field.
  const idLike = (fields.get('ID_LIKE') ?? '')
    .toLowerCase()
    .split(/[\s,]+/)
    .filter(Boolean);
  const versionId = fields.get('VERSION_ID') ?? '';
  const { family, knownBy, isUntried } = resolveDistribution(id, idLike);
  const refusal = findRefusal(id, idLike, versionId);
  return {
    id,
    idLike,
    versionId,
    prettyName: fields.get('PRETTY_NAME') ?? `${id} ${versionId}`.trim(),
    family,
    ...(knownBy !== undefined && { knownBy }),
    ...(isUntried && { isUntried }),
    ...(refusal !== undefined && { refusal }),
  };
}

/** As a shell reads an assignment: in quotes, or one word, behind which a comment may stand. */
function unquote(value: string): string {
  const quoted = /^"((?:[^"\\]|\\.)*)"/s.exec(value)?.[1];
  if (quoted !== undefined) return quoted.replace(/\\(["\\$`])/g, '$1');
  return /^'([^']*)'/.exec(value)?.[1] ?? value.replace(/\s.*$/s, '');
}
