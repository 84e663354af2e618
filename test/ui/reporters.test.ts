import { setTimeout as sleep } from 'node:timers/promises';
import { Chalk } from 'chalk';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { CancelledError } from '../../src/errors.js';
import type { Lane, Outcome, Reporter, TaskView } from '../../src/ports/reporter.js';
import { ListrReporter } from '../../src/ui/listr.js';
import { PlainReporter } from '../../src/ui/plain.js';
import { timedSteps } from '../../src/ui/timed.js';

const chalk = new Chalk({ level: 0 });
const makers: readonly (readonly [string, (write: (text: string) => void) => Reporter])[] = [
  ['plain', (write) => new PlainReporter(write, chalk, { verbose: false })],
  ['listr', (write) => new ListrReporter(write, chalk, () => 80)],
];

/** Two lanes whose tasks note when they begin and end. */
function lanes(log: string[], failing?: string): Lane[] {
  const task = (name: string) => ({
    title: name,
    run: async () => {
      log.push(`${name} begins`);
      await sleep(30);
      if (name === failing) throw new Error(`${name} broke`);
      log.push(`${name} ends`);
      return { status: 'ok' as const, note: '' };
    },
  });
  return [
    { title: 'one', tasks: [task('a1'), task('a2')] },
    { title: 'two', tasks: [task('b1'), task('b2')] },
  ];
}

describe.each(makers)('the %s reporter', (_, make) => {
  afterEach(() => vi.restoreAllMocks());
  const quiet = () => vi.spyOn(process.stdout, 'write').mockImplementation(() => true);

  it('runs lanes side by side and the tasks of a lane one after the other', async () => {
    quiet();
    const log: string[] = [];
    await make(() => {}).work('stage', lanes(log));
    for (const lane of ['a', 'b']) {
      expect(log.filter((line) => line.startsWith(lane))).toEqual(
        [1, 2].flatMap((n) => [`${lane}${n} begins`, `${lane}${n} ends`]),
      );
    }
    expect(log.indexOf('b1 begins')).toBeLessThan(log.indexOf('a1 ends'));
  });

  it('names a task that failed, where it did, and the last lines that it showed', async () => {
    quiet();
    const said: string[] = [];
    const run = async (view: TaskView) => {
      for (let line = 1; line <= 20; line += 1) view.output(`line ${line}`);
      throw new Error('broke');
    };
    const failing = [{ title: 'ins-1', tasks: [{ title: 'packages', run }] }];
    await expect(make((text) => void said.push(text)).work('stage', failing)).rejects.toThrow('broke');
    const text = said.join('');
    expect(text).toMatch(/failed:? +(packages \(ins-1\)|ins-1: packages)/);
    expect(text.match(/line \d+/g)).toEqual([13, 14, 15, 16, 17, 18, 19, 20].map((line) => `line ${line}`));
  });

  it('what Ctrl-C keeps from beginning has not failed: it is counted', async () => {
    const drawn = quiet();
    const said: string[] = [];
    const stop = async () => {
      throw new CancelledError('stopped by Ctrl-C');
    };
    const fine = async () => ({ status: 'ok' as const, note: '' });
    const task = (title: string, run: (view: TaskView) => Promise<Outcome>) => ({ title, run });
    const one = [task('first', fine), task('second', stop), task('third', fine)];
    const work = make((text) => void said.push(text)).work('stage', [{ title: 'ins-1', tasks: one }]);
    await expect(work).rejects.toThrow(CancelledError);
    const text = [said, drawn.mock.calls].flat(2).join('');
    expect(text).toContain('2 of 3 not started');
    expect(text).not.toMatch(/✖|failed/);
  });

  it('counts what a failure keeps from beginning', async () => {
    quiet();
    const said: string[] = [];
    await expect(make((text) => void said.push(text)).work('stage', lanes([], 'a1'))).rejects.toThrow('a1 broke');
    expect(said.join('')).toContain('1 of 4 not started');
  });

  it('lets the other lane end, begins nothing behind a failure, and throws it', async () => {
    quiet();
    const log: string[] = [];
    await expect(make(() => {}).work('stage', lanes(log, 'a1'))).rejects.toThrow('a1 broke');
    expect(log).toContain('b2 ends');
    expect(log).not.toContain('a2 begins');
  });
});

it('with --verbose each step ends with the time that it took, and a failed one says it too', async () => {
  const said: string[] = [];
  const write = (text: string) => void said.push(text);
  await new PlainReporter(write, chalk, { verbose: true }).work('stage', lanes([]));
  expect(said.join('')).toMatch(/^ {2}ok {7}one: a1: {2}\(0\.0\d s\)$/m);
  const timed = timedSteps(write);
  const failing = timed('ins-1: logged in', () => Promise.reject(new Error('refused')));
  await expect(failing).rejects.toThrow('refused');
  expect(said.at(-1)).toMatch(/^ {2}0\.0\d s {2}ins-1: logged in$/);
  await expect(timedSteps(undefined)('silent', async () => 'done')).resolves.toBe('done');
});
