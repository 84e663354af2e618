import type { Messages } from '../../../messages/say.js';

/** The name of a sentence of the catalogue that says what the operator does next. */
export type CodeHint = Exclude<keyof Messages['codes'], 'undocumented'>;

/**
 * What a refusal means for whoever made the call:
 * unsent: refused before anything was done, and let through soon (a rate limit); any call is made again soon.
 * soon: a passing fault of the API; the change may have been made, so only a call that may be made twice is made again soon.
 * slowly: the resource is busy with another change, for most of a minute at times; nothing was done.
 * token: the ClientToken is used up; the call is made again with a new one.
 * credentials: the signature was refused; other credentials are needed.
 * final: the same call is refused again.
 */
export type CodeClass = 'unsent' | 'soon' | 'slowly' | 'token' | 'credentials' | 'final';

export interface CodeRow {
  readonly class: CodeClass;
  readonly hint: CodeHint;
  readonly codes: readonly string[];
  /** The row is about these actions alone, and goes before a row about all of them. */
  readonly actions?: readonly string[];
}
