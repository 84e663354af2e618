import { paths } from '../cluster/names.js';
import type { Fact } from './fact.js';

/** What only uninstall asks for: what ha-setup leaves on a host beside the files of its plan. */
export interface Leftovers {
  /** Backups of files, the oldest first. */
  readonly backups: readonly string[];
  /** The hooks' process runs, or its state is there. */
  readonly hooks: boolean;
  /** A log, a state or a record of ha-setup is there. */
  readonly traces: boolean;
  /** By package: what else would have to go with it. */
  readonly dependents: Readonly<Record<string, readonly string[]>>;
}

const script = `find "$1" -type f 2>/dev/null | sort | sed 's/^/backup /'
[ -d "$2" ] && echo hooks
for path in "$2" "$3" "$4"; do [ -e "$path" ] && echo traces; done
for package in keepalived python3; do
  if command -v apt-get >/dev/null; then
    LC_ALL=C apt-get -s -q purge "$package" 2>/dev/null | sed -n 's/^\\(Remv\\|Purg\\) \\([^ ]*\\).*/\\2/p'
  else
    LC_ALL=C rpm -e --test "$package" 2>&1 | sed -n 's/.*needed by (installed) \\(.*\\)-[^-]*-[^-]*$/\\1/p'
  fi | sort -u | sed "s/^/needs $package /"
done
:`;

export const leftoversFact: Fact<Leftovers> = {
  key: 'leftovers',
  argv: ['sh', '-c', script, 'sh', paths.backups, paths.state, paths.records, paths.log],
  parse: ({ stdout }) => {
    const lines = stdout.split('\n');
    const after = (word: string) =>
      lines.flatMap((line) => (line.startsWith(`${word} `) ? [line.slice(word.length + 1)] : []));
    const dependents = (name: string) => after(`needs ${name}`).filter((other) => other !== name);
    return {
      backups: after('backup'),
      hooks: lines.includes('hooks'),
      traces: lines.includes('traces'),
      dependents: { keepalived: dependents('keepalived'), python3: dependents('python3') },
    };
  },
};
