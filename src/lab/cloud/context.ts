import type { Account } from './account.js';
import type { Claims } from './claims.js';
import type { Fabric } from './fabric.js';
import type { Key, Keys } from './keys.js';
import type { FaultEffect, Knobs } from './knobs.js';
import type { Tasks } from './tasks.js';

/** What actions work on. */
export interface Context {
  readonly account: Account;
  readonly fabric: Fabric;
  readonly tasks: Tasks;
  readonly keys: Keys;
  readonly claims: Claims;
  readonly knobs: () => Knobs;
  /** What was answered to each client token, for the life of the stand-in. */
  readonly answers: Map<string, { readonly params: string; readonly answer: object | 'undelivered' }>;
}

export interface Call {
  readonly requestId: string;
  readonly region: string;
  readonly key: Key;
  /** The faults that this very call met. */
  readonly effects: readonly FaultEffect[];
}

/** One action of the API. Its parameters have passed the SDK's declaration of its request when it is performed. */
export interface Action<Params = never> {
  readonly service: 'vpc' | 'cvm' | 'sts';
  readonly name: string;
  /** CAM knows the action as cvm:NAME and as vpc:NAME, and a caller needs both. */
  readonly bothNames?: true;
  /** Calls per second that one key may make. */
  readonly limit: number;
  /** Needs no X-TC-Region. */
  readonly global?: true;
  /** What a key must be allowed to use for it: parts after the account, such as eni/eni-1; * when absent. */
  readonly resources?: (params: Params) => readonly { readonly service: string; readonly path: string }[];
  readonly perform: (params: Params, context: Context, call: Call) => object;
}

/** Gives an action its place in the table of all actions, where parameters have no static type any more. */
export function action<Params>(definition: Action<Params>): Action {
  return definition as unknown as Action;
}

/** How the faults that a call met bend the change that it starts. */
export function landing(
  call: Pick<Call, 'effects'>,
  usualMs: number,
): { ms: number; reportMs: number; fails: boolean } {
  let ms = usualMs;
  let reportMs = 0;
  let fails = false;
  for (const effect of call.effects) {
    if ('landingMs' in effect) ms = effect.landingMs;
    if ('taskRunningMs' in effect) reportMs = effect.taskRunningMs;
    if ('taskFails' in effect) fails = true;
  }
  return { ms, reportMs: Math.max(ms, reportMs), fails };
}
