import type { Fact } from './fact.js';
import { upstreamVersion, type Version } from './packages.js';

/** The version of `python3`; undefined where there is none. */
export const pythonFact: Fact<Version | undefined> = {
  key: 'python3',
  argv: ['sh', '-c', 'command -v python3 >/dev/null 2>&1 || exit 0; python3 --version'],
  parse: ({ stdout }) => upstreamVersion(/^Python (\S+)/m.exec(stdout)?.[1]),
};
