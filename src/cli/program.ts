import { type Command, CommanderError, type CommandUnknownOpts } from '@commander-js/extra-typings';
import { say } from '../messages/say.js';
import type { OptionsOf } from './common.js';
import { completionCommand } from './completion.js';
import { doctorCommand } from './doctor.js';
import { helpCommand } from './help.js';
import { logsCommand } from './logs.js';
import { notifyCommand } from './notify.js';
import { planCommand } from './plan.js';
import { policyCommand } from './policy.js';
import { rehearseCommand } from './rehearse.js';
import { setupCommand } from './setup.js';
import { layoutOf, spoken } from './spoken.js';
import { statusCommand } from './status.js';
import { switchoverCommand } from './switchover.js';
import { uninstallCommand } from './uninstall.js';
import { verifyCommand } from './verify.js';

const subcommands = {
  plan: planCommand,
  verify: verifyCommand,
  status: statusCommand,
  logs: logsCommand,
  doctor: doctorCommand,
  notify: notifyCommand,
  rehearse: rehearseCommand,
  switchover: switchoverCommand,
  uninstall: uninstallCommand,
  policy: policyCommand,
  help: helpCommand,
  completion: completionCommand,
} as const;

type Commands = typeof subcommands & { readonly setup: typeof setupCommand };

/** What each command does with its options, and with its operand where it takes one; main.ts fills it in. */
export type Handlers = {
  readonly [Name in keyof Commands]: (options: OptionsOf<Commands[Name]>, operand?: string) => Promise<void>;
};

/** Reads the command line and runs what it names. Throws CommanderError for a wrong one, --help and --version. */
export async function runProgram(argv: readonly string[], version: string, handlers: Handlers): Promise<void> {
  const layout = await layoutOf(say.language.code);
  const program = spoken(setupCommand(), layout)
    .version(version, '-V, --version', say.cli.common.version)
    .addHelpText('after', `\n${say.cli.setup.epilogue}`)
    .allowExcessArguments(true)
    .exitOverride();
  program.action(async () => {
    const [word] = program.args;
    if (word === undefined) return handlers.setup(program.opts());
    const { isFileName, oneWordTooMany, unknownCommand } = await import('./unknown-command.js');
    if (program.opts().answers !== undefined && isFileName(word)) throw oneWordTooMany(word, 'ha-setup');
    throw unknownCommand(word, Object.keys(subcommands));
  });
  for (const [name, build] of Object.entries(subcommands)) {
    const subcommand = spoken(build(), layout).exitOverride();
    const handle = handlers[name as keyof typeof subcommands] as (options: object, operand?: string) => Promise<void>;
    subcommand.allowExcessArguments(true).action(async () => {
      const taken = subcommand.registeredArguments.length;
      const [excess] = subcommand.args.slice(taken);
      if (excess !== undefined) throw (await import('./unknown-command.js')).oneWordTooMany(excess, name);
      return handle(mergeOptions(subcommand, program), subcommand.args[0]);
    });
    program.addCommand(subcommand);
  }
  await program.parseAsync([...argv], { from: 'user' });
}

/** ha-setup itself, then each subcommand, as commander has them. */
export function declaredCommands(): readonly CommandUnknownOpts[] {
  return [setupCommand(), ...Object.values(subcommands).map((build) => build())];
}

type AnyCommand = Pick<Command, 'opts' | 'getOptionValueSource'>;

/** A subcommand's options, wherever on the line they stand: before its name, or after it. */
function mergeOptions(subcommand: AnyCommand, program: AnyCommand): object {
  const before = Object.entries(program.opts()).filter(([key]) => program.getOptionValueSource(key) === 'cli');
  const own: Readonly<Record<string, unknown>> = subcommand.opts();
  const isGiven = (key: string) => subcommand.getOptionValueSource(key) === 'cli';
  const merged = before.flatMap(([key, value]): [string, unknown][] => {
    const later = own[key];
    // What can be given several times counts in both places.
    if (isGiven(key) && Array.isArray(value) && Array.isArray(later)) return [[key, [...value, ...later]]];
    return isGiven(key) ? [] : [[key, value]];
  });
  return { ...own, ...Object.fromEntries(merged) };
}

export { CommanderError };
