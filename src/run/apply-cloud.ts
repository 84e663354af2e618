import type { ClusterSpec } from '../cluster/spec.js';
import { CloudError } from '../errors.js';
import { inventoryQuery } from '../facts/survey.js';
import type { Change, CloudRemoval } from '../operations/change.js';
import type { Clock } from '../ports/clock.js';
import type { CloudPort } from '../ports/cloud.js';
import type { Inventory } from '../ports/inventory.js';
import { until } from './until.js';

type CloudChange = Exclude<
  Extract<Change, { kind: `vip.${string}` | `eip.${string}` | `rule.${string}` }>,
  CloudRemoval
>;

/** Makes one change in the cloud and returns once the cloud's own record shows it: an accepted call is not yet a change. */
export async function applyCloudChange(
  change: CloudChange,
  spec: ClusterSpec,
  { cloud, clock }: { readonly cloud: CloudPort; readonly clock: Clock },
): Promise<void> {
  const settled = (what: string, isThere: (inventory: Inventory) => boolean) =>
    until(
      clock,
      { timeoutMs: 60_000, intervalMs: 300 },
      async () => (isThere(await cloud.inventory(inventoryQuery(spec))) ? true : undefined),
      () =>
        new CloudError(change.kind, 'Timeout', `the cloud took the call, but 60 s later ${what} still does not show`, {
          hint: 'look at it in the console, then run the same command again: it goes on where it stopped',
        }),
    );
  switch (change.kind) {
    case 'vip.assign': {
      await cloud.assignVip(change.eni, change.vip, change.description, change.clientToken);
      await settled(`${change.vip} on ${change.eni}`, (inventory) =>
        inventory.enis.some(
          (eni) => eni.id === change.eni && eni.ips.some((ip) => ip.address === change.vip && ip.state === 'AVAILABLE'),
        ),
      );
      return;
    }
    case 'vip.describe':
      await cloud.describeVip(change.eni, change.vip, change.description);
      await settled(`the name of ${change.vip}`, (inventory) =>
        inventory.enis.some((eni) =>
          eni.ips.some((ip) => ip.address === change.vip && ip.description === change.description),
        ),
      );
      return;
    case 'eip.allocate':
      await cloud.allocateEip(change.name, change.clientToken);
      await settled(`an EIP named ${change.name}`, (inventory) =>
        inventory.eips.some((eip) => eip.name === change.name && ['UNBIND', 'BIND'].includes(eip.status)),
      );
      return;
    case 'rule.add': {
      const { group, direction, peerIp } = change.rule;
      await cloud.addPeerRule(change.rule);
      await settled(`the rule for ${peerIp} in ${group}`, (inventory) =>
        inventory.securityGroups.some(
          (one) => one.id === group && one[direction].some((rule) => rule.cidr === `${peerIp}/32`),
        ),
      );
      return;
    }
    case 'eip.associate': {
      const { eip } = change;
      if (eip === undefined) throw new Error('an EIP is bound only once it exists');
      await cloud.associateEip(eip, change.eni, change.vip);
      await settled(`${eip} on ${change.vip}`, (inventory) =>
        inventory.eips.some((one) => one.id === eip && one.status === 'BIND' && one.privateIp === change.vip),
      );
    }
  }
}
