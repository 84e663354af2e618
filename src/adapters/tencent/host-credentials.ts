import { type IncomingMessage, request } from 'node:http';
import * as z from 'zod';
import { Secret } from '../../cluster/secret.js';
import { CloudError, HostError } from '../../errors.js';
import { say } from '../../messages/say.js';
import type { CloudCredentials } from '../../ports/credentials.js';
import type { HostReader } from '../../ports/host.js';
import { formatDuration } from '../../text/time.js';

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
    if (reply.Code !== 'Success') throw new Error(say.cloud.metadata.code({ code: reply.Code }));
    return {
      secretId: reply.TmpSecretId,
      secretKey: new Secret(reply.TmpSecretKey),
      token: new Secret(reply.Token),
      source: say.cloud.source.role({ role }),
      ...(reply.ExpiredTime !== undefined && { expiresAtMs: reply.ExpiredTime * 1000 }),
    };
  } catch (cause) {
    if (cause instanceof Error && 'kind' in cause && cause.kind === 'forwarding') throw cause;
    const reason = cause instanceof Error ? cause.message.split('\n', 1)[0] : String(cause);
    throw new CloudError('metadata', 'NoRole', say.cloud.metadata.noRole({ reason: reason ?? '' }), {
      cause,
      hint: say.cloud.metadata.noRoleHint,
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
    asked.on('timeout', () =>
      asked.destroy(new Error(say.cloud.metadata.silent({ server, time: formatDuration(timeoutMs, 'set') }))),
    );
    asked.on('error', reject);
    asked.end();
  });
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks).toString('utf8');
  if (response.statusCode === 200) return body;
  const url = `http://${server}${path}`;
  throw new HostError('unreachable', say.cloud.metadata.status({ url, status: response.statusCode ?? 0 }));
}
