import * as z from 'zod';

const answer = z.string().optional().describe('"ok", or what was answered; absent: this way is not set up on the host');

/** What `ha-setup notify --test --json` prints. */
export const notifyResult = z.strictObject({
  version: z.literal(1),
  cluster: z.string(),
  hosts: z.array(
    z.strictObject({
      instance: z.string(),
      problem: z.string().optional().describe('Why the host could not be asked to tell'),
      webhook: answer,
      command: answer,
    }),
  ),
});

export type NotifyResult = z.infer<typeof notifyResult>;
