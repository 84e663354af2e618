import { subscribe } from 'node:diagnostics_channel';
import type { ClientRequest, IncomingMessage } from 'node:http';

const offsets = new Map<string, number>();
let watching = false;

function note(message: unknown): void {
  const { request, response } = message as { request: ClientRequest; response: IncomingMessage };
  const date = Date.parse(response.headers.date ?? '');
  const host = request.getHeader('host');
  if (Number.isNaN(date) || typeof host !== 'string') return;
  // The header has whole seconds: on average the clock was half a second further.
  offsets.set(host, date + 500 - Date.now());
}

/** Watches the Date headers of replies. The SDK keeps headers to itself, so Node's own channel is asked. */
export function watchClocks(): void {
  if (watching) return;
  watching = true;
  subscribe('http.client.response.finish', note);
}

/** The clock of a host minus this machine's, in ms (within a second), from its last reply; undefined before the first. */
export function clockOffsetOf(host: string): number | undefined {
  return offsets.get(host);
}
