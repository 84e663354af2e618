import { say } from '../messages/say.js';
import type { HostReader } from '../ports/host.js';
import { defineCheck } from './check.js';
import { error, ok, type Remark } from './finding.js';

/** Owner, group, mode and name of a program and of every folder above it; nothing where there is no such program. */
const script = `path=$(readlink -e -- "$1") || exit 0
while :; do
  stat -c '%u %g %a %n' -- "$path"
  [ "$path" = / ] && break
  path=$(dirname -- "$path")
done`;

type CommandWords = typeof say.checks.healthCommand;

/** A program of the user's that the hooks run as root. */
interface RootCommand {
  readonly command: string;
  /** What is said of it. */
  readonly words: CommandWords;
}

export const healthCommandCheck = defineCheck({
  id: 'health.command',
  subject: 'hosts',
  about: () => say.about.healthCommand,
  when: ['preflight', 'verify'],
  appliesTo: ({ healthCheck }) => healthCheck !== undefined && 'command' in healthCheck,
  needs: ['host', 'port'],
  async run({ host: { id }, port }, { pair }) {
    const { healthCheck } = pair.spec;
    if (healthCheck === undefined || !('command' in healthCheck)) return [];
    return checkCommand(id, port, { command: healthCheck.command, words: say.checks.healthCommand });
  },
});

export const notifyCommandCheck = defineCheck({
  id: 'notify.command',
  subject: 'hosts',
  about: () => say.about.notifyCommand,
  when: ['preflight', 'verify'],
  appliesTo: ({ notify }) => notify?.command !== undefined,
  needs: ['host', 'port'],
  async run({ host: { id }, port }, { pair }) {
    const command = pair.spec.notify?.command;
    return command === undefined ? [] : checkCommand(id, port, { command, words: say.notify.rootCommand });
  },
});

async function checkCommand(id: string, port: HostReader, { command, words }: RootCommand): Promise<Remark[]> {
  const { stdout } = await port.read(['sh', '-c', script, 'sh', command]);
  if (stdout.trim() === '') return [error(id, words.missing({ command }), words.missingHint)];
  const open = findOpenPaths(stdout);
  if (open.length === 0) return [ok(id, words.fine({ command }))];
  return open.map((path) => error(id, words.open({ path, command }), words.openHint({ path })));
}

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
