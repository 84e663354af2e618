import { Command } from '@commander-js/extra-typings';
import { language } from './common.js';

export const helpCommand = () =>
  new Command('help')
    .description('the manual: its topics, or one of them')
    .argument('[topic]', 'a topic of the manual; without one, all of them are listed')
    .option('--no-color', 'no colours (NO_COLOR does the same)')
    .addOption(language());
