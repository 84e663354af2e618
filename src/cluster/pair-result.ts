import { z } from 'zod';

/** What --json prints for each of several pairs, one line a pair. */
export const pairResult = z.strictObject({
  version: z.literal(1),
  answers: z.string().describe('The answers file'),
  cluster: z.string().nullable().describe('Null where the answers file could not be used'),
  exitCode: z.int().describe('What the command would have ended with for this pair alone'),
  error: z
    .strictObject({ message: z.string(), where: z.string().nullable(), hint: z.string().nullable() })
    .nullable()
    .describe('Why it failed'),
  result: z
    .looseObject({})
    .nullable()
    .describe('What the command prints with --json for this pair alone; null where it came to none'),
});

export type PairResult = z.infer<typeof pairResult>;
