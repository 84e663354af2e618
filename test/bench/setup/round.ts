import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Lab, startLab } from '../../../src/lab/lab.js';
import { ports } from '../../../src/lab/world.js';
import type { CommandResult } from '../../../src/ports/host.js';
import { openSlowPath } from '../../lab/slow-path.js';
import { offerPythonApt, runPlaybook, writeInventory } from './ansible.js';
import { describeResult, type hosts, type LaidFile, readFiles } from './result.js';

/** Seconds that a set-up of two hosts took: fresh ones, and the same ones once more. */
export interface Timed {
  readonly first: number;
  /** From the start of the first run until a client has a reply from the VIP. */
  readonly answers: number;
  readonly second: number;
}

/** Ours, and what only ours has. */
export interface OursTimed extends Timed {
  /** Once more, over a way to the hosts that delays each packet. */
  readonly delayed: number;
  /** Of the pair as it is then, healthy. */
  readonly verify: number;
  readonly status: number;
  /** The most memory that a run with its drills had, MB. */
  readonly megabytes: number;
}

const delayMs = 80;
/** Free in the lab's subnet; named, so that a client can ask for it before there is a pair. */
const vip = '10.0.1.100';

/** Writes down the most memory that the process had, kB, when it ends. */
const meter = (file: string) =>
  `process.on('exit', () => require('node:fs').writeFileSync(${JSON.stringify(file)}, String(process.resourceUsage().maxRSS)));`;

/** What one tool left behind, for the other to do the same. */
interface Outcome {
  readonly timed: OursTimed;
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

/** @param work is given a folder of its own beside the lab */
async function inLab<T>(work: (lab: Lab, folder: string) => Promise<T>): Promise<T> {
  const lab = await startLab();
  const folder = await mkdtemp(join(tmpdir(), 'ha-setup-bench-'));
  try {
    return await work(lab, folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
    await lab.close();
  }
}

/** Runs the first set-up of a lab, and times it until the VIP answers a client of the VPC as well. */
async function timeFirst(lab: Lab, what: string, run: () => Promise<CommandResult>): Promise<Omit<Timed, 'second'>> {
  const started = Date.now();
  const ping = lab.ping('client', vip, { intervalMs: 20 });
  try {
    const { seconds } = await time(what, run);
    const reply = await ping.nextReply(started, 60_000);
    if (reply === undefined) throw new Error(`the VIP does not answer a minute after ${what}`);
    return { first: seconds, answers: (reply - started) / 1000 };
  } finally {
    await ping.stop();
  }
}

/** The most memory of a run, MB; `run` is given what its environment needs. */
async function weigh(folder: string, run: (env: NodeJS.ProcessEnv) => Promise<unknown>): Promise<number> {
  const [hook, file] = [join(folder, 'meter.cjs'), join(folder, 'kilobytes')];
  await writeFile(hook, meter(file));
  await run({ NODE_OPTIONS: `--require ${hook}` });
  return Number(await readFile(file, 'utf8')) / 1024;
}

/**
 * ha-setup on two fresh hosts, then again. The failover drills, which nobody else has, take place in between and untimed:
 * without them the second run would prove once more what they prove. Throws where the second run is not one without changes.
 */
function timeOurs(): Promise<Outcome> {
  return inLab(async (lab, folder) => {
    const answers = await lab.answers({ vip });
    const args = ['--answers', answers, '--yes', '--json'];
    const first = await timeFirst(lab, 'ha-setup', () => lab.run([...args, '--no-drill']));
    const megabytes = await weigh(folder, (env) =>
      time('ha-setup, with its drills,', () => lab.run([...args, '--drill'], { env })),
    );
    const again = async (file: string) => {
      const { seconds, stdout } = await time('ha-setup, once more,', () =>
        lab.run(['--answers', file, '--yes', '--json']),
      );
      const { changed } = JSON.parse(stdout) as { changed: number };
      if (changed !== 0) throw new Error(`ha-setup, once more, made ${changed} changes`);
      return seconds;
    };
    const second = await again(answers);
    const look = ['--answers', answers, '--json'];
    const verify = await time('ha-setup verify', () => lab.run(['verify', ...look]));
    const status = await time('ha-setup status', () => lab.run(['status', ...look]));
    const slow = await openSlowPath(lab, delayMs);
    const delayed = await again(await lab.answers({ vip, ...slow.answers })).finally(() => slow.close());
    const [a, b] = await Promise.all([readFiles(lab, 'a'), readFiles(lab, 'b')]);
    return {
      timed: { ...first, second, delayed, verify: verify.seconds, status: status.seconds, megabytes },
      files: { a, b },
      result: await describeResult(lab),
    };
  });
}

/** The playbook on two fresh hosts, then again. Throws where it does not leave what ha-setup left. */
function timeAnsible(ours: Outcome): Promise<Timed> {
  return inLab(async (lab, folder) => {
    await writeInventory(folder, lab, ours.files);
    await offerPythonApt(folder, lab);
    // In ha-setup's case its own work, part of its time; without the VIP the hosts' hooks would look for it all the time.
    await lab.cloud.change({ kind: 'assign', address: vip, eni: ports.b.eni });
    const first = await timeFirst(lab, 'ansible-playbook', () => runPlaybook(folder, lab));
    const second = await time('ansible-playbook, once more,', () => runPlaybook(folder, lab));
    if (/changed=[1-9]/.test(second.stdout)) throw new Error(`the playbook changes things twice:\n${second.stdout}`);
    const result = await describeResult(lab);
    if (result !== ours.result) throw new Error(`not the same set-up:\n${ours.result}\n--- Ansible's:\n${result}`);
    return { ...first, second: second.seconds };
  });
}

/** One comparison, each tool in a lab of its own. */
export async function playRound(): Promise<{ readonly ours: OursTimed; readonly ansible: Timed }> {
  const ours = await timeOurs();
  return { ours: ours.timed, ansible: await timeAnsible(ours) };
}
