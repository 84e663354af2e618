import { existsSync, readFileSync, writeSync } from 'node:fs';
import { homedir } from 'node:os';
import { Chalk } from 'chalk';
import { CommanderError, type GlobalOptions, runCli } from './cli.js';
import { planOnly } from './commands/plan.js';
import { printPolicy } from './commands/policy.js';
import { rehearse } from './commands/rehearse.js';
import { setUp } from './commands/setup.js';
import { status } from './commands/status.js';
import { switchOver } from './commands/switchover.js';
import { uninstall } from './commands/uninstall.js';
import { verify } from './commands/verify.js';
import { AnswersError, CancelledError, exitCodes, HaSetupError } from './errors.js';
import { defaultAnswersFile } from './pair/next-command.js';
import { Interrupt } from './run/interrupt.js';
import { harmless } from './text/harmless.js';
import { buildToolbox } from './wiring.js';

const { env, stderr, stdout } = process;
const interrupt = new Interrupt();

function colours(options: GlobalOptions): InstanceType<typeof Chalk> {
  const isTerminal = (options.json ? stderr : stdout).isTTY === true;
  const wanted = options.color && env['NO_COLOR'] === undefined && env['TERM'] !== 'dumb';
  return new Chalk({ level: wanted && isTerminal ? 1 : 0 });
}

/** The answers file: the one named, else ./ha-setup.yaml where it exists. */
function findAnswers(named: string | undefined): string | undefined {
  return named ?? (existsSync(defaultAnswersFile) ? defaultAnswersFile : undefined);
}

function getAnswers(named: string | undefined): string {
  const found = findAnswers(named);
  if (found !== undefined) return found;
  throw new AnswersError('there is no answers file', {
    hint: 'write ha-setup.yaml (the README shows one) or name another with --answers FILE; without a file, ha-setup asks for everything',
  });
}

function toolbox(options: GlobalOptions & { readonly yes?: boolean }) {
  return buildToolbox({
    ...options,
    yes: options.yes ?? false,
    chalk: colours(options),
    env,
    home: homedir(),
    stdout,
    stderr,
    stdin: process.stdin,
    platform: process.platform,
    interrupt,
    program: env['npm_command'] === 'exec' ? 'npx ha-setup' : 'ha-setup',
  });
}

async function main(argv: readonly string[]): Promise<number> {
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  try {
    await runCli(argv, version, {
      setup: (options) => {
        const answers = findAnswers(options.answers);
        const { yes, drill } = options;
        return setUp(
          { yes, ...(answers !== undefined && { answers }), ...(drill !== undefined && { drill }) },
          toolbox(options),
        );
      },
      plan: (options) => planOnly({ answers: getAnswers(options.answers), verbose: options.verbose }, toolbox(options)),
      verify: (options) => verify({ ...options, answers: getAnswers(options.answers) }, toolbox(options)),
      status: (options) => status({ answers: getAnswers(options.answers), watch: options.watch }, toolbox(options)),
      rehearse: (options) => rehearse(options),
      policy: (options) =>
        printPolicy(
          { answers: getAnswers(options.answers), operator: options.operator },
          toolbox(options),
          (text) => void stdout.write(text),
        ),
      uninstall: (options) => uninstall({ ...options, answers: getAnswers(options.answers) }, toolbox(options)),
      switchover: (options) => switchOver({ ...options, answers: getAnswers(options.answers) }, toolbox(options)),
    });
    return exitCodes.ok;
  } catch (error) {
    return explain(error, argv);
  }
}

function explain(error: unknown, argv: readonly string[]): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.failed;
  const chalk = new Chalk({
    level: stderr.isTTY === true && env['NO_COLOR'] === undefined && !argv.includes('--no-color') ? 1 : 0,
  });
  if (error instanceof CancelledError || (error instanceof Error && error.name === 'ExitPromptError'))
    return exitCodes.cancelled;
  if (error instanceof HaSetupError) {
    const where = error.where === undefined || error.message.includes(error.where) ? '' : `${error.where}: `;
    stderr.write(`${chalk.red('ha-setup:')} ${harmless(`${where}${error.message}`)}\n`);
    if (error.hint !== undefined) stderr.write(`  → ${harmless(error.hint)}\n`);
    return error.exitCode;
  }
  const said = error instanceof Error ? (error.stack ?? error.message) : String(error);
  stderr.write(`${chalk.red('ha-setup: internal error (please report it):')} ${harmless(said)}\n`);
  return exitCodes.failed;
}

/** The cursor may be hidden by what was being drawn. */
const showCursor = '\u001B[?25h';

/** Straight to the terminal: a list that is being drawn holds back what goes through the streams. */
const say = (text: string) => void writeSync(stderr.fd, text);

process.on('SIGINT', () => {
  const { isGuarded } = interrupt;
  if (interrupt.press() === 'wait') return;
  // The terminal has shown ^C in the middle of a line.
  if (stdout.isTTY) say(env['TERM'] === 'dumb' ? '\n' : `${showCursor}\n`);
  // Where nothing was changed yet there is nothing to say.
  const changes = ['switchover', 'uninstall'].some((command) => process.argv.includes(command));
  if (isGuarded || changes) say('ha-setup: stopped at once; the same command goes on where it was\n');
  process.exit(exitCodes.cancelled);
});
// Whoever reads along has gone (status --watch | head): nothing is left to say, but changes go on to their end.
stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  if (!interrupt.isGuarded) process.exit(exitCodes.ok);
});
process.exitCode = await main(process.argv.slice(2));
