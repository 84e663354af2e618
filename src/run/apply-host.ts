import { dirname } from 'node:path/posix';
import { hooksUnit, hookType, paths } from '../cluster/names.js';
import { say } from '../messages/say.js';
import type { Change, FileChange, HostRemoval } from '../operations/change.js';
import { octal } from '../plan/describe.js';
import type { Argv, HostPort } from '../ports/host.js';
import { changePackages } from './change-packages.js';
import { changeFirewall } from './firewall.js';
import { electAtOnce } from './first-election.js';
import { failure, type HostContext } from './host-context.js';
import { endDrill } from './revive.js';

type HostChange = Exclude<Change, { kind: `vip.${string}` | `eip.${string}` | `rule.${string}` } | HostRemoval>;

/** Ends the hooks that an earlier version started from keepalived's scripts: they are no part of a service of their own. */
const endOldHooks = `read -r pid <"$1" || exit 0
grep -q vip.py "/proc/$pid/cmdline" && ! grep -q "$2" "/proc/$pid/cgroup" && kill -9 "$pid"
exit 0`;

/** Lasting where semanage can note it for the next relabelling; the very files at once in any case. */
const label = `type=$1; shift
if command -v semanage >/dev/null 2>&1; then
  for path; do semanage fcontext -a -t "$type" "$path" 2>/dev/null || semanage fcontext -m -t "$type" "$path"; done
  restorecon -F "$@"
else
  chcon -t "$type" "$@"
fi`;

interface PairContext extends HostContext {
  /** The other host of the pair; undefined where it is gone. */
  readonly peer: HostPort | undefined;
}

/** Makes one change on a host; throws HaSetupError with the last lines of what failed there. */
export async function applyHostChange(change: HostChange, context: PairContext): Promise<void> {
  const must = (argv: Argv) => run(argv, context);
  switch (change.kind) {
    case 'package.install':
      return changePackages(change, context);
    case 'selinux.label':
      return must(['sh', '-c', label, 'label', hookType, ...change.paths]);
    case 'firewall.open':
      return changeFirewall(change, context);
    case 'file.write':
      if (change.before !== undefined && !change.secret) await backUp(change.path, context);
      await writeChecked(change, context);
      return;
    case 'file.mode':
      await must(['chown', 'root:root', change.path]);
      await must(['chmod', octal(change.mode), change.path]);
      // The scripts that keepalived dropped because of the folder's mode it takes up at its next load.
      if (change.path === paths.folder) await must(['touch', '-c', paths.config]);
      return;
    case 'service.daemon-reload':
      await must(['systemctl', 'daemon-reload']);
      return;
    case 'service.end-drill':
      await must(endDrill);
      return;
    case 'hooks.start':
      await must(['sh', '-c', endOldHooks, 'end-old-hooks', paths.watch, hooksUnit]);
      return start('start', hooksUnit, context);
    case 'hooks.restart':
      return start('restart', hooksUnit, context);
    case 'service.enable':
      await must(['systemctl', 'enable', change.unit]);
      return;
    case 'service.start':
      await start('start', change.unit, context);
      if (change.peer !== undefined && context.peer !== undefined)
        await electAtOnce(change.peer, context.host, context.peer);
      return;
    case 'service.reload':
      return start('reload', change.unit, context);
  }
}

/** Starts, restarts or reloads a unit; throws HaSetupError with the end of its journal where that fails. */
async function start(verb: 'start' | 'restart' | 'reload', unit: string, context: HostContext): Promise<void> {
  const result = await context.host.run(['systemctl', verb, unit], { timeoutMs: 90_000 });
  if (result.code === 0) return;
  const journal = await context.host.read(['journalctl', '--no-pager', '-q', '-o', 'cat', '-n', '8', '-u', unit]);
  throw failure(`systemctl ${verb} ${unit}`, journal.stdout || result.stderr, context);
}

/** Somebody else's file is kept as it is, to be put back; the copy of one that ha-setup wrote leaves keepalived's password out. */
const copy = `umask 077; mkdir -p "$3" && cp -a "$1" "$2$1" || exit
if head -n 1 "$1" | grep -q '^# Managed by ha-setup'; then sed -i 's/\\(auth_pass[[:space:]]\\{1,\\}\\).*/\\1[REDACTED]/' "$2$1"; fi`;

async function backUp(path: string, context: HostContext): Promise<void> {
  const folder = `${paths.backups}/${context.stamp}`;
  await run(['sh', '-c', copy, 'back-up', path, folder, `${folder}${dirname(path)}`], context);
}

/** A file with a check stands beside its place until the check passed, so that a daemon never sees a bad one. */
async function writeChecked({ path, mode, check, ...change }: FileChange, context: HostContext): Promise<void> {
  const content = change.content.reveal();
  if (check === undefined) return context.host.writeFile({ path, content, mode });
  const candidate = `${path}.ha-setup-new`;
  await context.host.writeFile({ path: candidate, content, mode });
  const [program, ...args] = check;
  const result = await context.host.run([program, ...args.map((arg) => (arg === '{}' ? candidate : arg))]);
  if (result.code !== 0) {
    await run(['rm', '-f', candidate], context);
    throw failure(say.run.checkOf({ command: check.join(' '), path }), result.stderr || result.stdout, context);
  }
  await run(['mv', '-T', candidate, path], context);
}

/** Runs a command on the host; throws HaSetupError with what it said where it failed. */
export async function run(argv: Argv, context: HostContext): Promise<void> {
  const result = await context.host.run(argv);
  if (result.code !== 0) throw failure(argv.join(' '), result.stderr || result.stdout, context);
}
