import { readFileSync, writeSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { ChalkInstance } from 'chalk';
import type { CommonOptions } from './cli/common.js';
import type { Shell } from './cli/completion.js';
import { CommanderError, type Handlers, runProgram } from './cli/program.js';
import type { Topic } from './commands/help.js';
import { AnswersError, CancelledError, exitCodes, HaSetupError } from './errors.js';
import { findSeveral, onOne, withAnswers } from './fleet/which-answers.js';
import { manualFolder } from './help/topics.js';
import { chooseLanguage, speakIn } from './messages/language.js';
import { startedAs } from './messages/program.js';
import { say } from './messages/say.js';
import { findProgramName } from './pair/program-name.js';
import { packageFolder } from './root.js';
import { Interrupt } from './run/interrupt.js';

const { env, stderr, stdout } = process;
const interrupt = new Interrupt();
const program = findProgramName({ script: process.argv[1] ?? '', cwd: process.cwd(), env });
startedAs(program);

function readVersion(): string {
  const text = readFileSync(join(packageFolder, 'package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

async function colours(options: CommonOptions): Promise<ChalkInstance> {
  const isTerminal = (options.json ? stderr : stdout).isTTY === true;
  const wanted = options.color && env['NO_COLOR'] === undefined && env['TERM'] !== 'dumb';
  return paints(wanted && isTerminal);
}

/** Loaded where something is coloured: --help and --version are not. */
async function paints(coloured: boolean): Promise<ChalkInstance> {
  const { Chalk } = await import('chalk');
  return new Chalk({ level: coloured ? 1 : 0 });
}

/** Loads what a command works with, once it is known that one runs. */
async function toolbox(options: CommonOptions & { readonly yes?: boolean }, several = false) {
  const { buildToolbox } = await import('./wiring.js');
  return buildToolbox({
    json: options.json,
    verbose: options.verbose,
    ...(options.trace !== undefined && { trace: { path: options.trace, version: readVersion() } }),
    yes: options.yes ?? false,
    several,
    chalk: await colours(options),
    env,
    home: homedir(),
    stdout,
    stderr,
    stdin: process.stdin,
    platform: process.platform,
    interrupt,
    program,
  });
}

const handlers: Handlers = {
  async setup(options) {
    const several = await findSeveral(options.answers, homedir());
    if (several !== undefined)
      return (await import('./fleet/setup.js')).setUpAll(several, options, await toolbox(options, true));
    const { setUp } = await import('./commands/begin.js');
    return setUp(onOne(options), await toolbox(options));
  },
  async plan(options) {
    const several = await findSeveral(options.answers, homedir());
    if (several !== undefined)
      return (await import('./fleet/plan.js')).planAll(several, options, await toolbox(options, true));
    const { planOnly } = await import('./commands/plan.js');
    return planOnly(withAnswers(options), await toolbox(options));
  },
  async verify(options) {
    const several = await findSeveral(options.answers, homedir());
    if (several !== undefined)
      return (await import('./fleet/verify.js')).verifyAll(several, options, await toolbox(options, true));
    const { verify } = await import('./commands/verify.js');
    return verify(withAnswers(options), await toolbox(options));
  },
  async status(options) {
    const several = await findSeveral(options.answers, homedir());
    if (several !== undefined)
      return (await import('./fleet/status.js')).statusOfAll(several, options, await toolbox(options, true));
    const { status } = await import('./commands/status.js');
    return status(withAnswers(options), await toolbox(options));
  },
  async logs(options) {
    const { logs } = await import('./commands/logs.js');
    return logs(withAnswers(options), await toolbox(options));
  },
  async doctor(options) {
    const { doctor } = await import('./commands/doctor.js');
    return doctor(withAnswers(options), await toolbox(options));
  },
  async notify(options) {
    const { notify } = await import('./commands/notify.js');
    return notify(withAnswers(options), await toolbox(options));
  },
  async rehearse(options) {
    const { rehearse } = await import('./commands/rehearse.js');
    const { stdin } = process;
    const isTerminal = stdin.isTTY === true && stdout.isTTY === true;
    const write = (text: string) => void stdout.write(text);
    const tell = (line: string) => void (options.json ? stderr : stdout).write(`${line}\n`);
    return rehearse(onOne(options), { say: tell, write, isTerminal });
  },
  async switchover(options) {
    const { switchOver } = await import('./commands/switchover.js');
    return switchOver(withAnswers(options), await toolbox(options));
  },
  async uninstall(options) {
    const { uninstall } = await import('./commands/uninstall.js');
    return uninstall(withAnswers(options), await toolbox(options));
  },
  async policy(options) {
    const { printPolicy } = await import('./commands/policy.js');
    return printPolicy(onOne(options), await toolbox(options), {
      policy: (text) => void stdout.write(text),
      note: (text) => void stderr.write(text),
    });
  },
  async help({ color }, topic) {
    const { emphasise, findText } = await import('./commands/help.js');
    const { showPaged } = await import('./ui/pager.js');
    const text = findText({ topics: readTopics(), read: (name) => readManual(`${name}.md`) }, topic);
    showPaged(emphasise(text, await colours({ color, json: false, verbose: false })), stdout, env);
  },
  async completion(_, shell) {
    const { renderCompletion } = await import('./commands/completion.js');
    const topics = readTopics().map(({ name }) => name);
    stdout.write(renderCompletion(shell as Shell, topics));
  },
};

/** The manual is where the build has put it, in the language of this run. */
const readManual = (name: string) =>
  readFileSync(join(packageFolder, 'dist/help', manualFolder(say.language.code), name), 'utf8');
const readTopics = () => JSON.parse(readManual('topics.json')) as readonly Topic[];

async function main(argv: readonly string[]): Promise<number> {
  try {
    const { language, unknown } = chooseLanguage(argv, env);
    await speakIn(language);
    if (unknown !== undefined)
      throw new AnswersError(say.language.unknown({ value: JSON.stringify(unknown) }), {
        hint: say.language.unknownHint,
      });
    await runProgram(argv, readVersion(), handlers);
    return exitCodes.ok;
  } catch (error) {
    return explain(error, argv);
  }
}

async function explain(error: unknown, argv: readonly string[]): Promise<number> {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.answers;
  if (error instanceof CancelledError || (error instanceof Error && error.name === 'ExitPromptError'))
    return exitCodes.cancelled;
  const { harmless } = await import('./text/harmless.js');
  const chalk = await paints(stderr.isTTY === true && env['NO_COLOR'] === undefined && !argv.includes('--no-color'));
  if (error instanceof HaSetupError) {
    const where = error.where === undefined || error.message.includes(error.where) ? '' : `${error.where}: `;
    stderr.write(`${chalk.red('ha-setup:')} ${harmless(`${where}${error.message}`)}\n`);
    if (error.hint !== undefined) stderr.write(`  → ${harmless(error.hint)}\n`);
    return error.exitCode;
  }
  const { sourceStack } = await import('./source-stack.js');
  const said = error instanceof Error ? sourceStack(error) : String(error);
  stderr.write(`${chalk.red('ha-setup:')} ${harmless(say.program.internalError({ stack: said }))}\n`);
  return exitCodes.failed;
}

/** The cursor may be hidden by what was being drawn. */
const showCursor = '\u001B[?25h';

/** Straight to the terminal: a list that is being drawn holds back what goes through the streams. */
const tell = (text: string) => void writeSync(stderr.fd, text);

process.on('SIGINT', () => {
  const { isGuarded } = interrupt;
  if (interrupt.press() === 'wait') return;
  // The terminal has shown ^C in the middle of a line.
  if (stdout.isTTY) tell(env['TERM'] === 'dumb' ? '\n' : `${showCursor}\n`);
  // Where nothing was changed yet there is nothing to say.
  const changes = ['switchover', 'uninstall'].some((command) => process.argv.includes(command));
  if (isGuarded || changes) tell(`ha-setup: ${say.program.stopped}\n`);
  const parting = interrupt.parting?.();
  if (parting !== undefined) tell(`${parting}\n`);
  process.exit(exitCodes.cancelled);
});
// Whoever reads along has gone (status --watch | head): nothing is left to say, but changes go on to their end.
stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  if (!interrupt.isGuarded) process.exit(exitCodes.ok);
});
// What is thrown where nobody waits for it is told as any other error is.
process.on('uncaughtException', (error) => {
  explain(error, process.argv).then((code) => process.exit(code));
});
process.exitCode = await main(process.argv.slice(2));
