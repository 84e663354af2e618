import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { join, normalize } from 'node:path';
import { pipeline } from 'node:stream/promises';

/**
 * Serves a folder's files as they are, over plain HTTP; what apt and dnf need of a repository.
 * @param others folders of those who get another one, by their address
 */
export function createRepositoryServer(folder: string, others: Readonly<Record<string, string>> = {}): Server {
  return createServer((request, response) => {
    const root = others[request.socket.remoteAddress ?? ''] ?? folder;
    const path = normalize(decodeURIComponent((request.url ?? '/').split('?')[0] ?? '/'));
    const file = join(root, path);
    stat(file)
      .then(async (found) => {
        if (!found.isFile()) throw new Error('not a file');
        const modified = found.mtime.toUTCString();
        if (request.headers['if-modified-since'] === modified) {
          response.writeHead(304).end();
          return;
        }
        response.writeHead(200, { 'content-length': found.size, 'last-modified': modified });
        if (request.method === 'HEAD') response.end();
        else await pipeline(createReadStream(file), response);
      })
      .catch(() => {
        if (response.headersSent) response.destroy();
        else response.writeHead(404).end('not found\n');
      });
  });
}
