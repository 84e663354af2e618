import { nodeNames, peerOf } from '../cluster/nodes.js';
import type { NodeName } from '../cluster/spec.js';
import { say } from '../messages/say.js';
import {
  eipRemoval,
  filesRemoval,
  firewallRemoval,
  packagesRemoval,
  type RemovalOperation,
  type RemovalView,
  serviceRemoval,
  tracesRemoval,
  vipRemoval,
} from '../operations/removal.js';
import type { PlannedOperation } from './build.js';

export interface RemovalStage {
  readonly title: string;
  readonly lanes: readonly (readonly RemovalOperation[])[];
}

/** Everything of one host, in an order in which an interrupted run can be gone on with: the record goes last. */
export function hostRemovals(node: NodeName): readonly RemovalOperation[] {
  return [serviceRemoval, filesRemoval, firewallRemoval, packagesRemoval, tracesRemoval].map((make) => make(node));
}

/** The standby first, so that the VIP does not move while its pair is taken down; the cloud last, for the hooks would undo it. */
export function removalStages(view: RemovalView, active: NodeName | undefined): readonly RemovalStage[] {
  const words = say.changes.stages;
  const order = active === undefined ? nodeNames : [peerOf(active), active];
  const there = order.filter((node) => view.hosts[node] !== undefined);
  return [
    ...there.map((node) => ({
      title: node === active ? words.active : active === undefined ? words.host : words.standby,
      lanes: [hostRemovals(node)],
    })),
    { title: words.cloud, lanes: [[eipRemoval, vipRemoval]] },
  ];
}

export function buildRemoval(view: RemovalView, stages: readonly RemovalStage[]): readonly PlannedOperation[] {
  return stages.flatMap(({ title: stage, lanes }) =>
    lanes.flat().map((operation) => {
      const diff = operation.diff(view);
      const { title, target } = operation;
      return { stage, title, target, changes: diff.changes, ...('ok' in diff && { ok: diff.ok }) };
    }),
  );
}
