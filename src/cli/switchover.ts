import { askingCommand, type OnePair, type OptionsOf } from './common.js';

export const switchoverCommand = () =>
  askingCommand(
    'switchover',
    'move the VIP to the other host without losing a packet, or keep a host out for maintenance',
  )
    .option('--to <instance>', 'the instance that is to be active (default: the standby)')
    .option('--stay', 'mode preferred: hold the preferred host, so that it does not take the VIP back', false)
    .option('--hold <instance>', 'keep this instance out until it is released; if it is active it hands over first')
    .option('--release <instance>', 'end the hold of this instance')
    .option('--force', 'go on although the other host is not fit to be active', false);

export type SwitchoverOptions = OnePair<OptionsOf<typeof switchoverCommand>>;
