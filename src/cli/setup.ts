import { Option } from '@commander-js/extra-typings';
import { say } from '../messages/say.js';
import { allowOpen, type OnePair, type OptionsOf, pairsCommand } from './common.js';

export const setupCommand = () =>
  pairsCommand('ha-setup', say.cli.setup.about)
    .option('--yes', say.cli.common.yes, false)
    .addOption(new Option('--drill', say.cli.setup.drill))
    .addOption(allowOpen())
    .addOption(new Option('--no-drill', say.cli.setup.noDrill));

/** `drill`: fail over for real: always, never, or (undefined) on a pair that has not been proven yet. */
export type SetupOptions = OnePair<OptionsOf<typeof setupCommand>>;
