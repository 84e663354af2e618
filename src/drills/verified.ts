import type { VerifyResult } from '../cluster/verify-result.js';
import type { DrillResult } from './drill.js';

/** The result of verify, with its drills as they were measured. */
export interface Verified extends Omit<VerifyResult, 'drills'> {
  readonly drills: readonly DrillResult[];
}
