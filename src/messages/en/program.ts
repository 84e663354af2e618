/** What the program says of itself, whatever it was doing. */
export const program = {
  internalError: ({ stack }: { stack: string }) => `internal error (please report it): ${stack}`,
  stopped: 'stopped at once; the same command goes on where it was',
  reportUnwritten: ({ path, said }: { path: string; said: string }) =>
    `the report cannot be written to ${path}: ${said}`,
  reportUnwrittenHint: 'name another file with --report, or add --force to overwrite one',
};
