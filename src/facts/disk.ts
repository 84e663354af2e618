import type { Fact } from './fact.js';

export interface DiskSpace {
  readonly path: string;
  readonly freeBytes: number;
}

/** Free space where the hooks write: their state, their log, our records. Absent for a path that is not there. */
export const diskFact: Fact<readonly DiskSpace[]> = {
  key: 'disk',
  argv: ['sh', '-c', 'for d; do df -Pk "$d" 2>/dev/null | tail -n 1; done', 'sh', '/run', '/var/log', '/var/lib'],
  parse: ({ stdout }) =>
    stdout.split('\n').flatMap((line) => {
      const words = line.trim().split(/\s+/);
      const [free, path] = [Number(words[3]), words[5]];
      return path === undefined || !Number.isFinite(free) ? [] : [{ path, freeBytes: free * 1024 }];
    }),
};
