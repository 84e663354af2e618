import { typed } from '../program.js';

/** What the library that reads the command line says by itself, and what is said of a wrong word. */
export const usage = {
  usage: 'Usage:',
  options: 'Options:',
  arguments: 'Arguments:',
  commands: 'Commands:',
  choices: ({ description, choices }: { description: string; choices: string }) =>
    `${description} (choices: ${choices})`,
  /** What stands for flags and commands in a line of usage. */
  anyOptions: '[options]',
  anyCommand: '[command]',
  values: {
    file: 'file',
    language: 'language',
    n: 'n',
    when: 'when',
    id: 'id',
    instance: 'instance',
    what: 'what',
    shell: 'shell',
    topic: 'topic',
    /** What any flag takes, in a shell's completion. */
    value: 'value',
  },

  error: ({ problem }: { problem: string }) => `error: ${problem}`,
  unknownOption: ({ flag }: { flag: string }) => `unknown option '${flag}'`,
  didYouMean: ({ flags }: { flags: string }) => `(Did you mean ${flags}?)`,
  didYouMeanOne: ({ flags }: { flags: string }) => `(Did you mean one of ${flags}?)`,
  argumentMissing: ({ option }: { option: string }) => `option '${option}' argument missing`,
  invalid: ({ option, value, reason }: { option: string; value: string; reason: string }) =>
    `option '${option}' argument '${value}' is invalid. ${reason}`,
  invalidArgument: ({ argument, value, reason }: { argument: string; value: string; reason: string }) =>
    `command-argument value '${value}' is invalid for argument '${argument}'. ${reason}`,
  missingArgument: ({ argument }: { argument: string }) => `missing required argument '${argument}'`,
  missingOption: ({ option }: { option: string }) => `required option '${option}' not specified`,
  allowed: ({ choices }: { choices: string }) => `Allowed choices are ${choices}.`,

  count: 'It is a number from 1 to 1000.',
  since: 'It is a span (90s, 30m, 2h, 3d, 1w) or a time of UTC (2026-11-26, "2026-11-26 03:10").',
  unknownCommand: ({ word }: { word: string }) => `unknown command ${word}`,
  nearest: ({ name }: { name: string }) => `did you mean ${name}?`,
  get listed() {
    return `${typed('--help')} lists the commands`;
  },
  noWord: ({ command, word }: { command: string; word: string }) => `${command} does not take the word ${word}`,
  severalFiles:
    "for several answers files give --answers several times, or a pattern in quotes: --answers 'clusters/*.yaml'",
  /** `command` is what follows ha-setup. */
  takes: ({ command }: { command: string }) => `${typed(command)} shows what it takes`,
};
