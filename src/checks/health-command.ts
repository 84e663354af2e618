import { say } from '../messages/say.js';
import { defineCheck } from './check.js';
import { error, ok } from './finding.js';

/** Owner, group, mode and name of a program and of every folder above it; nothing where there is no such program. */
const script = `path=$(readlink -e -- "$1") || exit 0
while :; do
  stat -c '%u %g %a %n' -- "$path"
  [ "$path" = / ] && break
  path=$(dirname -- "$path")
done`;

export const healthCommandCheck = defineCheck({
  id: 'health.command',
  title: 'the two hosts',
  about: 'root alone can change the command of the health check, which runs as root, and every folder above it',
  when: ['preflight', 'verify'],
  appliesTo: ({ healthCheck }) => healthCheck !== undefined && 'command' in healthCheck,
  needs: ['host', 'port'],
  async run({ host: { id }, port }, { pair }) {
    const { healthCheck } = pair.spec;
    if (healthCheck === undefined || !('command' in healthCheck)) return [];
    const { command } = healthCheck;
    const { stdout } = await port.read(['sh', '-c', script, 'sh', command]);
    if (stdout.trim() === '') {
      return [error(id, say.checks.healthCommand.missing({ command }), say.checks.healthCommand.missingHint)];
    }
    const open = findOpenPaths(stdout);
    if (open.length === 0) return [ok(id, say.checks.healthCommand.fine({ command }))];
    return open.map((path) =>
      error(id, say.checks.healthCommand.open({ path, command }), say.checks.healthCommand.openHint({ path })),
    );
  },
});

/**
 * Those of stat's lines ("uid gid mode path"), the program first, that others than root may write. The rule is that of
 * keepalived's own scripts (enable_script_security): a sticky folder of root's will do.
 */
export function findOpenPaths(text: string): readonly string[] {
  return text.split('\n').flatMap((line, index) => {
    const [, uid, gid, octal = '', path] = /^(\d+) (\d+) ([0-7]+) (.+)$/.exec(line) ?? [];
    const mode = Number.parseInt(octal, 8);
    const isSticky = index > 0 && (mode & 0o1000) !== 0;
    const isWritable = (mode & 0o002) !== 0 || (gid !== '0' && (mode & 0o020) !== 0);
    return path !== undefined && (uid !== '0' || (isWritable && !isSticky)) ? [path] : [];
  });
}
