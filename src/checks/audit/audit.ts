import type { NodeName } from '../../cluster/spec.js';
import type { Check } from '../../cluster/verify-result.js';
import { HostError } from '../../errors.js';
import { nodeNames } from '../../facts/topology.js';
import { checkApi, type HostApi } from './api.js';
import { error, ok, unproven } from './check.js';
import { checkClock } from './clock.js';
import { checkCloudRecord, checkEipRecord, checkVipRecord } from './cloud.js';
import { checkFiles } from './files.js';
import { checkIdentity, checkLock, checkProven, checkSwitches } from './identity.js';
import { idOf, knownHosts, type PairFacts } from './pair.js';
import { checkConfig, checkDisk, checkService, checkVersions } from './service.js';
import { checkAlike, checkPreferred, checkStanding } from './standing.js';

/** Looks at everything that was read, and tries what only trying shows; no check stops another. Changes nothing. */
export async function auditPair(
  facts: PairFacts,
  apis: Partial<Readonly<Record<NodeName, HostApi>>>,
): Promise<readonly Check[]> {
  const { topology } = facts;
  const known = knownHosts(facts);
  const permissions = await Promise.all(
    known.map(async (host) => {
      const api = apis[host.node];
      return api === undefined || topology === undefined ? [] : checkApi(host, topology, api, facts);
    }),
  );
  const hosts = known.flatMap((host, index) => [
    ...[checkService, checkConfig, checkVersions].flatMap((check) => check(host, facts)),
    ...(topology === undefined
      ? []
      : [checkIdentity, checkFiles, checkStanding].flatMap((check) => check(host, topology, facts))),
    ...(permissions[index] ?? []),
    ...[checkClock, checkDisk, checkSwitches].flatMap((check) => check(host, facts)),
  ]);
  return [...auditCloud(facts), ...checkReached(facts), ...hosts, ...checkAlike(facts), ...checkLock(facts)];
}

function auditCloud(facts: PairFacts): Check[] {
  const { cloud, topology } = facts;
  if ('failure' in cloud) {
    const { message, hint = 'mend that and run the same command again' } = cloud.failure;
    return [error('cloud.api', 'cloud', `the API did not answer you: ${message}`, hint)];
  }
  return [
    ok('cloud.api', 'cloud', 'the API answers you'),
    ...checkCloudRecord(cloud.known, facts),
    ...(topology === undefined
      ? []
      : [
          ...checkVipRecord(topology, facts),
          ...checkEipRecord(topology, facts),
          ...checkPreferred(topology, facts),
          ...checkProven(facts, topology),
        ]),
  ];
}

/** Each host answered over SSH, with the host key that is known. */
function checkReached({ hosts, spec, cloud }: PairFacts): Check[] {
  return nodeNames.map((node) => {
    const reading = hosts[node];
    const id = idOf(spec, node);
    if ('known' in reading) return ok('ssh', id, 'it answers over SSH, with the host key that is known');
    const { message, hint = 'see that the host is up and that the ssh block of the answers is right' } =
      reading.failure;
    // Where it is was never learnt: that says nothing of the host.
    if ('failure' in cloud && !(reading.failure instanceof HostError)) return unproven('ssh', id, message, hint);
    const kind = 'kind' in reading.failure && reading.failure.kind === 'host-key' ? 'ssh.host-key' : 'ssh';
    return error(kind, id, message, hint);
  });
}
