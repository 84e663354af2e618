import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** One configuration, and what is asked of it. */
export interface Case {
  /** By their paths under home/ (as ~) and etc/ (as /etc/ssh); a name that ends in / is a folder. */
  readonly files: Readonly<Record<string, string>>;
  readonly modes?: Readonly<Record<string, number>>;
  readonly host: string;
  readonly user?: string;
  readonly port?: number;
  readonly env?: Readonly<Record<string, string>>;
}

/** The settings that count, or why the configuration is refused. */
export type Reading = Readonly<Record<string, unknown>> | { readonly refused: string };

export interface Resolved {
  readonly theirs: Reading;
  readonly ours: Reading;
}

const driver = fileURLToPath(new URL('driver.ts', import.meta.url));

/** What OpenSSH and we make of each case, in a mount namespace in which nothing of this machine's own configuration is seen. */
export function resolveAll(cases: readonly Case[]): readonly Resolved[] {
  const folder = mkdtempSync(join(tmpdir(), 'ha-setup-openssh-'));
  try {
    writeFileSync(join(folder, 'cases.json'), JSON.stringify(cases));
    const argv = ['--mount', '--propagation', 'private', process.execPath, '--import', 'tsx', driver, folder];
    const { status, stderr } = spawnSync('unshare', argv, { encoding: 'utf8' });
    if (status !== 0) throw new Error(`the driver failed: ${stderr}`);
    return JSON.parse(readFileSync(join(folder, 'results.json'), 'utf8'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Where the two differ, one line a setting. That both refuse counts as the same, whatever they say. */
export function differences({ theirs, ours }: Resolved): readonly string[] {
  if ('refused' in theirs || 'refused' in ours) {
    if ('refused' in theirs && 'refused' in ours) return [];
    return [
      'refused' in theirs
        ? `ssh refuses it, we do not: ${theirs['refused']}`
        : `we refuse it, ssh does not: ${(ours as Record<string, unknown>)['refused']}`,
    ];
  }
  return Object.keys({ ...theirs, ...ours }).flatMap((key) => {
    const [one, other] = [theirs, ours].map((reading) => JSON.stringify((reading as Record<string, unknown>)[key]));
    return one === other ? [] : [`${key}: ssh ${one}, we ${other}`];
  });
}
