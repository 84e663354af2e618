import { dirname } from 'node:path/posix';
import { HaSetupError } from '../errors.js';
import type { Change, FileChange } from '../operations/change.js';
import { octal } from '../plan/describe.js';
import type { Argv, HostPort, RunOptions } from '../ports.js';
import { paths, unit } from '../spec/names.js';
import { endDrill } from './revive.js';

type HostChange = Exclude<Change, { kind: `vip.${string}` | `eip.${string}` }>;

export interface HostContext {
  readonly host: HostPort;
  /** The instance's id, for messages. */
  readonly label: string;
  /** Names this run's folder of backups: a UTC time stamp. */
  readonly stamp: string;
  readonly onLine: (line: string) => void;
}

/**
 * Waits for other users of dpkg, and runs on to its end when the connection is lost: a package manager whose output
 * nobody takes any more would die half-way and leave the host's packages broken.
 */
const install = `export DEBIAN_FRONTEND=noninteractive LC_ALL=C
apt() { apt-get -y -o DPkg::Lock::Timeout=120 -o Dpkg::Options::=--force-confold --no-install-recommends "$@"; }
{ status=$({ { apt update && apt install "$@"; echo $? >&4; } 2>&1 | { cat >&3 || cat >/dev/null; }; } 4>&1); } 3>&1
exit "$status"`;

/** Makes one change on a host; throws HaSetupError with the last lines of what failed there. */
export async function applyHostChange(change: HostChange, context: HostContext): Promise<void> {
  const { host, onLine } = context;
  const must = (argv: Argv, options?: RunOptions) => run(argv, context, options);
  switch (change.kind) {
    case 'package.install': {
      await must(['sh', '-c', install, 'install', ...change.packages], { timeoutMs: 600_000, onLine });
      return;
    }
    case 'file.write':
      if (change.before !== undefined && !change.secret) await backUp(change.path, context);
      await writeChecked(change, context);
      return;
    case 'file.mode':
      await must(['chmod', octal(change.mode), change.path]);
      return;
    case 'service.daemon-reload':
      await must(['systemctl', 'daemon-reload']);
      return;
    case 'service.end-drill':
      await must(endDrill);
      return;
    case 'service.enable':
      await must(['systemctl', 'enable', change.unit]);
      return;
    case 'service.start':
    case 'service.reload': {
      const verb = change.kind === 'service.start' ? 'start' : 'reload';
      const result = await host.run(['systemctl', verb, change.unit], { timeoutMs: 90_000 });
      if (result.code === 0) return;
      const journal = await host.read(['journalctl', '--no-pager', '-q', '-o', 'cat', '-n', '8', '-u', change.unit]);
      throw failure(`systemctl ${verb} ${change.unit}`, journal.stdout || result.stderr, context);
    }
  }
}

async function backUp(path: string, context: HostContext): Promise<void> {
  const folder = `${paths.backups}/${context.stamp}`;
  await run(
    ['sh', '-c', 'umask 077; mkdir -p "$3" && cp -a "$1" "$2$1"', 'back-up', path, folder, `${folder}${dirname(path)}`],
    context,
  );
}

/** A file with a check stands beside its place until the check passed, so that a daemon never sees a bad one. */
async function writeChecked({ path, content, mode, check }: FileChange, context: HostContext): Promise<void> {
  if (check === undefined) return context.host.writeFile({ path, content, mode });
  const candidate = `${path}.ha-setup-new`;
  await context.host.writeFile({ path: candidate, content, mode });
  const [program, ...args] = check;
  const result = await context.host.run([program, ...args.map((arg) => (arg === '{}' ? candidate : arg))]);
  if (result.code !== 0) {
    await run(['rm', '-f', candidate], context);
    throw failure(
      `${check.join(' ')} (on the new ${path}, which was not put in place)`,
      result.stderr || result.stdout,
      context,
    );
  }
  await run(['mv', '-T', candidate, path], context);
}

async function run(argv: Argv, context: HostContext, options?: RunOptions): Promise<void> {
  const result = await context.host.run(argv, options);
  if (result.code !== 0) throw failure(argv.join(' '), result.stderr || result.stdout, context);
}

function failure(what: string, output: string, { label }: HostContext): HaSetupError {
  const tail = output.trim().split('\n').slice(-6).join('\n    ');
  return new HaSetupError(`${what} failed:\n    ${tail}`, {
    where: label,
    hint: `mend it on the host (journalctl -u ${unit} tells more), then run the same command again: it goes on where it stopped`,
  });
}
