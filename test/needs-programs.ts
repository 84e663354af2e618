import { spawnSync } from 'node:child_process';
import { describe } from 'vitest';

/** Like describe, for suites that run a program: skipped, saying why, where it is missing; in CI that is a failure. */
export function describeWith(program: string, title: string, body: () => void): void {
  const isMissing = spawnSync(program, ['--version'], { stdio: 'ignore' }).error !== undefined;
  if (!isMissing || process.env['CI'] === 'true') describe(title, body);
  else describe.skip(`${title} [skipped: ${program} is not installed]`, body);
}
