import { Option } from '@commander-js/extra-typings';
import { askingCommand, type OptionsOf } from './common.js';

export const setupCommand = () =>
  askingCommand('ha-setup', 'Turns two Tencent Cloud CVMs into a keepalived active/standby pair that shares a VIP.')
    .addOption(new Option('--drill', 'fail over for real even though the pair has passed its drills before'))
    .addOption(new Option('--no-drill', 'do not fail over at the end'));

/** `drill`: fail over for real: always, never, or (undefined) on a pair that has not been proven yet. */
export type SetupOptions = OptionsOf<typeof setupCommand>;
