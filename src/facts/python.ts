import type { Fact } from './fact.js';
import { upstreamVersion, type Version } from './packages.js';

export interface Python {
  readonly path: string;
  readonly version: Version;
}

/** Python 3.6 with its whole standard library is what the hooks need. */
const modules = 'encodings.idna, fcntl, grp, hashlib, hmac, http.client, json, queue, ssl, typing';

/**
 * In the order of preference: the one that the distribution looks after, the system tools' own (CentOS 8 and its kin),
 * one of a certain version. A minimal python3 without ssl or http, as Debian has one, is none.
 */
const script = `for path in /usr/bin/python3 /usr/libexec/platform-python /usr/bin/python3.[0-9] /usr/bin/python3.[0-9][0-9]; do
  [ -x "$path" ] || continue
  "$path" -IS -c 'import ${modules}, sys
if sys.version_info >= (3, 6): print("%s %d.%d.%d" % ((sys.argv[1],) + sys.version_info[:3]))' "$path" 2>/dev/null
done
:`;

/** The interpreter for the hooks; undefined where the host has none that will do. */
export const pythonFact: Fact<Python | undefined> = {
  key: 'python',
  argv: ['sh', '-c', script],
  parse: ({ stdout }) => parsePython(stdout),
};

export function parsePython(text: string): Python | undefined {
  for (const line of text.split('\n')) {
    const [path, shown] = line.split(' ');
    const version = upstreamVersion(shown);
    if (path?.startsWith('/') && version !== undefined) return { path, version };
  }
  return undefined;
}
