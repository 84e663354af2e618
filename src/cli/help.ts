import { Command } from '@commander-js/extra-typings';
import { say } from '../messages/say.js';
import { language } from './common.js';

export const helpCommand = () =>
  new Command('help')
    .description(say.cli.help.about)
    .argument('[topic]', say.cli.help.topic)
    .option('--no-color', say.cli.common.noColor)
    .addOption(language());
