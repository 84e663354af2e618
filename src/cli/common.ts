import { Command, InvalidArgumentError, Option } from '@commander-js/extra-typings';
import { languages } from '../messages/language.js';
import { say } from '../messages/say.js';

/** A subcommand with the options that every command has. */
export function command(name: string, description: string) {
  return new Command(name)
    .description(description)
    .configureHelp({ optionDescription: describeOption })
    .option('--json', 'print the result as one JSON object on stdout, everything else on stderr', false)
    .option('--verbose', 'show how long each step takes, and the output of the commands that run on the hosts', false)
    .option('--trace <file>', 'write each call of the API and each command on a host into a file, without secrets')
    .option('--no-color', 'no colours (NO_COLOR does the same)')
    .addOption(language());
}

/** Declared here for --help, completion and wrong words; messages/language.ts reads it before the command line is parsed. */
export function language() {
  return new Option('--lang <language>', say.cli.flags.lang).choices(languages);
}

/** That a flag is off without being given goes without saying. */
function describeOption({ description, defaultValue }: Option): string {
  return defaultValue === undefined || typeof defaultValue === 'boolean'
    ? description
    : `${description} (default: ${defaultValue})`;
}

/** A subcommand that works on the pair of an answers file. */
export function pairCommand(name: string, description: string) {
  return command(name, description).option(
    '--answers <file>',
    'the answers file (default: ./ha-setup.yaml where it exists)',
    addTo,
  );
}

/** A subcommand that works on the pairs of any number of answers files. */
export function pairsCommand(name: string, description: string) {
  return command(name, description)
    .option(
      '--answers <file>',
      "an answers file; for several pairs several times, or as a pattern in quotes: 'clusters/*.yaml' (default: ./ha-setup.yaml)",
      addTo,
    )
    .option('--parallel <n>', 'with several pairs: work on so many at once', count, 8);
}

/** A flag of whatever checks a pair before its set-up. */
export function allowOpen() {
  return new Option('--allow-open', 'go on with a HAVIP that any host of the subnet can seize').default(false);
}

/** Each time a flag is given counts. */
const addTo = (text: string, before: readonly string[] | undefined): readonly string[] => [...(before ?? []), text];

/** A subcommand of that kind which may ask, and need not. */
export function askingCommand(name: string, description: string) {
  return pairCommand(name, description).option('--yes', 'ask nothing', false);
}

/** What a command's options come to. */
export type OptionsOf<Build extends () => { opts(): object }> = Readonly<ReturnType<ReturnType<Build>['opts']>>;

/** The same for one pair: its answers file, where there is one. */
export type OnePair<Options> = Omit<Options, 'answers'> & { readonly answers?: string };

/** The options that every command has. */
export type CommonOptions = OptionsOf<() => ReturnType<typeof command>>;

/** A whole number from 1 to 1000. Throws InvalidArgumentError. */
export function count(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= 1000) return value;
  throw new InvalidArgumentError('It is a number from 1 to 1000.');
}
