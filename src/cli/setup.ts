import { Option } from '@commander-js/extra-typings';
import { allowOpen, type OnePair, type OptionsOf, pairsCommand } from './common.js';

export const setupCommand = () =>
  pairsCommand('ha-setup', 'Turns two Tencent Cloud CVMs into a keepalived active/standby pair that shares a VIP.')
    .option('--yes', 'ask nothing', false)
    .addOption(new Option('--drill', 'fail over for real even though the pair has passed its drills before'))
    .addOption(allowOpen())
    .addOption(new Option('--no-drill', 'do not fail over at the end'));

/** `drill`: fail over for real: always, never, or (undefined) on a pair that has not been proven yet. */
export type SetupOptions = OnePair<OptionsOf<typeof setupCommand>>;
