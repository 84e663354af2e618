import { Command, InvalidArgumentError, Option } from '@commander-js/extra-typings';
import { languages } from '../messages/language.js';
import { say } from '../messages/say.js';

/** A subcommand with the options that every command has. */
export function command(name: string, description: string) {
  return new Command(name)
    .description(description)
    .option('--json', say.cli.common.json, false)
    .option('--verbose', say.cli.common.verbose, false)
    .option('--trace <file>', say.cli.common.trace)
    .option('--no-color', say.cli.common.noColor)
    .addOption(language());
}

/** Declared here for --help, completion and wrong words; messages/language.ts reads it before the command line is parsed. */
export function language() {
  return new Option('--lang <language>', say.cli.common.lang).choices(languages);
}

/** A subcommand that works on the pair of an answers file. */
export function pairCommand(name: string, description: string) {
  return command(name, description).option('--answers <file>', say.cli.common.answers, addTo);
}

/** A subcommand that works on the pairs of any number of answers files. */
export function pairsCommand(name: string, description: string) {
  return command(name, description)
    .option('--answers <file>', say.cli.common.manyAnswers, addTo)
    .option('--parallel <n>', say.cli.common.parallel, count, 8);
}

/** A flag of whatever checks a pair before its set-up. */
export function allowOpen() {
  return new Option('--allow-open', say.cli.common.allowOpen).default(false);
}

/** Each time a flag is given counts. */
const addTo = (text: string, before: readonly string[] | undefined): readonly string[] => [...(before ?? []), text];

/** A subcommand of that kind which may ask, and need not. */
export function askingCommand(name: string, description: string) {
  return pairCommand(name, description).option('--yes', say.cli.common.yes, false);
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
  throw new InvalidArgumentError(say.usage.count);
}
