import { type Argument, type CommandUnknownOpts, Help, type Option } from '@commander-js/extra-typings';
import { listed } from '../messages/lists.js';
import { say } from '../messages/say.js';
import { renderFlags, renderOperand } from './render-flags.js';
import { explainWrong } from './wrong.js';

/** How commander measures and breaks lines where a character can take two columns. */
export interface Layout {
  displayWidth(text: string): number;
  boxWrap(text: string, width: number): string;
}

/** Commander's own way counts characters, which is right for English and loads nothing. */
export async function layoutOf(language: typeof say.language.code): Promise<Layout | undefined> {
  if (language === 'en') return undefined;
  const [{ displayWidth }, { wrap }] = await Promise.all([import('../text/width.js'), import('../text/wrap.js')]);
  return { displayWidth, boxWrap: (text, width) => wrap(text, width).join('\n') };
}

/** The command, with commander's own words in the language of this run. */
export function spoken<Built extends CommandUnknownOpts>(command: Built, layout: Layout | undefined): Built {
  const { usage, options, arguments: operands, commands, error } = say.usage;
  const titles: Readonly<Record<string, string>> = {
    'Usage:': usage,
    'Options:': options,
    'Arguments:': operands,
    'Commands:': commands,
  };
  command
    .helpOption('-h, --help', say.cli.common.help)
    .configureHelp({
      ...layout,
      // Its own limit leaves lines of a terminal of 60 columns unbroken.
      minWidthToWrap: 20,
      styleTitle: (title) => titles[title] ?? title,
      styleOptionText: renderFlags,
      styleOptionTerm: renderFlags,
      styleSubcommandTerm: renderFlags,
      styleSubcommandText: renderFlags,
      styleArgumentText: renderFlags,
      styleArgumentTerm: renderOperand,
      optionDescription: describeOption,
      argumentDescription: describeArgument,
      formatHelp: (shown, helper) => {
        const text = Help.prototype.formatHelp.call(helper, shown, helper);
        // Commander puts a space behind that word; a full-width colon has its own.
        return usage.endsWith('：') ? text.replace(`${usage} `, usage) : text;
      },
    })
    .configureOutput({ outputError: (text, write) => write(`${error({ problem: explainWrong(text) })}\n`) });
  return command;
}

/** That a flag is off without being given goes without saying. */
function describeOption({ description, defaultValue }: Option): string {
  return defaultValue === undefined || typeof defaultValue === 'boolean'
    ? description
    : say.cli.common.default({ description, value: String(defaultValue) });
}

function describeArgument({ description, argChoices }: Argument): string {
  return argChoices === undefined ? description : say.usage.choices({ description, choices: listed(argChoices) });
}
