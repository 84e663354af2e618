import type { AgentOptions } from 'node:https';
import type { Duplex } from 'node:stream';
import { type ConnectionOptions, connect } from 'node:tls';
import { Agent, type AgentConnectOpts } from 'agent-base';

type Connect = (host: string, port: number) => Promise<Duplex>;

/** An agent whose connections start somewhere else, such as on a host that is reached by SSH; TLS stays end to end. */
export class TunnelAgent extends Agent {
  readonly #connect: Connect;
  #failure: unknown;

  constructor(open: Connect, options: AgentOptions = {}) {
    super({ keepAlive: true, ...options });
    this.#connect = open;
  }

  override async connect(_request: unknown, options: AgentConnectOpts): Promise<Duplex> {
    const host = options.host ?? '';
    try {
      const socket = await this.#connect(host, options.port);
      return connect({ ...(options as ConnectionOptions), socket, servername: host });
    } catch (error) {
      this.#failure = error;
      throw error;
    }
  }

  /** Why the last connection could not be opened; the SDK passes on no more than its message. Told once. */
  takeFailure(): unknown {
    const failure = this.#failure;
    this.#failure = undefined;
    return failure;
  }
}
