import { expect, test } from 'vitest';
import { Slots } from '../../../src/adapters/ssh/slots.js';

test('never more at once than there are slots, in order, also after failures', async () => {
  const slots = new Slots(2);
  const started: number[] = [];
  let running = 0;
  let most = 0;
  const task = (index: number) =>
    slots.use(async () => {
      started.push(index);
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setTimeout(resolve, 2));
      running -= 1;
      if (index % 2 === 1) throw new Error('odd');
      return index;
    });
  const ends = await Promise.allSettled([0, 1, 2, 3, 4, 5].map(task));
  expect(ends.map(({ status }) => status)).toEqual([
    'fulfilled',
    'rejected',
    'fulfilled',
    'rejected',
    'fulfilled',
    'rejected',
  ]);
  expect(started).toEqual([0, 1, 2, 3, 4, 5]);
  expect(most).toBe(2);
});
