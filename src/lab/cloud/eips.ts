import type { Account, EipRecord } from './account.js';
import { ApiError } from './api-error.js';
import { type Call, type Context, landing } from './context.js';

const eipForm = /^eip-[a-z0-9]{8}$/;
export const eipResource = ({ AddressId }: { AddressId: string }) => [{ service: 'cvm', path: `eip/${AddressId}` }];

export function getEip(account: Account, id: string): EipRecord {
  if (!eipForm.test(id)) throw new ApiError('InvalidParameterValue.AddressIdMalformed', `\`${id}\` is malformed.`);
  const eip = account.eips.get(id);
  if (eip === undefined) throw new ApiError('InvalidAddressId.NotFound', `The EIP \`${id}\` does not exist.`);
  return eip;
}

export function verifyStatus(eip: EipRecord, ...permitted: readonly EipRecord['status'][]): void {
  if (permitted.includes(eip.status)) return;
  throw new ApiError(
    'UnsupportedOperation.AddressStatusNotPermit',
    `The status of \`${eip.id}\` is ${eip.status}; it must be ${permitted.join(' or ')}.`,
  );
}

/** Ends an EIP's change after its time, and its task. */
export function complete(
  context: Context,
  call: Call,
  done: () => void | Promise<void>,
  undo: () => void,
): { TaskId: string } {
  const task = context.tasks.start();
  const course = landing(call, context.knobs().eipMs);
  context.tasks.later(course.ms, () => (course.fails ? undo() : done()));
  context.tasks.later(course.reportMs + 1, () => {
    task.state = course.fails ? 'FAILED' : 'SUCCESS';
  });
  return { TaskId: task.id };
}
