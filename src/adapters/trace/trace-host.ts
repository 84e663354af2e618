import type { Argv, CommandResult, FileWrite, HostPort, RunOptions } from '../../ports/host.js';
import type { HostEntry, Trace } from './trace.js';

type OpenHost = HostPort & { close(): Promise<void> };

/** The same host; what is done there is noted. */
export function traceHost(host: OpenHost, label: string, trace: Trace): OpenHost {
  const noted = async <T>(
    entry: Omit<HostEntry, 'kind' | 'ms' | 'host'>,
    act: () => Promise<T>,
    shown: (result: T) => Partial<HostEntry>,
  ): Promise<T> => {
    const start = performance.now();
    const base = () => ({ kind: 'host', ms: Math.round(performance.now() - start), host: label, ...entry }) as const;
    try {
      const result = await act();
      trace.note({ ...base(), ...shown(result) });
      return result;
    } catch (error) {
      trace.note({ ...base(), error: error instanceof Error ? error.message : String(error) });
      throw error;
    }
  };
  const result = ({ code, stdout, stderr }: CommandResult) => ({ code, stdout, stderr });
  const command = (what: 'read' | 'run') => (argv: Argv, options?: RunOptions) => {
    const stdinBytes = options?.stdin === undefined ? {} : { stdinBytes: Buffer.byteLength(options.stdin) };
    return noted({ what, argv, ...stdinBytes }, () => host[what](argv, options), result);
  };
  return {
    node: host.node,
    read: command('read'),
    run: command('run'),
    writeFile: (file: FileWrite) => {
      const { path, mode } = file;
      const bytes = Buffer.byteLength(file.content);
      return noted(
        { what: 'write', path, mode, bytes },
        () => host.writeFile(file),
        () => ({}),
      );
    },
    connect: (name, port) =>
      noted(
        { what: 'connect', target: `${name}:${port}` },
        () => host.connect(name, port),
        () => ({}),
      ),
    close: () => host.close(),
  };
}
