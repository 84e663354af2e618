import { Argument, Command } from '@commander-js/extra-typings';
import { say } from '../messages/say.js';
import { language } from './common.js';

const shells = ['bash', 'zsh', 'fish'] as const;

export type Shell = (typeof shells)[number];

export const completionCommand = () =>
  new Command('completion')
    .description(say.cli.completion.about)
    .addArgument(new Argument('<shell>', say.cli.completion.shell).choices(shells))
    .addOption(language());
