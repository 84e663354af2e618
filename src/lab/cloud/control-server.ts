import { rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';

/** What the control socket can be asked: plain JSON in, plain JSON out. */
export type ControlMethods = Readonly<Record<string, (argument: never) => unknown>>;

/** Serves the methods over a unix socket: POST /NAME with the JSON argument as its body. */
export async function listenForControl(socket: string, methods: ControlMethods): Promise<Server> {
  const server = createServer((request, response) => {
    const reply = (status: number, value: unknown) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(value ?? null));
    };
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const method = methods[(request.url ?? '/').slice(1)];
      Promise.resolve()
        .then(() => {
          if (method === undefined) throw new Error(`no control method ${request.url}`);
          const text = Buffer.concat(parts).toString('utf8');
          return method((text === '' ? undefined : JSON.parse(text)) as never);
        })
        .then(
          (value) => reply(200, value),
          (error: unknown) => reply(500, { error: error instanceof Error ? error.message : String(error) }),
        );
    });
  });
  rmSync(socket, { force: true });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(socket, resolve);
  });
  return server;
}
