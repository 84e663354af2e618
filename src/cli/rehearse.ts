import { say } from '../messages/say.js';
import { type OnePair, type OptionsOf, pairCommand } from './common.js';

export const rehearseCommand = () =>
  pairCommand('rehearse', say.cli.rehearse.about)
    .option('--interactive', say.cli.rehearse.interactive, false)
    .option('--keep', say.cli.rehearse.keep, false)
    .option('--down <id>', say.cli.rehearse.down);

export type RehearseOptions = OnePair<OptionsOf<typeof rehearseCommand>>;
