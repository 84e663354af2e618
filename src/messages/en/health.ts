/** The user's own health check, tried on a host before a run. */
export const health = {
  passes: ({ check }: { check: string }) => `the health check passes: ${check}`,
  untried: ({ check }: { check: string }) =>
    `the health check (${check}) cannot be tried before python3 is installed there`,
  untriedHint: 'nothing to do: it is tried there before a failover drill begins',
  fails: ({ check, why }: { check: string; why: string }) => `the health check (${check}) fails there: ${why}`,
  failsHint: 'start what it asks for on both hosts, or correct healthCheck in the answers',
  failsServing: ({ check, why }: { check: string; why: string }) =>
    `the health check (${check}) fails there, so this host cannot be active: ${why}`,
  failsServingHint: ({ peer }: { peer: string }) =>
    `until that is repaired, ${peer} has nobody to hand the VIP over to`,
};
