import type { AccountChange } from '../../src/lab/cloud/account-change.js';
import type { FaultEffect, Knobs } from '../../src/lab/cloud/knobs.js';
import type { MachineName } from '../../src/lab/machines/machine.js';
import { ports } from '../../src/lab/world.js';

export interface ApiFault {
  readonly fault: string;
  readonly knobs?: Partial<Knobs>;
  /** What a person or the cloud does to the account before the switch, `to` being where the VIP is to go. */
  readonly change?: (to: MachineName) => AccountChange;
  /** The fault ends so many ms after the switch was asked for; when the switch is over where it is left out. */
  readonly lastsMs?: number;
  readonly repair?: (to: MachineName) => AccountChange;
  /** Migrations that the API accepts. */
  readonly moves: number;
  /** What the new owner's log says of it. */
  readonly says?: RegExp;
}

const met = (action: string, effect: FaultEffect, times?: number): Partial<Knobs> => ({
  faults: [{ action, effect, caller: 'role:', ...(times !== undefined && { times }) }],
});
export const move = 'MigratePrivateIpAddress';

/** Each while keepalived is stopped on the active host: the VIP has to move, and nobody may notice. */
export const apiFaults: readonly ApiFault[] = [
  { fault: 'takes 5 s a call', knobs: met('*', { delayMs: 5000 }), moves: 1 },
  { fault: 'hangs for 4 s', knobs: met('*', { hang: true }), lastsMs: 4000, moves: 1 },
  {
    fault: 'throttles for 3 s',
    knobs: met('*', { code: 'RequestLimitExceeded' }),
    lastsMs: 3000,
    moves: 1,
    says: /RequestLimitExceeded/,
  },
  { fault: 'answers 502 for 3 s', knobs: met('*', { status: 502 }), lastsMs: 3000, moves: 1, says: /HTTP 502/ },
  {
    fault: 'has a task that FAILED',
    knobs: met(move, { taskFails: true }, 1),
    moves: 2,
    says: /the move failed in the cloud/,
  },
  { fault: 'has a task RUNNING for 60 s, the VIP long there', knobs: met(move, { taskRunningMs: 60_000 }), moves: 1 },
  {
    fault: 'is busy with another task of the ENI',
    knobs: met(move, { code: 'UnsupportedOperation.MutexOperationTaskRunning' }, 3),
    ...{ moves: 1, says: /MutexOperationTaskRunning/ },
  },
  {
    fault: 'accepts the move and its answer is lost',
    knobs: met(move, { lostReply: true }, 1),
    // It is carried out, and counted as lost.
    moves: 0,
    says: /answer to the move was lost/,
  },
  {
    fault: 'finds no room on the destination ENI for 5 s',
    change: (to) => ({ kind: 'fill-eni', eni: ports[to].eni }),
    repair: (to) => ({ kind: 'ip-quota', instance: ports[to].instance, quota: 30 }),
    ...{ lastsMs: 5000, moves: 1, says: /refused to move the VIP: LimitExceeded/ },
  },
  { fault: 'leaves the EIP behind', knobs: { eipFollowsVip: false }, moves: 1, says: /EIP .*bound to the VIP/ },
  {
    fault: "rotates the role's credentials",
    change: () => ({ kind: 'rotate-credentials', expireOld: true }),
    moves: 1,
  },
  {
    fault: 'refuses expired credentials that are still handed out, for 4 s',
    change: () => ({ kind: 'expire-credentials' }),
    repair: () => ({ kind: 'rotate-credentials', expireOld: true }),
    ...{ lastsMs: 4000, moves: 1, says: /AuthFailure/ },
  },
  { fault: 'has no metadata service', knobs: { metadata: 'hang' }, moves: 1 },
  {
    fault: 'cannot be reached by its internal name',
    knobs: { unreachableHosts: ['vpc.internal.tencentcloudapi.com'] },
    moves: 1,
  },
  { fault: 'is 10 minutes ahead of the hosts', knobs: { clockOffsetSeconds: 600 }, moves: 1 },
  { fault: 'is 10 minutes behind the hosts', knobs: { clockOffsetSeconds: -600 }, moves: 1 },
];
