import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Certificate } from './certificates.js';
import type { Listener } from './config.js';
import type { Dispatcher } from './dispatch.js';
import type { Knobs } from './knobs.js';

export const bareAddress = (address: string | undefined) => (address ?? '').replace(/^::ffff:/, '');

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

function isUnreachable(knobs: Knobs, host: string): boolean {
  return knobs.unreachableHosts.some((one) => one === '*' || one === host.replace(/:\d+$/, ''));
}

/** The API's HTTPS listener; it can be closed and opened again while the rest goes on. */
export class ApiServer {
  readonly #listener: Listener;
  readonly #dispatcher: Dispatcher;
  readonly #knobs: () => Knobs;
  readonly #certificate: { readonly cert: Buffer; readonly key: Buffer };
  #server: Server | undefined;
  #port: number;

  constructor(listener: Listener, certificate: Certificate, dispatcher: Dispatcher, knobs: () => Knobs) {
    this.#listener = listener;
    this.#port = listener.port;
    this.#dispatcher = dispatcher;
    this.#knobs = knobs;
    this.#certificate = { cert: readFileSync(certificate.certificate), key: readFileSync(certificate.key) };
  }

  get port(): number {
    return this.#port;
  }

  async open(): Promise<void> {
    if (this.#server !== undefined) return;
    const server = createServer(
      {
        ...this.#certificate,
        SNICallback: (name, done) =>
          isUnreachable(this.#knobs(), name) ? done(new Error('unreachable')) : done(null, undefined),
      },
      (request, response) => {
        this.#serve(request, response).catch(() => request.socket.destroy());
      },
    );
    server.keepAliveTimeout = 60_000;
    server.on('tlsClientError', () => undefined);
    server.on('clientError', (_error, socket) => socket.destroy());
    this.#server = server;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.#port, this.#listener.address, resolve);
    });
    this.#port = (server.address() as AddressInfo).port;
  }

  /** From now on connections are refused; those that exist are cut. */
  async close(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    if (server === undefined) return;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeAllConnections();
    await closed;
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const host = request.headers.host ?? '';
    if (isUnreachable(this.#knobs(), host)) {
      request.socket.destroy();
      return;
    }
    const outcome = await this.#dispatcher.answer({
      method: request.method ?? '',
      path: request.url ?? '',
      headers: request.headers,
      body: await readBody(request),
      source: bareAddress(request.socket.remoteAddress),
    });
    if (outcome === 'hang') return;
    if (outcome === 'lost') {
      request.socket.destroy();
      return;
    }
    response.sendDate = false;
    response.writeHead(outcome.status, {
      date: new Date(this.#dispatcher.now()).toUTCString(),
      'content-type': outcome.status === 200 ? 'application/json' : 'text/plain',
      'content-length': Buffer.byteLength(outcome.body),
    });
    response.end(outcome.body);
  }
}
