import type { Fact } from './fact.js';
import { upstreamVersion, type Version } from './packages.js';

/** The program itself, wherever it came from. */
export interface Keepalived {
  readonly path: string;
  readonly version: Version;
}

/** keepalived prints its version on stderr. */
export const keepalivedFact: Fact<Keepalived | undefined> = {
  key: 'keepalived',
  argv: ['sh', '-c', 'path=$(command -v keepalived) || exit 0; echo "$path"; keepalived -v 2>&1'],
  parse: ({ stdout }) => parseKeepalived(stdout),
};

/** Undefined where there is none, or where what is called keepalived does not say which one it is. */
export function parseKeepalived(text: string): Keepalived | undefined {
  const path = text.split('\n', 1)[0] ?? '';
  const version = upstreamVersion(/^Keepalived v(\S+)/m.exec(text)?.[1]);
  return path.startsWith('/') && version !== undefined ? { path, version } : undefined;
}
