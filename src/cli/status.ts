import { type OnePair, type OptionsOf, pairsCommand } from './common.js';

export const statusCommand = () =>
  pairsCommand('status', 'where the VIP is and how both hosts are, on one screen; change nothing').option(
    '--watch',
    'look again every 2 seconds, until Ctrl-C',
    false,
  );

export type StatusOptions = OnePair<OptionsOf<typeof statusCommand>>;
