/** One call of the API as it was received and answered. */
export interface LoggedCall {
  /** Epoch ms of this machine's clock at its arrival. */
  readonly at: number;
  readonly action: string;
  readonly service: string;
  readonly caller: { readonly secretId: string; readonly kind: string | undefined; readonly source: string };
  readonly host: string;
  readonly params: unknown;
  /** ok, the API's error code, or what happened to the connection: hang, lost, garbage, http-502. */
  readonly code: string;
  readonly ms: number;
  readonly requestId: string;
}

/** What does not change anything in the account. */
export function isReading(call: Pick<LoggedCall, 'action'>): boolean {
  return call.action.startsWith('Describe') || call.action === 'GetCallerIdentity';
}

const limit = 20_000;

/** The last calls, in the order of their answers. */
export class CallLog {
  #calls: LoggedCall[] = [];

  add(call: LoggedCall): void {
    this.#calls.push(call);
    if (this.#calls.length > limit) this.#calls = this.#calls.slice(-limit / 2);
  }

  all(): readonly LoggedCall[] {
    return this.#calls;
  }

  clear(): void {
    this.#calls = [];
  }
}
