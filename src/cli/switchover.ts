import { say } from '../messages/say.js';
import { askingCommand, type OnePair, type OptionsOf } from './common.js';

export const switchoverCommand = () =>
  askingCommand('switchover', say.cli.switchover.about)
    .option('--to <instance>', say.cli.switchover.to)
    .option('--stay', say.cli.switchover.stay, false)
    .option('--hold <instance>', say.cli.switchover.hold)
    .option('--release <instance>', say.cli.switchover.release)
    .option('--force', say.cli.switchover.force, false);

export type SwitchoverOptions = OnePair<OptionsOf<typeof switchoverCommand>>;
