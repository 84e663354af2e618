import { readFile } from 'node:fs/promises';
import { resolve as toAbsolute } from 'node:path';
import type { RehearseOptions } from '../cli/rehearse.js';
import { AnswersError, CancelledError, exitCodes, HaSetupError, VerificationError } from '../errors.js';
import type { Lab } from '../lab/lab.js';
import type { PowerCut } from '../lab/rehearsal/power-cut.js';
import { readSpec } from './answers.js';

/** Where a rehearsal shows itself: it draws nothing of its own. */
export interface Stage {
  /** A line for the person who watches. */
  say(line: string): void;
  /** The result, on stdout. */
  write(text: string): void;
  /** A person can answer questions here. */
  readonly isTerminal: boolean;
}

/** The product's own run failed; it has said why. */
class RehearsedRunError extends HaSetupError {
  override readonly exitCode: number;

  constructor(code: number) {
    super(`the rehearsed run ended with exit code ${code}`, {
      hint: 'its message is above; --keep leaves the machines standing to look at',
    });
    this.exitCode = code;
  }
}

/** The whole run against a pair and a VPC made on this machine, then a real power cut. Throws with the run's own exit code. */
export async function rehearse(options: RehearseOptions, stage: Stage): Promise<void> {
  // Loaded here, so that no other command waits for the lab's code.
  const { startLab } = await import('../lab/lab.js');
  const { say } = stage;
  if (options.down !== undefined) return takeDown(options.down, say);
  if (options.interactive) verifyAskable(options, stage);
  if (options.answers !== undefined) await readSpec(options.answers, { readText });
  const started = performance.now();
  say('Rehearsal: two real machines in a VPC of their own, on this machine; no account, no cost');
  const lab = await startLab({ say });
  say(`The machines lab-a and lab-b are up, and the cloud answers (${since(started)})`);
  try {
    await play(lab, options, stage);
    say(`The rehearsal took ${since(started)}`);
    if (options.keep) await keep(lab, say);
  } catch (error) {
    // The signal that is taking the lab down ends this process itself, and says how.
    if (lab.isEnding) await new Promise(() => {});
    if (options.keep) await keep(lab, say);
    throw error;
  } finally {
    if (!options.keep) {
      say('Taking the machines down');
      await lab.close();
    }
  }
}

/** Before anything is booted for nothing. */
function verifyAskable({ answers, json }: RehearseOptions, { isTerminal }: Stage): void {
  if (answers !== undefined || json) {
    throw new AnswersError(`--interactive asks you: it does not go with ${json ? '--json' : '--answers'}`, {
      hint: 'leave one of the two out',
    });
  }
  if (isTerminal) return;
  throw new AnswersError('--interactive needs a terminal, and this is none', {
    hint: 'rehearse with an answers file: ha-setup rehearse --answers FILE',
  });
}

async function play(lab: Lab, options: RehearseOptions, { say, write }: Stage): Promise<void> {
  const { adaptAnswers } = await import('../lab/rehearsal/answers.js');
  if (options.interactive) return playInteractively(lab, options, say);
  const overrides = options.answers === undefined ? {} : await adaptAnswers(lab, await readText(options.answers), say);
  const answers = await lab.answers(overrides);
  const result = await runProduct(lab, ['--answers', answers, '--yes'], options, say);
  const cut = await cutActive(lab, say);
  if (options.json) write(`${JSON.stringify({ ...(result as object), powerCut: cut })}\n`);
}

/** The wizard, answered by whoever sits there, in the place of the lab's operator. */
async function playInteractively(lab: Lab, options: RehearseOptions, say: (line: string) => void): Promise<void> {
  say('Choose lab-a and lab-b: the other instances of this cloud are only in its records.');
  await runProduct(lab, [], options, say);
  await cutActive(lab, say);
}

async function cutActive(lab: Lab, say: (line: string) => void): Promise<PowerCut> {
  const { cutPower, findVip } = await import('../lab/rehearsal/power-cut.js');
  const vip = await findVip(lab);
  const cut = await cutPower(lab, vip, say);
  if (cut === undefined) throw new VerificationError(`${vip} did not answer again after the power cut`);
  return cut;
}

/** Runs ha-setup in the operator's place, on this terminal; with --json returns its result. */
async function runProduct(
  lab: Lab,
  given: readonly string[],
  { json, verbose, color, trace }: RehearseOptions,
  say: (line: string) => void,
): Promise<unknown> {
  const args = [...given, ...(json ? ['--json'] : [])];
  const flags = [...(verbose ? ['--verbose'] : []), ...(color ? [] : ['--no-color'])];
  // The product runs with another working folder.
  if (trace !== undefined) flags.push('--trace', toAbsolute(trace));
  say(['$ ha-setup', ...args].join(' '));
  const child = lab.spawn([...args, ...flags], { stdio: json ? ['ignore', 'pipe', 'inherit'] : 'inherit' });
  let printed = '';
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
    printed += chunk;
  });
  const code = await new Promise<number>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status, signal) => resolve(status ?? (signal === 'SIGINT' ? exitCodes.cancelled : 1)));
  });
  if (code === exitCodes.cancelled && given.length === 0) throw new CancelledError('the wizard was left');
  if (code !== exitCodes.ok) throw new RehearsedRunError(code);
  return json ? JSON.parse(printed) : undefined;
}

async function keep(lab: Lab, say: (line: string) => void): Promise<void> {
  const { writeTools } = await import('../lab/rehearsal/directions.js');
  await lab.keep();
  for (const line of await writeTools(lab)) say(line);
}

async function takeDown(id: string, say: (line: string) => void): Promise<void> {
  const { listLabs } = await import('../lab/state.js');
  const { destroyLab } = await import('../lab/destroy.js');
  const labs = await listLabs();
  if (!labs.includes(id)) {
    throw new HaSetupError(`there is no rehearsal ${id}`, {
      hint: labs.length > 0 ? `these stand: ${labs.join(', ')}` : 'none stands',
    });
  }
  await destroyLab(id);
  say(`The rehearsal ${id} is taken down`);
}

const readText = (path: string) => readFile(path, 'utf8');

function since(start: number): string {
  return `${((performance.now() - start) / 1000).toFixed(1)} s`;
}
