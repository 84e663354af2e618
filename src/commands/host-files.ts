import { paths } from '../cluster/names.js';
import { Secret } from '../cluster/secret.js';
import { CloudError } from '../errors.js';
import type { HostFacts } from '../facts/host.js';
import { say } from '../messages/say.js';
import type { CloudCredentials } from '../ports/credentials.js';

/** The key as it lies on the host: what its hooks sign with, whatever this machine's environment holds. */
export function keyOf({ files }: HostFacts, id: string): CloudCredentials {
  const { secretId, secretKey } = parseObject(files[paths.credentials]?.content);
  if (typeof secretId === 'string' && typeof secretKey === 'string') {
    return { secretId, secretKey: new Secret(secretKey), source: paths.credentials };
  }
  throw new CloudError('credentials', 'NoCredentials', say.commands.hostKey.none({ path: paths.credentials }), {
    where: id,
    hint: say.commands.hostKey.hint,
  });
}

function parseObject(text: string | undefined): Readonly<Record<string, unknown>> {
  try {
    const parsed: unknown = JSON.parse(text ?? '{}');
    return typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
