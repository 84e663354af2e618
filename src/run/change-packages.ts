import { familyOf } from '../facts/families/families.js';
import type { Family } from '../facts/families/family.js';
import { say } from '../messages/say.js';
import type { Change } from '../operations/change.js';
import { failure, type HostContext } from './host-context.js';

/** How long an unattended upgrade, or cloud-init at the first boot, may have the package manager to itself. */
const patienceMs = 600_000;
const pauseMs = 5_000;

/**
 * Runs on to its end when the connection is lost: a package manager whose output nobody takes any more would die half-way
 * and leave the host's packages broken.
 */
const unbroken = `{ status=$({ { "$@"; echo $? >&4; } 2>&1 | { cat >&3 || cat >/dev/null; }; } 4>&1); } 3>&1
exit "$status"`;

type PackageChange = Extract<Change, { kind: `package.${string}` }>;

/** Installs or removes packages, waiting for others who use the package manager and saying so; throws HaSetupError with what it complained of. */
export async function changePackages(change: PackageChange, context: HostContext): Promise<void> {
  const { host, clock, onLine, onStep } = context;
  const family = familyOf(change.manager);
  const verb = change.kind === 'package.install' ? 'install' : 'remove';
  const argv = ['sh', '-c', unbroken, 'sh', 'sh', '-c', family[verb], verb, ...change.packages] as const;
  let said = '';
  const deadline = clock.now() + patienceMs;
  for (;;) {
    const result = await host.run(argv, { timeoutMs: 900_000, onLine });
    if (result.code === 0) return;
    const output = `${result.stdout}\n${result.stderr}`;
    const isLocked = family.locked.test(output);
    if (isLocked && clock.now() < deadline) {
      const wait = say.run.packages.waiting({ lock: describeLock(family, output) });
      if (wait !== said) onStep(wait);
      said = wait;
      await clock.sleep(pauseMs);
      continue;
    }
    const lock = describeLock(family, output);
    const waited = isLocked ? `${say.run.packages.waited({ minutes: patienceMs / 60_000, lock })}\n` : '';
    const complaints = output.split('\n').filter((line) => family.complaint.test(line));
    const reason = complaints.length > 0 ? complaints.join('\n') : output;
    throw failure(`${family.command} ${verb} ${change.packages.join(' ')}`, waited + reason, context);
  }
}

function describeLock(family: Family, output: string): string {
  const holder = family.lockHolder.exec(output)?.[1];
  const { inUse, inUseBy } = say.run.packages;
  const manager = family.command;
  return holder === undefined ? inUse({ manager }) : inUseBy({ manager, process: holder });
}
