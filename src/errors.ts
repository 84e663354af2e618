/** Exit codes, as the README and the manual list them. */
export const exitCodes = {
  ok: 0,
  failed: 1,
  preflight: 2,
  answers: 3,
  verification: 4,
  cancelled: 130,
} as const;

export interface Where {
  /** A host or a cloud resource, as the reader would look it up. */
  readonly where?: string;
  /** What to do next, in the reader's words; the next command to type where there is one. */
  readonly hint?: string;
}

/** A failure that its reader can act on: what, where, what next. Anything else that is thrown is a defect. */
export class HaSetupError extends Error {
  readonly exitCode: number = exitCodes.failed;
  readonly where: string | undefined;
  readonly hint: string | undefined;

  constructor(message: string, details: Where & { readonly cause?: unknown } = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = new.target.name;
    this.where = details.where;
    this.hint = details.hint;
  }
}

export class AnswersError extends HaSetupError {
  override readonly exitCode = exitCodes.answers;
}

export class PreflightError extends HaSetupError {
  override readonly exitCode = exitCodes.preflight;
}

export class VerificationError extends HaSetupError {
  override readonly exitCode = exitCodes.verification;
}

export class CancelledError extends HaSetupError {
  override readonly exitCode = exitCodes.cancelled;
}

/** Somebody was asked, and said no. */
export class DeclinedError extends CancelledError {}

/** Why a host could not be reached or a command not be run there. */
export type HostErrorKind =
  | 'config'
  | 'refused'
  | 'unreachable'
  | 'auth'
  | 'given-up'
  | 'late'
  | 'host-key'
  | 'sudo'
  | 'lost'
  | 'timeout'
  | 'forwarding'
  | 'output'
  | 'write';

export class HostError extends HaSetupError {
  readonly kind: HostErrorKind;

  constructor(kind: HostErrorKind, message: string, details: Where & { readonly cause?: unknown } = {}) {
    super(message, details);
    this.kind = kind;
  }
}

/**
 * What a caller can do about a refusal: wait for a resource that is busy, come with another client token, or have a
 * permission granted.
 */
export type CloudErrorKind = 'busy' | 'token' | 'permission';

/** A refusal by the cloud's API, with its own code, or 'Network' where no answer came. */
export class CloudError extends HaSetupError {
  readonly code: string;
  readonly action: string;
  readonly kind: CloudErrorKind | undefined;

  constructor(
    action: string,
    code: string,
    message: string,
    details: Where & { readonly cause?: unknown; readonly kind?: CloudErrorKind } = {},
  ) {
    super(message, details);
    this.action = action;
    this.code = code;
    this.kind = details.kind;
  }
}
