import { basename, delimiter, dirname, isAbsolute, relative, resolve } from 'node:path';
import { quoteForShell } from './next-command.js';

/** How a process was started, as Node tells it. */
export interface Start {
  /** process.argv[1]: the path of what runs; a symbolic link stays one. */
  readonly script: string;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * The program as its reader started it, to be typed again: ha-setup, npx ha-setup, a path, or node with one. npm says in
 * npm_command what runs there (`npm help scripts`), and puts its own folder of programs first in the PATH for as long.
 */
export function findProgramName({ script, cwd, env }: Start): string {
  const isInstalled = basename(script) === 'ha-setup';
  const isOfNpm = env['npm_command'] !== undefined && dirname(script).endsWith('node_modules/.bin');
  if (isInstalled && isOfNpm) return 'npx ha-setup';
  const folders = (env['PATH'] ?? '').split(delimiter).map((folder) => resolve(cwd, folder));
  if (isInstalled && folders.includes(dirname(script))) return 'ha-setup';
  const path = nearer(script, cwd);
  if (!isInstalled) return `node ${quoteForShell(path)}`;
  // A shell looks for a bare name in the PATH alone.
  return quoteForShell(path.includes('/') ? path : `./${path}`);
}

/** The path from here, or the whole one where that is shorter. */
function nearer(script: string, cwd: string): string {
  const near = relative(cwd, script);
  return isAbsolute(near) || near.length >= script.length ? script : near;
}
