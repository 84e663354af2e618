import { createServer, type Server } from 'node:http';
import type { EniRecord, InstanceRecord } from './account.js';
import { findHolder } from './account.js';
import { bareAddress } from './api-server.js';
import type { Context } from './context.js';

interface Caller {
  readonly instance: InstanceRecord;
  readonly eni: EniRecord;
}

const prefix = '/latest/meta-data/';
const credentials = 'cam/security-credentials/';

function findCaller(context: Context, source: string): Caller | undefined {
  const eni = findHolder(context.account, source)?.eni;
  const instance = eni?.instance === undefined ? undefined : context.account.instances.get(eni.instance);
  return eni === undefined || instance === undefined ? undefined : { instance, eni };
}

function roleCredentials(context: Context, instance: InstanceRecord, role: string, now: number): string {
  if (context.knobs().metadata === 'refused') {
    const empty = { TmpSecretId: '', TmpSecretKey: '', ExpiredTime: 0, Expiration: '', Token: '' };
    return JSON.stringify({ ...empty, Code: 'InternalError' });
  }
  const key = context.keys.temporary(role, instance.id, now, context.knobs().credentialsSeconds);
  return JSON.stringify({
    TmpSecretId: key.secretId,
    TmpSecretKey: key.secretKey,
    ExpiredTime: Math.floor(key.expiresAt / 1000),
    Expiration: new Date(key.expiresAt).toISOString().replace(/\.\d+/, ''),
    Token: key.token,
    Code: 'Success',
  });
}

/** What the metadata service says of one path to one machine; undefined: 404. */
function lookUp(context: Context, caller: Caller, path: string, now: number): string | undefined {
  const { instance, eni } = caller;
  const primary = eni.ips.find((ip) => ip.primary)?.address ?? '';
  const plain: Readonly<Record<string, string>> = {
    'instance-id': instance.id,
    'instance-name': instance.name,
    'local-ipv4': primary,
    mac: eni.mac,
    'placement/region': context.account.region,
    'placement/zone': instance.zone,
    'app-id': context.account.uin,
  };
  if (path in plain) return plain[path];
  const { role } = instance;
  if (role === undefined || !context.keys.hasRole(role)) return undefined;
  if (path === credentials || `${path}/` === credentials) return role;
  return path === `${credentials}${role}` ? roleCredentials(context, instance, role, now) : undefined;
}

/**
 * The metadata service: plain HTTP, and the caller is who its source address says.
 * `sources` names instances for addresses that the account does not have, such as loopback.
 */
export function createMetadataServer(
  context: Context,
  now: () => number,
  sources: Readonly<Record<string, string>> = {},
): Server {
  return createServer((request, response) => {
    const { metadata } = context.knobs();
    if (metadata === 'hang') return;
    const source = bareAddress(request.socket.remoteAddress);
    const alias = sources[source];
    const address = [...context.account.enis.values()].find((eni) => eni.primary && eni.instance === alias)?.ips[0]
      ?.address;
    const caller = findCaller(context, alias === undefined ? source : (address ?? ''));
    const path = (request.url ?? '').startsWith(prefix) ? (request.url ?? '').slice(prefix.length) : undefined;
    const found =
      metadata === 'error' || caller === undefined || path === undefined
        ? undefined
        : lookUp(context, caller, path, now());
    response.writeHead(metadata === 'error' ? 500 : found === undefined ? 404 : 200, { 'content-type': 'text/plain' });
    response.end(found ?? 'not found\n');
  });
}
