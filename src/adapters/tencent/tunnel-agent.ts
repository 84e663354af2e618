import { Agent, type AgentOptions, type RequestOptions } from 'node:https';
import type { Duplex } from 'node:stream';
import { type ConnectionOptions, connect } from 'node:tls';

type Connect = (host: string, port: number) => Promise<Duplex>;
type Created = (error: Error | null, stream: Duplex) => void;

/** An agent whose connections start somewhere else, such as on a host that is reached by SSH; TLS stays end to end. */
export class TunnelAgent extends Agent {
  readonly #connect: Connect;
  #failure: unknown;

  constructor(open: Connect, options: AgentOptions = {}) {
    super({ keepAlive: true, ...options });
    this.#connect = open;
  }

  override createConnection(options: RequestOptions, created?: Created): undefined {
    const host = options.host ?? '';
    this.#connect(host, Number(options.port ?? 443)).then(
      (stream) => created?.(null, connect({ ...(options as ConnectionOptions), socket: stream, servername: host })),
      (error: Error) => {
        this.#failure = error;
        created?.(error, undefined as never);
      },
    );
    return undefined;
  }

  /** Why the last connection could not be opened; the SDK passes on no more than its message. Told once. */
  takeFailure(): unknown {
    const failure = this.#failure;
    this.#failure = undefined;
    return failure;
  }
}
