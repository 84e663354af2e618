import { readFile } from 'node:fs/promises';
import { resolve as toAbsolute } from 'node:path';
import type { RehearseOptions } from '../cli/rehearse.js';
import { AnswersError, CancelledError, exitCodes, HaSetupError, VerificationError } from '../errors.js';
import type { Lab } from '../lab/lab.js';
import type { PowerCut } from '../lab/rehearsal/power-cut.js';
import { listed } from '../messages/lists.js';
import { say } from '../messages/say.js';
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
    super(say.rehearsal.ended({ code }), {
      hint: say.rehearsal.endedHint,
    });
    this.exitCode = code;
  }
}

/** The whole run against a pair and a VPC made on this machine, then a real power cut. Throws with the run's own exit code. */
export async function rehearse(options: RehearseOptions, stage: Stage): Promise<void> {
  // Loaded here, so that no other command waits for the lab's code.
  const { startLab } = await import('../lab/lab.js');
  const { say: tell } = stage;
  if (options.down !== undefined) return takeDown(options.down, tell);
  if (options.interactive) verifyAskable(options, stage);
  if (options.answers !== undefined) await readSpec(options.answers, { readText });
  const started = performance.now();
  tell(say.rehearsal.begin);
  const lab = await startLab({ say: tell });
  tell(say.rehearsal.up({ time: since(started) }));
  // The file that is rehearsed, for whoever goes on in a lab that is kept.
  let rehearsed: string | undefined;
  try {
    await play(lab, options, stage, (path) => {
      rehearsed = path;
    });
    tell(say.rehearsal.took({ time: since(started) }));
    if (options.keep) await keep(lab, tell, rehearsed);
  } catch (error) {
    // The signal that is taking the lab down ends this process itself, and says how.
    if (lab.isEnding) await new Promise(() => {});
    if (options.keep) await keep(lab, tell, rehearsed);
    throw error;
  } finally {
    if (!options.keep) {
      tell(say.rehearsal.takingDown);
      await lab.close();
    }
  }
}

/** Before anything is booted for nothing. */
function verifyAskable({ answers, json }: RehearseOptions, { isTerminal }: Stage): void {
  if (answers !== undefined || json) {
    throw new AnswersError(say.rehearsal.interactiveAlone({ flag: json ? '--json' : '--answers' }), {
      hint: say.rehearsal.interactiveAloneHint,
    });
  }
  if (isTerminal) return;
  throw new AnswersError(say.rehearsal.noTerminal, {
    hint: say.rehearsal.noTerminalHint,
  });
}

async function play(
  lab: Lab,
  options: RehearseOptions,
  { say: tell, write }: Stage,
  onAnswers: (path: string) => void,
): Promise<void> {
  const { adaptAnswers } = await import('../lab/rehearsal/answers.js');
  if (options.interactive) return playInteractively(lab, options, tell);
  const overrides = options.answers === undefined ? {} : await adaptAnswers(lab, await readText(options.answers), tell);
  const answers = await lab.answers(overrides);
  onAnswers(answers);
  const result = await runProduct(lab, ['--answers', answers, '--yes'], options, tell);
  const cut = await cutActive(lab, tell);
  if (options.json) write(`${JSON.stringify({ ...(result as object), powerCut: cut })}\n`);
}

/** The wizard, answered by whoever sits there, in the place of the lab's operator. */
async function playInteractively(lab: Lab, options: RehearseOptions, tell: (line: string) => void): Promise<void> {
  tell(say.rehearsal.choose);
  await runProduct(lab, [], options, tell);
  await cutActive(lab, tell);
}

async function cutActive(lab: Lab, tell: (line: string) => void): Promise<PowerCut> {
  const { cutPower, findVip } = await import('../lab/rehearsal/power-cut.js');
  const vip = await findVip(lab);
  const cut = await cutPower(lab, vip, tell);
  if (cut === undefined) throw new VerificationError(say.rehearsal.silent({ vip }));
  return cut;
}

/** Runs ha-setup in the operator's place, on this terminal; with --json returns its result. */
async function runProduct(
  lab: Lab,
  given: readonly string[],
  { json, verbose, color, trace }: RehearseOptions,
  tell: (line: string) => void,
): Promise<unknown> {
  const args = [...given, ...(json ? ['--json'] : [])];
  const flags = [...(verbose ? ['--verbose'] : []), ...(color ? [] : ['--no-color'])];
  // The product runs with another working folder.
  if (trace !== undefined) flags.push('--trace', toAbsolute(trace));
  tell(['$ ha-setup', ...args].join(' '));
  const child = lab.spawn([...args, ...flags], { stdio: json ? ['ignore', 'pipe', 'inherit'] : 'inherit' });
  let printed = '';
  child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
    printed += chunk;
  });
  const code = await new Promise<number>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status, signal) => resolve(status ?? (signal === 'SIGINT' ? exitCodes.cancelled : 1)));
  });
  if (code === exitCodes.cancelled && given.length === 0) throw new CancelledError(say.rehearsal.left);
  if (code !== exitCodes.ok) throw new RehearsedRunError(code);
  return json ? JSON.parse(printed) : undefined;
}

async function keep(lab: Lab, tell: (line: string) => void, answers: string | undefined): Promise<void> {
  const { writeTools } = await import('../lab/rehearsal/directions.js');
  await lab.keep();
  for (const line of await writeTools(lab, answers)) tell(line);
}

async function takeDown(id: string, tell: (line: string) => void): Promise<void> {
  const { listLabs } = await import('../lab/state.js');
  const { destroyLab } = await import('../lab/destroy.js');
  const labs = await listLabs();
  if (!labs.includes(id)) {
    throw new HaSetupError(say.rehearsal.unknown({ id }), {
      hint: labs.length > 0 ? say.rehearsal.standing({ ids: listed(labs) }) : say.rehearsal.noneStands,
    });
  }
  await destroyLab(id);
  tell(say.rehearsal.down({ id }));
}

const readText = (path: string) => readFile(path, 'utf8');

function since(start: number): string {
  return `${((performance.now() - start) / 1000).toFixed(1)} s`;
}
