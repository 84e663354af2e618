import type { Duplex } from 'node:stream';
import { HaSetupError, HostError } from '../errors.js';
import { say } from '../messages/say.js';
import type { Clock } from '../ports/clock.js';
import type { Argv, CommandResult, FileWrite, HostPort, RunOptions } from '../ports/host.js';
import { until } from '../run/until.js';
import { formatDuration } from '../text/time.js';

type OpenHost = HostPort & { close(): Promise<void> };

/** A host whose connection may be replaced: the same host to everybody who holds it, before and after its reboot. */
export class LastingHost implements HostPort {
  readonly node: HostPort['node'];
  readonly #connect: () => Promise<OpenHost>;
  #current: OpenHost;

  constructor(first: OpenHost, connect: () => Promise<OpenHost>) {
    this.node = first.node;
    this.#current = first;
    this.#connect = connect;
  }

  read(argv: Argv, options?: RunOptions): Promise<CommandResult> {
    return this.#current.read(argv, options);
  }

  run(argv: Argv, options?: RunOptions): Promise<CommandResult> {
    return this.#current.run(argv, options);
  }

  writeFile(file: FileWrite): Promise<void> {
    return this.#current.writeFile(file);
  }

  connect(host: string, port: number): Promise<Duplex> {
    return this.#current.connect(host, port);
  }

  /** Logs in anew, as often as it takes. Throws HostError when the host has not let us in by then. */
  async reconnect(clock: Clock, timeoutMs: number): Promise<void> {
    await this.#current.close();
    let failure: HaSetupError | undefined;
    this.#current = await until(
      clock,
      { timeoutMs, intervalMs: 1000 },
      async () => {
        try {
          return await this.#connect();
        } catch (cause) {
          if (!(cause instanceof HaSetupError)) throw cause;
          failure = cause;
          return undefined;
        }
      },
      () =>
        new HostError(
          'timeout',
          say.drills.notBack({ time: formatDuration(timeoutMs, 'set'), why: failure?.message ?? '' }),
          {
            hint: say.drills.notBackHint,
          },
        ),
    );
  }

  close(): Promise<void> {
    return this.#current.close();
  }
}
