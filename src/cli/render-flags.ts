import { say } from '../messages/say.js';

/** "--answers <file>" with the words in brackets in the language of this run. */
export function renderFlags(flags: string): string {
  const { anyOptions, anyCommand } = say.usage;
  const values: Readonly<Record<string, string>> = say.usage.values;
  return flags
    .replace('[options]', anyOptions)
    .replace('[command]', anyCommand)
    .replace(/([<[])(\w+)([>\]])/g, (all, open: string, word: string, close: string) =>
      values[word] === undefined ? all : `${open}${values[word]}${close}`,
    );
}

/** The name of an operand, as a line of usage has it in brackets. */
export function renderOperand(name: string): string {
  const values: Readonly<Record<string, string>> = say.usage.values;
  return values[name] ?? name;
}
