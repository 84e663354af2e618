import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Lab, startLab } from '../../../src/lab/lab.js';
import { findVip } from '../../../src/lab/rehearsal/power-cut.js';
import { ports } from '../../../src/lab/world.js';
import type { CommandResult } from '../../../src/ports/host.js';
import { offerPythonApt, runPlaybook, writeInventory } from './ansible.js';
import { describeResult, type hosts, type LaidFile, readFiles } from './result.js';

/** Seconds that a set-up of two hosts took: fresh ones, and the same ones once more. */
export interface Timed {
  readonly first: number;
  readonly second: number;
}

/** Ours, and when the first run was as far as a playbook ever gets: both services run, nothing is verified yet. */
export interface OursTimed extends Timed {
  readonly running: number;
  /** Of the pair as it is then, healthy. */
  readonly verify: number;
  readonly status: number;
}

/** What one tool left behind, for the other to do the same. */
interface Outcome {
  readonly timed: OursTimed;
  readonly vip: string;
  readonly files: Readonly<Record<(typeof hosts)[number], readonly LaidFile[]>>;
  readonly result: string;
}

async function time(what: string, run: () => Promise<CommandResult>): Promise<{ seconds: number; stdout: string }> {
  const started = performance.now();
  const { code, stdout, stderr } = await run();
  const seconds = (performance.now() - started) / 1000;
  if (code !== 0) throw new Error(`${what} ended with ${code}:\n${stdout}\n${stderr}`);
  return { seconds, stdout };
}

async function inLab<T>(work: (lab: Lab) => Promise<T>): Promise<T> {
  const lab = await startLab();
  try {
    return await work(lab);
  } finally {
    await lab.close();
  }
}

/**
 * ha-setup on two fresh hosts, then again. The failover drills, which nobody else has, take place in between and untimed:
 * without them the second run would prove once more what they prove. Throws where the second run is not one without changes.
 */
function timeOurs(): Promise<Outcome> {
  return inLab(async (lab) => {
    const args = ['--answers', await lab.answers(), '--yes', '--json'];
    const started = performance.now();
    let running = Number.NaN;
    const onLine = (line: string) => {
      if (line === 'Verify') running = (performance.now() - started) / 1000;
    };
    const first = await time('ha-setup', () => lab.run([...args, '--no-drill'], { onLine }));
    await time('ha-setup, with its drills,', () => lab.run([...args, '--drill']));
    const second = await time('ha-setup, once more,', () => lab.run(args));
    const { changed } = JSON.parse(second.stdout) as { changed: number };
    if (changed !== 0) throw new Error(`ha-setup, once more, made ${changed} changes`);
    const look = ['--answers', args[1] ?? '', '--json'];
    const verify = await time('ha-setup verify', () => lab.run(['verify', ...look]));
    const status = await time('ha-setup status', () => lab.run(['status', ...look]));
    const [a, b] = await Promise.all([readFiles(lab, 'a'), readFiles(lab, 'b')]);
    return {
      timed: {
        ...{ first: first.seconds, second: second.seconds, running },
        ...{ verify: verify.seconds, status: status.seconds },
      },
      vip: await findVip(lab),
      files: { a, b },
      result: await describeResult(lab),
    };
  });
}

/** The playbook on two fresh hosts, then again. Throws where it does not leave what ha-setup left. */
function timeAnsible(ours: Outcome): Promise<Timed> {
  return inLab(async (lab) => {
    const folder = await mkdtemp(join(tmpdir(), 'ha-setup-bench-'));
    try {
      await writeInventory(folder, lab, ours.files);
      await offerPythonApt(folder, lab);
      // In ha-setup's case its own work, part of its time; without the VIP the hosts' hooks would look for it all the time.
      await lab.cloud.change({ kind: 'assign', address: ours.vip, eni: ports.b.eni });
      const first = await time('ansible-playbook', () => runPlaybook(folder, lab));
      const second = await time('ansible-playbook, once more,', () => runPlaybook(folder, lab));
      if (/changed=[1-9]/.test(second.stdout)) throw new Error(`the playbook changes things twice:\n${second.stdout}`);
      const result = await describeResult(lab);
      if (result !== ours.result) throw new Error(`not the same set-up:\n${ours.result}\n--- Ansible's:\n${result}`);
      return { first: first.seconds, second: second.seconds };
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
}

/** One comparison, each tool in a lab of its own. */
export async function playRound(): Promise<{ readonly ours: OursTimed; readonly ansible: Timed }> {
  const ours = await timeOurs();
  return { ours: ours.timed, ansible: await timeAnsible(ours) };
}
