import type { PeerRule } from '../ports/cloud.js';

/** What a check saw. Warnings are shown; one error or more ends the run before anything is changed. */
export interface Finding {
  readonly level: 'error' | 'warning';
  readonly message: string;
  /** A host or a cloud resource. */
  readonly where?: string;
  readonly hint: string;
  /** The one thing that we can mend ourselves, where a person agrees. */
  readonly rule?: PeerRule;
}

/** What one subject came to: nothing found means that all is well. */
export interface CheckResult {
  readonly title: string;
  readonly findings: readonly Finding[];
}

export function error(where: string | undefined, message: string, hint: string, rule?: PeerRule): Finding {
  return { level: 'error', message, hint, ...(where !== undefined && { where }), ...(rule && { rule }) };
}

export function warning(where: string | undefined, message: string, hint: string): Finding {
  return { level: 'warning', message, hint, ...(where !== undefined && { where }) };
}
