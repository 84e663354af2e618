import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Patience } from '../../../src/adapters/ssh/link.js';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test('it ends once, after its time', () => {
  const ended = vi.fn();
  new Patience(100, ended);
  vi.advanceTimersByTime(99);
  expect(ended).not.toHaveBeenCalled();
  vi.advanceTimersByTime(500);
  expect(ended).toHaveBeenCalledOnce();
});

test('a question stops it, the answer starts it anew', async () => {
  const ended = vi.fn();
  const patience = new Patience(100, ended);
  const answer = patience.whileAsking(new Promise((resolve) => setTimeout(() => resolve('yes'), 10_000)));
  await vi.advanceTimersByTimeAsync(10_000);
  expect(await answer).toBe('yes');
  await vi.advanceTimersByTimeAsync(99);
  expect(ended).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1);
  expect(ended).toHaveBeenCalledOnce();
});

test('stopped while a question is open, it stays stopped and leaves no timer', async () => {
  const ended = vi.fn();
  const patience = new Patience(100, ended);
  const answer = patience.whileAsking(new Promise((resolve) => setTimeout(resolve, 50)));
  patience.stop();
  await vi.advanceTimersByTimeAsync(50);
  await answer;
  expect(vi.getTimerCount()).toBe(0);
  expect(ended).not.toHaveBeenCalled();
});
