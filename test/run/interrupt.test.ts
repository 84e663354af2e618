import { expect, it } from 'vitest';
import { CancelledError } from '../../src/errors.js';
import { Interrupt } from '../../src/run/interrupt.js';

it('ends at once where nothing is being changed, and at the second press where something is', async () => {
  const interrupt = new Interrupt();
  expect(interrupt.press()).toBe('end');
  await interrupt.guard(async () => {
    expect(interrupt.press()).toBe('wait');
    expect(interrupt.press()).toBe('end');
  });
});

it('stops between two changes, and tells the one under way that it is the last', async () => {
  const interrupt = new Interrupt();
  const told: string[] = [];
  await interrupt.guard(async () => {
    interrupt.check();
    await interrupt.telling(
      () => void told.push('last'),
      async () => void interrupt.press(),
    );
    expect(() => interrupt.check()).toThrow(CancelledError);
  });
  expect(told).toEqual(['last']);
});

it('is no longer guarded once the work has ended, however it ended', async () => {
  const interrupt = new Interrupt();
  await expect(interrupt.guard(() => Promise.reject(new Error('broke')))).rejects.toThrow('broke');
  expect([interrupt.isGuarded, interrupt.press()]).toEqual([false, 'end']);
});
