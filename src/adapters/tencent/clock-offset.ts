import { subscribe } from 'node:diagnostics_channel';
import type { ClientRequest, IncomingMessage } from 'node:http';

const offsets = new Map<string, { readonly offset: number; readonly at: number }>();
let watching = false;

function note(message: unknown): void {
  const { request, response } = message as { request: ClientRequest; response: IncomingMessage };
  const date = Date.parse(response.headers.date ?? '');
  const host = request.getHeader('host');
  if (Number.isNaN(date) || typeof host !== 'string') return;
  // The header has whole seconds: on average the clock was half a second further.
  offsets.set(host, { offset: date + 500 - Date.now(), at: performance.now() });
}

/** Watches the Date headers of replies. The SDK keeps headers to itself, so Node's own channel is asked. */
export function watchClocks(): void {
  if (watching) return;
  watching = true;
  subscribe('http.client.response.finish', note);
}

/** The clock of the API behind these hosts minus this machine's, in ms (within a second), from the last reply of any of them. */
export function clockOffsetOf(...hosts: readonly string[]): number | undefined {
  const known = hosts.flatMap((host) => offsets.get(host) ?? []);
  return known.sort((one, other) => other.at - one.at)[0]?.offset;
}
