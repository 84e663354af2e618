import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Account, accountRecord, findHaVip, findHolder, isUsed } from './account.js';
import type { AccountChange } from './account-change.js';
import { ApiServer } from './api-server.js';
import { CallLog, isReading } from './call-log.js';
import { apiNames, ensureAuthority, issueServerCertificate } from './certificates.js';
import { applyChange } from './changes.js';
import { Claims } from './claims.js';
import type { CloudConfig, Listener } from './config.js';
import type { Context } from './context.js';
import { listenForControl } from './control-server.js';
import { Dispatcher } from './dispatch.js';
import type { Fabric } from './fabric.js';
import { holdingOf } from './havips.js';
import { hear } from './hear.js';
import { hostPermissions, Keys } from './keys.js';
import { defaultKnobs, type Knobs } from './knobs.js';
import { createMetadataServer } from './metadata.js';
import { layAll } from './moves.js';
import { createRepositoryServer } from './repository.js';
import { labRole, seedAccount } from './seed.js';
import { Tasks } from './tasks.js';

export interface RunningCloud {
  readonly apiPort: number;
  readonly metadataPort: number | undefined;
  readonly authority: string;
  stop(): Promise<void>;
}

const portOf = (server: Server) => (server.address() as AddressInfo).port;

async function listen(server: Server, listener: Listener): Promise<Server> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(listener.port, listener.address, resolve);
  });
  return server;
}

async function close(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeAllConnections();
  await closed;
}

/** The ENI that has the address, by whichever mechanism. */
function ownerOf(account: Account, address: string): string | undefined {
  const haVip = findHaVip(account, address);
  return haVip === undefined ? findHolder(account, address)?.eni.id : holdingOf(haVip).eni;
}

/** Puts the seed's content into the account in place, so that everyone who holds it sees it. */
function restore(account: Account, config: CloudConfig): void {
  const seed = seedAccount(config);
  for (const part of ['instances', 'enis', 'eips', 'groups', 'haVips'] as const) {
    account[part].clear();
    for (const [id, value] of seed[part]) account[part].set(id, value as never);
  }
  account.occupied.length = 0;
  account.eipQuota = seed.eipQuota;
  account.haVipQuota = seed.haVipQuota;
}

/** Starts the whole stand-in: the API, the metadata service, the package repository and the control socket. */
export async function startCloud(config: CloudConfig, fabric: Fabric): Promise<RunningCloud> {
  const authority = await ensureAuthority(config.authorityDir ?? config.dir);
  const certificate = await issueServerCertificate(config.dir, apiNames, authority);
  const account = seedAccount(config);
  const keys = new Keys(config.keys);
  const grantHosts = () => {
    keys.defineRole(
      labRole,
      hostPermissions(account.uin, account.region, ['eni-labnode1', 'eni-labnode2', 'eni-labnode3', 'eni-labnode4']),
    );
  };
  const initial: Knobs = { ...defaultKnobs, ...config.knobs };
  let knobs = initial;
  const claims = new Claims();
  const context: Context = {
    ...{ account, fabric, keys, claims, tasks: new Tasks() },
    ...{ knobs: () => knobs, answers: new Map() },
  };
  const log = new CallLog();
  const dispatcher = new Dispatcher(context, log);
  const api = new ApiServer(config.api, certificate, dispatcher, () => knobs);
  grantHosts();

  const hasPort = (eni: string) => config.ports === undefined || eni in config.ports;
  const setKnobs = async (next: Knobs): Promise<Knobs> => {
    knobs = next;
    if (next.refuseConnections) await api.close();
    else await api.open();
    return next;
  };
  const control = await listenForControl(config.socket, {
    set: (change: Partial<Knobs>) => {
      if (change.haVipClaimsLost !== undefined) claims.loseAnew();
      return setKnobs({ ...knobs, ...change });
    },
    resetKnobs: () => {
      claims.loseAnew();
      return setKnobs(initial);
    },
    calls: () => log.all(),
    mutations: () => log.all().filter((call) => !isReading(call)),
    claims: () => claims.all(),
    clearCalls: () => {
      log.clear();
      claims.clear();
    },
    record: () => accountRecord(account),
    owner: (address: string) => ownerOf(account, address),
    change: (change: AccountChange) => applyChange(context, change),
    reset: async () => {
      context.tasks.stop();
      const gone = [...account.enis.values()].flatMap((eni) => eni.ips.filter((ip) => !ip.primary));
      const haVips = [...account.haVips.values()];
      for (const eip of account.eips.values()) await fabric.nat(eip.ip, undefined);
      restore(account, config);
      context.answers.clear();
      keys.reset(config.keys);
      grantHosts();
      for (const { address } of [...gone, ...haVips])
        if (!isUsed(account, address)) await fabric.route(address, undefined);
      await layAll(context, hasPort);
      log.clear();
      claims.forget();
      dispatcher.forget();
      await setKnobs(initial);
    },
  });
  await layAll(context, hasPort);
  await fabric.listen((heard) => hear(context, heard));
  if (!knobs.refuseConnections) await api.open();
  const plain: Server[] = [];
  let metadataPort: number | undefined;
  if (config.metadata !== undefined) {
    const server = createMetadataServer(context, () => dispatcher.now(), config.sources);
    plain.push(await listen(server, config.metadata));
    metadataPort = portOf(server);
  }
  if (config.repository !== undefined) {
    plain.push(
      await listen(createRepositoryServer(config.repository.folder, config.repository.others), config.repository),
    );
  }
  return {
    apiPort: api.port,
    metadataPort,
    authority: authority.certificate,
    stop: async () => {
      context.tasks.stop();
      fabric.close();
      await Promise.all([api.close(), close(control), ...plain.map(close)]);
    },
  };
}
