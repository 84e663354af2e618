import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Secret } from '../../cluster/secret.js';
import { HaSetupError } from '../../errors.js';
import { say } from '../../messages/say.js';
import type { CloudCredentials } from '../../ports/credentials.js';

type Environment = Readonly<Record<string, string | undefined>>;

interface Found {
  readonly secretId?: string | undefined;
  readonly secretKey?: string | undefined;
  readonly token?: string | undefined;
}

const metadataRoles = 'http://metadata.tencentyun.com/latest/meta-data/cam/security-credentials/';
const metadataTimeoutMs = 800;

/** Both halves or neither: half a pair is a slip that its owner wants to hear of. */
function toCredentials(found: Found, source: string, names: readonly [string, string]): CloudCredentials | undefined {
  const { token } = found;
  const [secretId, secretKey] = [found.secretId?.trim() ?? '', found.secretKey?.trim() ?? ''];
  if (secretId === '' && secretKey === '') return undefined;
  if (secretId === '' || secretKey === '') {
    const missing = secretId === '' ? names[0] : names[1];
    const other = missing === names[0] ? names[1] : names[0];
    throw new HaSetupError(say.cloud.credentials.incomplete({ source, missing }), {
      hint: say.cloud.credentials.incompleteHint({ missing, other }),
    });
  }
  return { secretId, secretKey: new Secret(secretKey), source, ...(token ? { token: new Secret(token.trim()) } : {}) };
}

function fromEnvironment(env: Environment): CloudCredentials | undefined {
  return toCredentials(
    {
      secretId: env['TENCENTCLOUD_SECRET_ID'],
      secretKey: env['TENCENTCLOUD_SECRET_KEY'],
      token: env['TENCENTCLOUD_TOKEN'] ?? env['TENCENTCLOUD_SESSION_TOKEN'],
    },
    say.cloud.source.environment,
    ['TENCENTCLOUD_SECRET_ID', 'TENCENTCLOUD_SECRET_KEY'],
  );
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw new HaSetupError(say.cloud.credentials.unreadable({ path, code: String(code) }), {
      hint: say.cloud.credentials.unreadableHint({ path }),
      cause,
    });
  }
}

/** The [default] section of the SDK's file: key = value lines. */
function parseSdkProfile(text: string): Found {
  const values = new Map<string, string>();
  let section = '';
  for (const line of text.split(/\r?\n/)) {
    const header = /^\s*\[([^\]]+)\]/.exec(line)?.[1];
    const pair = /^\s*([A-Za-z_]+)\s*=\s*(.*?)\s*$/.exec(line);
    if (header !== undefined) section = header.trim();
    else if (section === 'default' && pair?.[1] !== undefined)
      values.set(pair[1], (pair[2] ?? '').replace(/^(["'])(.*)\1$/, '$2'));
  }
  return { secretId: values.get('secret_id'), secretKey: values.get('secret_key'), token: values.get('token') };
}

async function fromSdkProfile(path: string): Promise<CloudCredentials | undefined> {
  const text = await readIfThere(path);
  return text === undefined ? undefined : toCredentials(parseSdkProfile(text), path, ['secret_id', 'secret_key']);
}

async function fromTccli(path: string): Promise<CloudCredentials | undefined> {
  const text = await readIfThere(path);
  if (text === undefined) return undefined;
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    // The parser's message would quote the file, secrets and all.
    throw new HaSetupError(say.cloud.credentials.notJson({ path }), { hint: say.cloud.credentials.notJsonHint });
  }
  const record = (typeof parsed === 'object' && parsed !== null ? parsed : {}) as Readonly<Record<string, unknown>>;
  const text_ = (name: string) => (typeof record[name] === 'string' ? record[name] : undefined);
  if (typeof record['expiresAt'] === 'number' && record['expiresAt'] * 1000 < Date.now()) {
    throw new HaSetupError(say.cloud.credentials.expired({ path }), { hint: say.cloud.credentials.expiredHint });
  }
  const found = { secretId: text_('secretId'), secretKey: text_('secretKey'), token: text_('token') };
  return toCredentials(found, path, ['secretId', 'secretKey']);
}

/** The CAM role of the machine that this runs on; undefined where there is no metadata service or no role. */
async function fromMetadata(roles: string): Promise<CloudCredentials | undefined> {
  const signal = AbortSignal.timeout(metadataTimeoutMs);
  try {
    const names = await fetch(roles, { signal });
    const role = names.ok ? (await names.text()).trim().split('\n')[0] : undefined;
    if (role === undefined || role === '') return undefined;
    const answer = await fetch(`${roles}${role}`, { signal });
    const body = (await answer.json()) as Readonly<Record<string, unknown>>;
    const { TmpSecretId: secretId, TmpSecretKey: secretKey, Token: token } = body;
    // Another code than Success comes with empty fields.
    if ((body['Code'] ?? 'Success') !== 'Success') return undefined;
    if (typeof secretId !== 'string' || typeof secretKey !== 'string' || typeof token !== 'string') return undefined;
    const source = say.cloud.source.ownRole({ role });
    return { secretId, secretKey: new Secret(secretKey), token: new Secret(token), source };
  } catch {
    return undefined;
  }
}

/**
 * The operator's API credentials: the environment, the SDK's own file, tccli's file, this machine's CAM role; undefined where
 * none of them has any. Throws HaSetupError where one is there and unusable.
 * @param roles where the metadata service lists roles
 */
export async function findCredentials(
  env: Environment,
  home: string,
  roles = metadataRoles,
): Promise<CloudCredentials | undefined> {
  return (
    fromEnvironment(env) ??
    (await fromSdkProfile(join(home, '.tencentcloud', 'credentials'))) ??
    (await fromSdkProfile('/etc/tencentcloud/credentials')) ??
    (await fromTccli(join(home, '.tccli', 'default.credential'))) ??
    (await fromMetadata(roles))
  );
}
