import type { HostApi } from '../checks/audit/api.js';
import { idOf, type PairFacts } from '../checks/audit/pair.js';
import type { ClusterSpec, NodeName, NodeSpec } from '../cluster/spec.js';
import { CloudError, HaSetupError } from '../errors.js';
import { auditHost, type HostAudit } from '../facts/audit.js';
import type { Reading } from '../facts/reading.js';
import { type CloudFacts, surveyCloud } from '../facts/survey.js';
import { locate, nodeNames, resolveTopology } from '../facts/topology.js';
import { findWay, type Way } from '../facts/way.js';
import type { HostKey } from '../operations/operation.js';
import type { CloudPort } from '../ports/cloud.js';
import type { OpenHost } from '../ports/host.js';
import { templatesChangedAtMs } from '../render.js';
import { readSpec } from './answers.js';
import { keyOf, vipOf } from './host-files.js';
import type { Toolbox } from './toolbox.js';

type Pair<T> = Readonly<Record<NodeName, T>>;

/** A pair as it is now, as far as it answers, with the connections over which it was read. */
export interface Look {
  readonly facts: PairFacts;
  /** By which permissions are tried, for each host that answered. */
  readonly apis: Partial<Pair<HostApi>>;
  readonly cloud?: CloudPort;
  readonly hosts: Partial<Pair<OpenHost>>;
  /** Logs in to a node once more. */
  logIn(node: NodeName): Promise<OpenHost>;
  close(): Promise<void>;
}

/** Reads the cloud and both hosts; what does not answer is part of the result. Throws AnswersError alone. */
export async function lookAtPair(answers: string, toolbox: Toolbox): Promise<Look> {
  const spec = await readSpec(answers, toolbox);
  const [{ cloud, facts: cloudFacts }, answersAtMs] = await Promise.all([
    readCloud(spec, toolbox),
    toolbox.changedAtMs(answers),
  ]);
  const [a, b] = await Promise.all(
    spec.nodes.map((node) => openHost(node, cloudFacts, toolbox, (host) => auditHost(host, toolbox.clock.now))),
  );
  if (a === undefined || b === undefined) throw new Error('a pair has two nodes');
  const hosts = { a: a.reading, b: b.reading };
  const topology =
    'known' in cloudFacts
      ? resolveTopology(withKnownVip(spec, hosts), cloudFacts.known.inventory, cloudFacts.known.used)
      : undefined;
  const offset = cloud?.clockOffsetMs();
  const hostKey = findHostKey(spec, toolbox);
  const opened = { ...(a.host && { a: a.host }), ...(b.host && { b: b.host }) };
  return {
    facts: {
      spec,
      cloud: cloudFacts,
      hosts,
      mend: `ha-setup --answers ${quoteForShell(answers)}`,
      wishedAtMs: Math.max(answersAtMs, templatesChangedAtMs()),
      ...(topology && { topology }),
      ...(offset !== undefined && { apiClockOffsetMs: offset }),
      ...(hostKey && { hostKey }),
    },
    apis: Object.fromEntries(
      nodeNames.flatMap((node) => {
        const [host, reading] = [opened[node], hosts[node]];
        return host && 'known' in reading ? [[node, apiOf(host, reading.known, spec, toolbox)]] : [];
      }),
    ),
    ...(cloud && { cloud }),
    hosts: opened,
    logIn: (name) => logIn(spec.nodes[name === 'a' ? 0 : 1], cloudFacts, toolbox),
    close: async () => {
      await Promise.all([opened.a?.close(), opened.b?.close()]);
    },
  };
}

/** The cloud's side; a refusal is a reading like any other. */
export async function readCloud(
  spec: ClusterSpec,
  toolbox: Toolbox,
): Promise<{ readonly cloud?: CloudPort; readonly facts: Reading<CloudFacts> }> {
  try {
    const cloud = await toolbox.connectCloud(spec);
    try {
      return { cloud, facts: { known: await surveyCloud(cloud, spec) } };
    } catch (cause) {
      if (cause instanceof CloudError) return { cloud, facts: { failure: cause } };
      throw cause;
    }
  } catch (cause) {
    if (cause instanceof CloudError) return { facts: { failure: cause } };
    throw cause;
  }
}

