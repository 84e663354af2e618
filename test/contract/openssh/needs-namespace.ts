import { spawnSync } from 'node:child_process';

/** Why configurations cannot be laid over this machine's own ones here, for the title of a suite; in CI that is a failure. */
export const needsNamespace: string | undefined = findObstacle();

function findObstacle(): string | undefined {
  const runs = (...argv: readonly string[]) =>
    spawnSync(argv[0] ?? '', argv.slice(1), { stdio: 'ignore' }).status === 0;
  const canMount = runs('unshare', '--mount', '--propagation', 'private', 'mount', '--bind', '/tmp', '/mnt');
  if ((canMount && runs('ssh', '-V')) || process.env['CI'] === 'true') return undefined;
  return ' [skipped: it needs root, unshare and ssh]';
}
