import { type OnePair, type OptionsOf, pairCommand } from './common.js';

export const rehearseCommand = () =>
  pairCommand(
    'rehearse',
    'the whole run against a pair and a VPC made on this machine: no account, no cost (Debian 12, root)',
  )
    .option('--interactive', 'you answer the questions, as you would for a real pair', false)
    .option('--keep', 'leave the rehearsal standing and print how to use it', false)
    .option('--down <id>', 'take down one that was kept');

export type RehearseOptions = OnePair<OptionsOf<typeof rehearseCommand>>;
