import type { ChalkInstance } from 'chalk';
import { say } from '../messages/say.js';

/** inquirer's looks in this program's colours, which heed NO_COLOR and --no-color; the same keys are named under every question. */
export function inquirerTheme(chalk: ChalkInstance, canGoBack: boolean) {
  const actions: Readonly<Record<string, string>> = say.terminal.actions;
  const words = say.terminal;
  /** What inquirer says by itself and lets nobody set, by its own words. */
  const fixed: Readonly<Record<string, string>> = {
    'No results found': words.noneFound,
    'You must provide a valid value': words.answerNeeded,
  };
  const ours: readonly (readonly [string, string])[] = canGoBack ? [['esc', say.terminal.actions.back]] : [];
  return {
    prefix: { idle: chalk.cyan('?'), done: chalk.green('✔') },
    // The keys stay in every language.
    keywords: { yes: 'y', no: 'n', error: () => words.yesOrNoNeeded },
    i18n: { disabledError: words.notChoosable },
    spinner: { interval: 80, frames: ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'].map((one) => chalk.cyan(one)) },
    style: {
      answer: (text: string) => chalk.cyan(text),
      message: (text: string) => chalk.bold(text),
      error: (text: string) => chalk.red(`> ${fixed[text] ?? text}`),
      defaultAnswer: (text: string) => chalk.dim(`(${text})`),
      help: (text: string) => chalk.dim(text),
      maskedText: words.masked,
      highlight: (text: string) => chalk.cyan(text),
      key: (text: string) => chalk.cyan(`<${text}>`),
      disabled: (text: string) => chalk.dim(text.startsWith('- ') || text.startsWith('❯ ') ? text : `- ${text}`),
      description: (text: string) => chalk.cyan(text),
      searchTerm: (text: string) => chalk.cyan(text),
      keysHelpTip: (keys: readonly (readonly [string, string])[]) =>
        [...keys, ...ours, ['ctrl-c', say.terminal.actions.quit] as const]
          .map(([key, action]) => `${chalk.bold(key)} ${chalk.dim(actions[action] ?? action)}`)
          .join(chalk.dim(' • ')),
    },
  };
}
