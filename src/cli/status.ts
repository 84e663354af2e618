import { type OptionsOf, pairCommand } from './common.js';

export const statusCommand = () =>
  pairCommand('status', 'where the VIP is and how both hosts are, on one screen; change nothing').option(
    '--watch',
    'look again every 2 seconds, until Ctrl-C',
    false,
  );

export type StatusOptions = OptionsOf<typeof statusCommand>;
