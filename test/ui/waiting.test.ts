import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { waitingLines } from '../../src/ui/waiting.js';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const takes = (ms: number) => () => new Promise<string>((resolve) => setTimeout(() => resolve('read'), ms));

test('work that takes longer than a moment says once what is waited for', async () => {
  const lines: string[] = [];
  const slow = waitingLines((text) => lines.push(text))('Reading the cloud and both hosts', takes(5000));
  await vi.advanceTimersByTimeAsync(1000);
  expect(lines).toEqual(['Reading the cloud and both hosts …\n']);
  await vi.advanceTimersByTimeAsync(5000);
  expect(await slow).toBe('read');
  expect(lines).toHaveLength(1);
});

test('quick work says nothing, also when it fails, and nobody is told where nobody watches', async () => {
  const lines: string[] = [];
  const waiting = waitingLines((text) => lines.push(text));
  const quick = waiting('Reading', takes(100));
  await vi.advanceTimersByTimeAsync(3000);
  expect(await quick).toBe('read');
  await expect(waiting('Reading', () => Promise.reject(new Error('gone')))).rejects.toThrow('gone');
  const unwatched = waitingLines(undefined)('Reading', takes(5000));
  await vi.advanceTimersByTimeAsync(6000);
  expect(await unwatched).toBe('read');
  expect(lines).toEqual([]);
});
