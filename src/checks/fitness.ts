import type { Ipv4 } from '../cluster/ids.js';
import type { HooksStatus } from '../facts/hooks.js';
import type { Proof } from '../ports/cloud.js';
import type { Eni } from '../ports/inventory.js';

/** What is known of a host that is to take the VIP over. */
export interface Candidate {
  /** Why it could not be asked anything, where it could not. */
  readonly unreached?: string;
  readonly status?: HooksStatus | undefined;
  /** Why its own check says that it must not be MASTER: "unhealthy: tcp 3306: …". */
  readonly faults: readonly string[];
  readonly mayMigrate: Proof;
  readonly eni: Eni;
  readonly vip: Ipv4;
}

/** Everything that speaks against making this host active; empty for a fit one. */
export function judgeFitness({ unreached, status, faults, mayMigrate, eni, vip }: Candidate): readonly string[] {
  if (unreached !== undefined) return [unreached];
  if (status === undefined) return ['its hooks do not answer'];
  const others = eni.ips.filter((ip) => ip.address !== vip).length;
  return [
    ...faults.map((fault) => fault.replace(/^held: /, 'it is held: ')),
    ...(status.role === 'STOP' || status.role === 'unknown' ? ['keepalived does not run there'] : []),
    ...(status.role === 'FAULT' && faults.length === 0 ? ['VRRP is in FAULT there'] : []),
    ...(status.owner === 'unknown' ? ["it cannot read the VIP's owner from the API"] : []),
    ...(mayMigrate === 'denied' ? ['its credentials may not MigratePrivateIpAddress on both ENIs'] : []),
    ...(eni.ipQuota !== undefined && others >= eni.ipQuota ? [`its ENI ${eni.id} has no room for the VIP`] : []),
  ];
}
