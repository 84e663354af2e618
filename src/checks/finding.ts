import type { PublishedFinding } from '../cluster/verify-result.js';
import type { PeerRule } from '../ports/cloud.js';
import type { Unfitness } from './unfitness.js';

/**
 * What a check says of one thing. Its id is the check's own, where none of the check's further ids is given.
 * @typeParam Id the further ids
 */
export interface Remark<Id extends string = never> {
  readonly level: PublishedFinding['level'];
  readonly message: string;
  /** A host or a cloud resource; absent for the cloud as a whole. */
  readonly where?: string;
  /** How to repair it; with every warning and error. */
  readonly hint?: string;
  /** Of a file: - as it stands on the host, + as it should be. */
  readonly diff?: readonly string[];
  /** The one thing that we can repair ourselves, where a person agrees. */
  readonly rule?: PeerRule;
  /** What tells two faults of one id apart; a code, such as the API's own. */
  readonly code?: string;
  /** What speaks against the host as the active one, where this does. */
  readonly unfit?: Unfitness;
  readonly id?: Id;
}

/** One thing that was looked at: what verify publishes, and what only this program reads of it. */
export interface Finding<Id extends string = string> extends Omit<Remark, 'id' | 'where'> {
  readonly id: Id;
  /** An instance, an ENI, an EIP or a subnet; "cloud" or "pair" as a whole. */
  readonly where: string;
}

/** A finding as verify publishes it. */
export function toPublished({ id, level, where, message, hint, diff }: Finding): PublishedFinding {
  return { id, level, where, message, ...(hint !== undefined && { hint }), ...(diff && { diff: [...diff] }) };
}

export function ok(where: string | undefined, message: string): Remark {
  return { level: 'ok', message, ...(where !== undefined && { where }) };
}

export function unproven(where: string | undefined, message: string, hint?: string): Remark {
  return { level: 'unproven', message, ...(hint !== undefined && { hint }), ...(where !== undefined && { where }) };
}

export function warning(where: string | undefined, message: string, hint: string): Remark {
  return { level: 'warning', message, hint, ...(where !== undefined && { where }) };
}

export function error(where: string | undefined, message: string, hint: string, rule?: PeerRule): Remark {
  return { level: 'error', message, hint, ...(where !== undefined && { where }), ...(rule && { rule }) };
}

/** Says that all is well where nothing else was said. */
export function orOk<Id extends string>(remarks: readonly Remark<Id>[], where: string, fine: string): Remark<Id>[] {
  return remarks.length > 0 ? [...remarks] : [ok(where, fine)];
}

/** The same under one of the check's further ids. */
export function under<Id extends string>(id: Id, remark: Remark): Remark<Id> {
  const { id: _, ...rest } = remark;
  return { ...rest, id };
}
