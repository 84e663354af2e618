import { say } from '../messages/say.js';
import { renderFlags, renderOperand } from './render-flags.js';

type Explain = (found: Readonly<Record<string, string>>) => string;

/** What commander says of a wrong line (its lib/command.js), and the same in the language of this run. */
function sentences(): readonly (readonly [RegExp, Explain])[] {
  const words = say.usage;
  const option = ({ flags = '' }: Readonly<Record<string, string>>) => renderFlags(flags);
  return [
    [
      /^unknown option '(?<flag>[^']*)'(?:\n\(Did you mean (?<one>[^?]*)\?\))?$/s,
      ({ flag = '', one }) =>
        [words.unknownOption({ flag }), ...(one === undefined ? [] : [explainNearest(one)])].join('\n'),
    ],
    [/^option '(?<flags>[^']*)' argument missing$/, (found) => words.argumentMissing({ option: option(found) })],
    [
      /^option '(?<flags>[^']*)' argument '(?<value>.*)' is invalid\. (?<reason>.*)$/s,
      (found) => {
        const { value = '', reason = '' } = found;
        return words.invalid({ option: option(found), value, reason: explainReason(reason) });
      },
    ],
    [
      /^command-argument value '(?<value>.*)' is invalid for argument '(?<argument>[^']*)'\. (?<reason>.*)$/s,
      ({ argument = '', value = '', reason = '' }) =>
        words.invalidArgument({ argument: renderOperand(argument), value, reason: explainReason(reason) }),
    ],
    [
      /^missing required argument '(?<argument>[^']*)'$/,
      ({ argument = '' }) => words.missingArgument({ argument: renderOperand(argument) }),
    ],
    [/^required option '(?<flags>[^']*)' not specified$/, (found) => words.missingOption({ option: option(found) })],
  ];
}

/** Commander's text of an error as a sentence in the language of this run, without the word "error" before it. */
export function explainWrong(text: string): string {
  const said = text.trim().replace(/^error: /, '');
  for (const [pattern, explain] of sentences()) {
    const found = pattern.exec(said);
    if (found !== null) return explain(found.groups ?? {});
  }
  return said;
}

function explainNearest(flags: string): string {
  const [, several] = /^one of (.*)$/.exec(flags) ?? [];
  return several === undefined ? say.usage.didYouMean({ flags }) : say.usage.didYouMeanOne({ flags: several });
}

/** Why a value is wrong, where commander says it; our own reasons are in the right language already. */
function explainReason(reason: string): string {
  const [, choices] = /^Allowed choices are (.*)\.$/.exec(reason) ?? [];
  return choices === undefined ? reason : say.usage.allowed({ choices });
}
