import type { HaSetupError } from '../errors.js';

/** What was read, or why it could not be. */
export type Reading<T> = { readonly known: T } | { readonly failure: HaSetupError };
