import { spawnSync } from 'node:child_process';

export interface PagerOutput {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** By their names: API keys and tokens, the passwords of SSH and sudo. */
const secretNames = /secret|token|passw|passphrase|^TENCENTCLOUD_/i;

/** What a program gets that only shows a text. */
function withoutSecrets(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !secretNames.test(name)));
}

/** Exit status of a shell that did not find the program. */
const notFound = 127;

/**
 * Shows a text with $PAGER, else less, on a terminal that can be drawn on; elsewhere, and where there is no such program,
 * it is printed. Waits until the pager has ended.
 */
export function showPaged(text: string, output: PagerOutput, env: NodeJS.ProcessEnv): void {
  const pager = env['PAGER'] ?? 'less';
  if (output.isTTY !== true || env['TERM'] === 'dumb' || pager.trim() === '') {
    output.write(text);
    return;
  }
  const { status, error } = spawnSync(pager, {
    shell: true,
    input: text,
    stdio: ['pipe', 'inherit', 'ignore'],
    // less: colours; ends at once where the text fits on the screen, and leaves it there.
    env: { ...withoutSecrets(env), LESS: env['LESS'] ?? 'FRX' },
  });
  // A pager that is left before it has read everything closes its end; that is no failure.
  const isMissing = status === notFound || (error !== undefined && 'code' in error && error.code === 'ENOENT');
  if (isMissing) output.write(text);
}
