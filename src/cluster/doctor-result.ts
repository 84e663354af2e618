import * as z from 'zod';
import { diagnosis, verifyResult } from './verify-result.js';

/** What `ha-setup doctor --json` prints. */
export const doctorResult = z.strictObject({
  version: z.literal(1),
  cluster: z.string(),
  at: z.iso.datetime(),
  healthy: z.boolean().describe('No check is an error'),
  diagnosis: diagnosis.nullable().describe('null while nothing is wrong'),
  findings: verifyResult.shape.checks.describe('Errors and warnings of verify'),
});

export type DoctorResult = z.infer<typeof doctorResult>;
