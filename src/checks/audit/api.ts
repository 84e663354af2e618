import { hostDomains } from '../../cluster/names.js';
import type { Check } from '../../cluster/verify-result.js';
import { CloudError, HostError } from '../../errors.js';
import type { Topology } from '../../facts/topology.js';
import type { CloudReader, Proof } from '../../ports/cloud.js';
import type { CloudCredentials } from '../../ports/credentials.js';
import { error, ok, unproven, warning } from './check.js';
import type { KnownHost, PairFacts } from './pair.js';

/** How verify tries what only trying shows: from a host, with that host's own credentials. */
export interface HostApi {
  /** The credentials that the host's hooks use, read on the host itself. */
  credentials(): Promise<CloudCredentials>;
  cloud(credentials: CloudCredentials, domain: string): CloudReader;
}

/** Credentials that end sooner than this and are not replaced will be missed. */
const soonMs = 5 * 60_000;

/** A host's own way to the API: it answers, its credentials last, and it may do what a failover needs. */
export async function checkApi(known: KnownHost, topology: Topology, api: HostApi, facts: PairFacts): Promise<Check[]> {
  const { id } = known;
  const own = checkOwnCalls(known, facts);
  try {
    const credentials = await api.credentials();
    const expiry = checkExpiry(id, credentials, facts);
    const permissions = await provePermissions(known, topology, api, credentials, facts);
    return [...own, ...expiry, ...permissions];
  } catch (cause) {
    if (!(cause instanceof CloudError || cause instanceof HostError)) throw cause;
    return [...own, explainFailure(id, cause, own)];
  }
}

/** The hooks' own call, made a moment ago on the host: no way of ours is more true. */
function checkOwnCalls({ id, host }: KnownHost, { mend }: PairFacts): Check[] {
  const { status, complaint } = host.hooks;
  if (status === undefined) return [];
  if (status.owner !== 'unknown') return [ok('api.credentials', id, 'it reaches the API with its own credentials')];
  const message = `it cannot ask the API: ${complaint ?? 'no reason given'}`;
  const hint = `let it reach the API, and see its role or key in Cloud Access Management; after a new key: ${mend}`;
  return [error('api.credentials', id, message, hint)];
}

function explainFailure(id: string, cause: CloudError | HostError, own: readonly Check[]): Check {
  if (cause instanceof HostError && cause.kind === 'forwarding') {
    return unproven(
      'api.may-migrate',
      id,
      `its sshd forwards no connections, so its permissions were not tried`,
      'ha-setup verify --failover shows them',
    );
  }
  const said = own.some(({ level }) => level === 'error');
  if (said) return unproven('api.may-migrate', id, `not tried: ${cause.message}`);
  return error(
    'api.credentials',
    id,
    `from there, with its own credentials: ${cause.message}`,
    cause.hint ?? 'let the host reach the API',
  );
}

function checkExpiry(
  id: string,
  { expiresAtMs, source }: CloudCredentials,
  { apiClockOffsetMs = 0 }: PairFacts,
): Check[] {
  if (expiresAtMs === undefined) return [ok('credentials.expiry', id, `${source}: without an end`)];
  const leftMs = expiresAtMs - (Date.now() + apiClockOffsetMs);
  const at = new Date(expiresAtMs).toISOString().replace(/\.\d+Z$/, 'Z');
  const hint = 'see in the console that the CAM role is bound to the instance, and that the role still exists';
  if (leftMs <= 0)
    return [error('credentials.expiry', id, `${source}: they ended at ${at}, and no new ones are handed out`, hint)];
  if (leftMs < soonMs)
    return [
      warning(
        'credentials.expiry',
        id,
        `${source}: they end at ${at}, within ${soonMs / 60_000} minutes: new ones are overdue`,
        hint,
      ),
    ];
  return [ok('credentials.expiry', id, `${source}: good until ${at}, and renewed before`)];
}

async function provePermissions(
  { id, node }: KnownHost,
  { nodes, eip }: Topology,
  api: HostApi,
  credentials: CloudCredentials,
  facts: PairFacts,
): Promise<Check[]> {
  const enis = [nodes.a.eni.id, nodes.b.eni.id] as const;
  const [here, there] = node === 'a' ? enis : [enis[1], enis[0]];
  const prove = async (cloud: CloudReader) =>
    Promise.all([
      cloud.proveMay('MigratePrivateIpAddress', there, here),
      eip === undefined ? undefined : cloud.proveMay('AssociateAddress', eip.id),
    ]);
  const [migrate, bind] = await firstToAnswer(facts, (domain) => prove(api.cloud(credentials, domain)));
  return [
    judge('api.may-migrate', id, migrate, 'MigratePrivateIpAddress', `${there} and ${here}`),
    ...(bind === undefined || eip === undefined ? [] : [judge('api.may-bind', id, bind, 'AssociateAddress', eip.id)]),
  ];
}

/** At the first of the hosts' endpoints that answers, in the order in which the hooks try them. */
async function firstToAnswer<T>({ spec }: PairFacts, ask: (domain: string) => Promise<T>): Promise<T> {
  let failure: unknown;
  for (const domain of hostDomains(spec.api.domain)) {
    try {
      return await ask(domain);
    } catch (cause) {
      failure = cause;
      if (!(cause instanceof CloudError && cause.code === 'Network')) throw cause;
    }
  }
  throw failure;
}

function judge(check: string, id: string, proof: Proof, action: string, resources: string): Check {
  switch (proof) {
    case 'allowed':
      return ok(check, id, `it may ${action} on ${resources}`);
    case 'denied':
      return error(
        check,
        id,
        `its credentials may not ${action} on ${resources}`,
        `allow vpc:${action} there in its role's or key's policy; ha-setup policy prints the whole policy`,
      );
    case 'unproven':
      return unproven(
        check,
        id,
        `whether it may ${action} could not be shown without doing it`,
        'ha-setup verify --failover shows it',
      );
  }
}
