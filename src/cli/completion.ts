import { Argument, Command } from '@commander-js/extra-typings';
import { language } from './common.js';

const shells = ['bash', 'zsh', 'fish'] as const;

export type Shell = (typeof shells)[number];

export const completionCommand = () =>
  new Command('completion')
    .description('print a script that completes commands, flags, topics and answers files in a shell')
    .addArgument(new Argument('<shell>', 'the shell that reads the script').choices(shells))
    .addOption(language());