export interface OpenedHost<T> {
  readonly host?: OpenHost;
  readonly reading: Reading<T>;
}

/** Logs in to a node, strictly by known host keys, and reads it; what goes wrong is the reading. */
export async function openHost<T>(
  node: NodeSpec,
  cloud: Reading<CloudFacts>,
  toolbox: Toolbox,
  read: (host: OpenHost) => Promise<T>,
  signal?: AbortSignal,
): Promise<OpenedHost<T>> {
  let host: OpenHost | undefined;
  try {
    host = await logIn(node, cloud, toolbox, signal);
    return { host, reading: { known: await read(host) } };
  } catch (cause) {
    await host?.close();
    if (cause instanceof HaSetupError) return { reading: { failure: cause } };
    throw cause;
  }
}

/** Looking writes nothing, not even a new key into the known_hosts of whoever looks. */
async function logIn(
  node: NodeSpec,
  cloud: Reading<CloudFacts>,
  toolbox: Toolbox,
  signal?: AbortSignal,
): Promise<OpenHost> {
  const way = getWay(node, cloud);
  const strict: NodeSpec = { ...way.node, ssh: { ...way.node.ssh, hostKeys: 'strict' } };
  return toolbox.connectHost(strict, way.address, signal);
}

function getWay(node: NodeSpec, cloud: Reading<CloudFacts>): Way {
  if ('failure' in cloud) {
    if (!['private', 'public'].includes(node.ssh.host)) return { node, address: node.ssh.host };
    throw new HaSetupError('its address is not known while the API does not answer', {
      where: node.instance,
      hint: 'mend what the API says, or write the address into nodes[].ssh.host of the answers',
    });
  }
  const { instance } = locate(node, cloud.known.inventory);
  if (instance !== undefined && instance.state !== 'RUNNING') {
    throw new HaSetupError(`the instance is ${instance.state}`, {
      where: node.instance,
      hint: 'start it in the console: it takes its place by itself',
    });
  }
  const way = findWay(node, cloud.known.inventory);
  if (way instanceof HaSetupError) throw way;
  if (way !== undefined) return way;
  throw new HaSetupError(`the cloud knows no ${node.ssh.host} address of it`, {
    where: node.instance,
    hint: 'see that the instance exists, and set nodes[].ssh.host in the answers',
  });
}

/** With vip: auto, the hosts know the address even where the cloud has lost it. */
function withKnownVip(spec: ClusterSpec, hosts: Pair<Reading<HostAudit>>): ClusterSpec {
  if (spec.vip !== 'auto') return spec;
  const known = nodeNames.flatMap((node) => {
    const reading = hosts[node];
    return 'known' in reading ? (vipOf(reading.known) ?? []) : [];
  });
  return known[0] === undefined ? spec : { ...spec, vip: known[0] };
}

function apiOf(host: OpenHost, audit: HostAudit, spec: ClusterSpec, toolbox: Toolbox): HostApi {
  return {
    credentials: async () =>
      spec.hostCredentials === 'role' ? toolbox.roleCredentials(host) : keyOf(audit, idOf(spec, host.node)),
    cloud: (credentials, domain) => toolbox.cloudAs(credentials, host, spec, domain),
  };
}

/** As the reader would type it. */
function quoteForShell(word: string): string {
  return /^[\w./@:+-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** The hosts' key where this machine has it: without it their copy is not compared, and nothing else is lost. */
function findHostKey(spec: ClusterSpec, toolbox: Toolbox): HostKey | undefined {
  try {
    return toolbox.hostKey(spec);
  } catch (cause) {
    if (cause instanceof HaSetupError) return undefined;
    throw cause;
  }
}
