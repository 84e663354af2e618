import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { WaitingLines } from '../../src/ui/waiting.js';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const takes = (ms: number) => () => new Promise<string>((resolve) => setTimeout(() => resolve('read'), ms));

test('work that takes longer than a moment says once what is waited for', async () => {
  const lines: string[] = [];
  const slow = new WaitingLines((text) => lines.push(text)).waiting('Reading the cloud and both hosts', takes(5000));
  await vi.advanceTimersByTimeAsync(1000);
  expect(lines).toEqual(['Reading the cloud and both hosts …\n']);
  await vi.advanceTimersByTimeAsync(5000);
  expect(await slow).toBe('read');
  expect(lines).toHaveLength(1);
});

test('quick work says nothing, also when it fails, and nobody is told where nobody watches', async () => {
  const lines: string[] = [];
  const waits = new WaitingLines((text) => lines.push(text));
  const quick = waits.waiting('Reading', takes(100));
  await vi.advanceTimersByTimeAsync(3000);
  expect(await quick).toBe('read');
  await expect(waits.waiting('Reading', () => Promise.reject(new Error('gone')))).rejects.toThrow('gone');
  const unwatched = new WaitingLines(undefined).waiting('Reading', takes(5000));
  await vi.advanceTimersByTimeAsync(6000);
  expect(await unwatched).toBe('read');
  expect(lines).toEqual([]);
});

test('a question in the middle of the work has the screen for itself; the silence begins anew behind it', async () => {
  const lines: string[] = [];
  const waits = new WaitingLines((text) => lines.push(text));
  const answered = async () => waits.whileAsking(takes(10_000));
  const work = waits.waiting('Reading', async () => {
    await answered();
    lines.push('answered');
    return takes(5000)();
  });
  await vi.advanceTimersByTimeAsync(10_100);
  expect(lines).toEqual(['answered']);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(await work).toBe('read');
  expect(lines).toEqual(['answered', 'Reading …\n']);
});
