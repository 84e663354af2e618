import { type IncomingMessage, request } from 'node:http';
import { z } from 'zod';
import { Secret } from '../../cluster/secret.js';
import { CloudError, HostError } from '../../errors.js';
import type { CloudCredentials } from '../../ports/credentials.js';
import type { HostReader } from '../../ports/host.js';

const server = 'metadata.tencentyun.com';
const folder = '/latest/meta-data/cam/security-credentials/';

const roleReply = z.object({
  /** Another code than Success comes with empty fields. */
  Code: z.string().default('Success'),
  TmpSecretId: z.string(),
  TmpSecretKey: z.string(),
  Token: z.string(),
  /** Epoch seconds. */
  ExpiredTime: z.number().optional().catch(undefined),
});

/** The temporary credentials of a host's CAM role, as its hooks will read them from the metadata service. */
export async function hostCredentials(host: HostReader): Promise<CloudCredentials> {
  try {
    const role = (await getThroughHost(host, server, folder)).trim();
    const reply = roleReply.parse(JSON.parse(await getThroughHost(host, server, folder + encodeURIComponent(role))));
    if (reply.Code !== 'Success') throw new Error(`its answer has the code ${reply.Code}`);
    return {
      secretId: reply.TmpSecretId,
      secretKey: new Secret(reply.TmpSecretKey),
      token: new Secret(reply.Token),
      source: `the CAM role ${role}`,
      ...(reply.ExpiredTime !== undefined && { expiresAtMs: reply.ExpiredTime * 1000 }),
    };
  } catch (cause) {
    if (cause instanceof Error && 'kind' in cause && cause.kind === 'forwarding') throw cause;
    const reason = cause instanceof Error ? cause.message.split('\n', 1)[0] : String(cause);
    throw new CloudError('metadata', 'NoRole', `the metadata service gives no CAM role's credentials (${reason})`, {
      cause,
      hint: 'bind a CAM role to the instance in the console, or use hostCredentials: { type: key }',
    });
  }
}

/** GETs a path of a plain HTTP server as a host sees it, such as the cloud's metadata service. Throws on any status but 200. */
async function getThroughHost(host: HostReader, server: string, path: string, timeoutMs = 5000): Promise<string> {
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
