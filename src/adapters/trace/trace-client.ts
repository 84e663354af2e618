import type { ApiEntry, Trace } from './trace.js';

interface Place {
  readonly service: string;
  readonly region: string;
}

interface Failure {
  readonly message: string;
  readonly code?: string;
  readonly requestId?: string;
}

/** The SDK's client of a service; each of its calls is noted. */
export function traceClient<C extends object>(client: C, place: Place, trace: Trace): C {
  return new Proxy(client, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function') return member;
      const call = member.bind(target) as (...args: unknown[]) => unknown;
      // Actions alone begin with a capital.
      if (typeof name !== 'string' || !/^[A-Z]/.test(name)) return call;
      return (request: unknown) => noted({ ...place, action: name, request }, () => call(request), trace);
    },
  });
}

async function noted(
  entry: Place & Pick<ApiEntry, 'action' | 'request'>,
  send: () => unknown,
  trace: Trace,
): Promise<unknown> {
  const start = performance.now();
  const base = () => ({ kind: 'api', ms: Math.round(performance.now() - start), ...entry }) as const;
  try {
    const reply = await send();
    trace.note({ ...base(), reply });
    return reply;
  } catch (cause) {
    const { message, code, requestId } = cause as Failure;
    const error = { message, ...(code !== undefined && { code }), ...(requestId && { requestId }) };
    trace.note({ ...base(), error });
    throw cause;
  }
}
