import { hookPaths } from '../cluster/names.js';
import type { Fact } from './fact.js';

/** SELinux where it is enforced: the type that each of the hooks has, by path. */
export type SelinuxTypes = Readonly<Record<string, string>>;

const script = `[ "$(cat /sys/fs/selinux/enforce 2>/dev/null)" = 1 ] || exit 0
echo enforcing
stat -Lc '%C %n' -- "$@" 2>/dev/null
:`;

/** Undefined where SELinux is absent, off or only permissive. */
export const selinuxFact: Fact<SelinuxTypes | undefined> = {
  key: 'selinux',
  argv: ['sh', '-c', script, 'sh', ...hookPaths],
  parse: ({ stdout }) => parseSelinux(stdout),
};

/** A context is user:role:type:level. */
export function parseSelinux(text: string): SelinuxTypes | undefined {
  const [first, ...lines] = text.split('\n').filter(Boolean);
  if (first !== 'enforcing') return undefined;
  return Object.fromEntries(lines.map((line) => [line.split(' ')[1] ?? '', line.split(':')[2] ?? '']));
}
