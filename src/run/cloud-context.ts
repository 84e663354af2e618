import type { ClusterSpec } from '../cluster/spec.js';
import { CloudError } from '../errors.js';
import { inventoryQuery } from '../mechanism/survey.js';
import { say } from '../messages/say.js';
import type { Change } from '../operations/change.js';
import type { Clock } from '../ports/clock.js';
import type { CloudPort, InventoryQuery } from '../ports/cloud.js';
import type { Inventory } from '../ports/inventory.js';
import { until } from './until.js';

export interface CloudContext {
  readonly cloud: CloudPort;
  readonly clock: Clock;
  /** What the person who waits is told. */
  tell(line: string): void;
}

/** Waits until the cloud's own record shows a change: an accepted call is not yet a change. Throws CloudError Timeout. */
export async function settle(
  kind: Change['kind'],
  what: string,
  spec: ClusterSpec,
  { cloud, clock }: CloudContext,
  isThere: (inventory: Inventory) => boolean,
  more: Pick<InventoryQuery, 'haVips'> = {},
): Promise<void> {
  await until(
    clock,
    { timeoutMs: 60_000, intervalMs: 300 },
    async () =>
      isThere(await cloud.inventory({ ...inventoryQuery(spec), ...more, limits: false })) ? true : undefined,
    () =>
      new CloudError(kind, 'Timeout', say.run.unseen({ what }), {
        hint: say.run.again,
      }),
  );
}
