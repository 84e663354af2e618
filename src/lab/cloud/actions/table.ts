import type { Action } from '../context.js';
import { eipBindings } from './eip-bindings.js';
import { eipQueries } from './eip-queries.js';
import { eipActions } from './eips.js';
import { eniActions } from './enis.js';
import { haVipAssociations } from './havip-associations.js';
import { haVipEips } from './havip-eips.js';
import { haVipQueries } from './havip-queries.js';
import { haVipActions } from './havips.js';
import { identityActions } from './identity.js';
import { instanceActions } from './instances.js';
import { migrateActions } from './migrate.js';
import { networkActions } from './networks.js';
import { privateIpActions } from './private-ips.js';
import { securityGroupActions } from './security-groups.js';

const all: readonly Action[] = [
  ...instanceActions,
  ...networkActions,
  ...eniActions,
  ...securityGroupActions,
  ...privateIpActions,
  ...migrateActions,
  ...eipActions,
  ...eipBindings,
  ...eipQueries,
  ...haVipActions,
  ...haVipAssociations,
  ...haVipEips,
  ...haVipQueries,
  ...identityActions,
];

const table = new Map(all.map((one) => [`${one.service} ${one.name}`, one]));

/** Every action that the stand-in performs. */
export function findAction(service: string, name: string): Action | undefined {
  return table.get(`${service} ${name}`);
}
