import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Lab, startLab } from '../../src/lab/lab.js';
import { labKeys } from '../../src/lab/operator.js';
import { describeLab } from './needs-lab.js';
import { openSlowPath } from './slow-path.js';

/** The most that a command may ask: calls of the API with the operator's key, and commands on the busier host. */
interface Budget {
  readonly calls: number;
  readonly commands: number;
}

const names = ['a', 'b'] as const;

describeLab('what a command asks of the API and of the hosts', () => {
  let lab: Lab;
  let answers: string;
  let started = 0;

  beforeAll(async () => {
    // What takes long is looked at again and again, on a busy machine more often.
    lab = await startLab({ knobs: { landingMs: 200 } });
    answers = await lab.answers();
    // sshd itself counts: with this level it notes each command that it starts.
    const louder =
      "echo 'LogLevel VERBOSE' > /etc/ssh/sshd_config.d/00-budget.conf && systemctl reload ssh && date +%s.%N";
    for (const name of names) await lab.machines[name].exec(['sh', '-c', louder]);
  });
  afterAll(() => lab?.close());

  const count = async (name: (typeof names)[number]) => {
    const script = `journalctl -u ssh -o cat --since @${(started / 1000).toFixed(3)} | grep -c 'Starting session: command'`;
    return Number((await lab.machines[name].exec(['sh', '-c', script])).stdout);
  };

  const measure = async (args: readonly string[]) => {
    await lab.cloud.clearCalls();
    started = Date.now();
    const { code, stdout, stderr } = await lab.run([...args, '--answers', answers]);
    expect(code, `${stdout}${stderr}`).toBe(0);
    const calls = (await lab.cloud.calls()).filter(({ caller }) => caller.secretId === labKeys.operator.secretId);
    return { calls: calls.length, commands: Math.max(...(await Promise.all(names.map(count)))) };
  };

  // In this order: each finds the pair as the one before has left it.
  it.each<[string, readonly string[], Budget]>([
    ['plan, two fresh hosts', ['plan'], { calls: 8, commands: 3 }],
    // What waits for a change to show looks again and again: on a busy machine more often.
    ['a first run', ['--yes', '--no-drill'], { calls: 52, commands: 44 }],
    ['its drills', ['--yes', '--drill'], { calls: 120, commands: 54 }],
    ['a run with nothing to change', ['--yes'], { calls: 7, commands: 2 }],
    ['plan, nothing to change', ['plan'], { calls: 7, commands: 2 }],
    ['verify', ['verify'], { calls: 7, commands: 1 }],
    ['status', ['status'], { calls: 5, commands: 1 }],
    ['switchover', ['switchover', '--yes'], { calls: 30, commands: 27 }],
  ])('%s', async (_, args, budget) => {
    const asked = await measure(args);
    // A command that asks nothing was not counted.
    expect(Math.min(asked.calls, asked.commands)).toBeGreaterThan(0);
    expect(asked.calls).toBeLessThanOrEqual(budget.calls);
    expect(asked.commands).toBeLessThanOrEqual(budget.commands);
  });

  it('goes on over a way on which each packet takes 80 ms longer', async () => {
    const slow = await openSlowPath(lab, 80);
    try {
      const file = await lab.answers(slow.answers);
      const begun = performance.now();
      const { code, stdout } = await lab.run(['--answers', file, '--yes']);
      expect(code, stdout).toBe(0);
      expect(stdout).toContain('Nothing to change');
      // The bench holds it to 3 s; this is for a machine that is busy.
      expect(performance.now() - begun).toBeLessThan(12_000);
    } finally {
      await slow.close();
    }
  });
});
