import { type IncomingMessage, request } from 'node:http';
import { Agent, type AgentOptions } from 'node:https';
import type { Duplex } from 'node:stream';
import { connect as connectTls } from 'node:tls';
import { HostError } from '../errors.js';
import type { HostReader } from '../ports.js';

/** An HTTPS agent whose connections start at a host: TLS is ours end to end, the network and its name service the host's. */
export class ThroughHostAgent extends Agent {
  readonly #host: HostReader;

  constructor(host: HostReader, options: AgentOptions = {}) {
    super({ keepAlive: true, ...options });
    this.#host = host;
  }

  override createConnection(
    options: { host?: string | null; port?: number | string | null; servername?: string },
    callback?: (error: Error | null, stream: Duplex) => void,
  ): undefined {
    const name = options.host ?? 'localhost';
    this.#host
      .connect(name, Number(options.port ?? 443))
      .then((socket) => callback?.(null, connectTls({ socket, servername: options.servername ?? name })))
      .catch((error: Error) => callback?.(error, undefined as never));
    return undefined;
  }
}

/** GETs a path of a plain HTTP server as a host sees it, such as the cloud's metadata service. Throws on any status but 200. */
export async function getThroughHost(
  host: HostReader,
  server: string,
  path: string,
  timeoutMs = 5000,
): Promise<string> {
  const socket = await host.connect(server, 80);
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const asked = request(
      {
        host: server,
        path,
        timeout: timeoutMs,
        createConnection: () => socket as never,
        headers: { connection: 'close' },
      },
      resolve,
    );
    asked.on('timeout', () => asked.destroy(new Error(`${server} did not answer within ${timeoutMs} ms`)));
    asked.on('error', reject);
    asked.end();
  });
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks).toString('utf8');
  if (response.statusCode === 200) return body;
  throw new HostError('unreachable', `http://${server}${path} answered ${response.statusCode}`);
}
