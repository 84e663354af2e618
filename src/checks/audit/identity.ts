import type { Check } from '../../cluster/verify-result.js';
import { findInterface } from '../../facts/interfaces.js';
import type { Topology } from '../../facts/topology.js';
import { isProven } from '../../operations/proven.js';
import { error, ok, unproven, warning } from './check.js';
import { idOf, type KnownHost, knownHosts, type PairFacts, viewOf } from './pair.js';

/** The host behind the address is the instance, and belongs to this cluster. */
export function checkIdentity({ id, node, host }: KnownHost, topology: Topology, { spec, mend }: PairFacts): Check[] {
  const { eni } = topology.nodes[node];
  const checks: Check[] = [];
  if (findInterface(host.network, eni.mac) === undefined) {
    const message = `no interface there has ${eni.id}'s hardware address ${eni.mac}: it is another host`;
    checks.push(error('host.identity', id, message, 'check nodes[].ssh.host in the answers'));
  } else {
    checks.push(ok('host.identity', id, `it has ${eni.id}'s hardware address`));
  }
  if (host.record === undefined && !host.damaged.some(({ path }) => path.endsWith('record.json'))) {
    checks.push(error('record', id, 'ha-setup has not set this host up, or its record is gone', mend));
  } else if (host.record !== undefined && host.record.cluster !== spec.cluster) {
    const message = `the host belongs to the cluster ${host.record.cluster}, not to ${spec.cluster}`;
    checks.push(error('record', id, message, 'name the right answers file with --answers FILE'));
  }
  return checks;
}

/** The pair has passed its failover drills as it stands now. */
export function checkProven(facts: PairFacts, topology: Topology): Check[] {
  const known = knownHosts(facts);
  if (known.length < 2) return [];
  if (isProven(viewOf(facts, topology))) {
    const at = known.flatMap(({ host }) => host.verified?.at ?? [])[0];
    return [ok('drills', 'pair', `it passed its failover drills on ${at?.slice(0, 10)}`)];
  }
  return [
    unproven(
      'drills',
      'pair',
      'it has not been failed over since it was set up as it is now',
      'ha-setup verify --failover fails it over and times it',
    ),
  ];
}

/** A run in progress explains what differs just now. */
export function checkLock({ hosts, spec }: PairFacts): Check[] {
  const [a] = 'known' in hosts.a ? [hosts.a.known] : [];
  if (a?.lockHolder === undefined) return [];
  const message = `a run is changing the pair now: ${a.lockHolder}`;
  return [warning('run.lock', idOf(spec, 'a'), message, 'run the same command again when it has ended')];
}

/** The switches that a host's log remembers. */
export function checkSwitches({ id, host }: KnownHost): Check[] {
  const { switches } = host;
  const last = switches.at(-1);
  if (last === undefined) return [ok('log.switches', id, 'its log has no switch to this host')];
  const lines = switches.map(({ at, from, sinceMasterSeconds, outageSeconds }) => {
    const outage =
      outageSeconds === undefined ? '' : outageSeconds === 0 ? ', no outage' : `, outage ${outageSeconds} s`;
    return `${at} from ${from.replace(/ \(.*/, '')} in ${sinceMasterSeconds} s${outage}`;
  });
  return [ok('log.switches', id, `last switches to this host: ${lines.reverse().join('; ')}`)];
}
