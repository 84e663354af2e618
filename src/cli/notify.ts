import { type OnePair, type OptionsOf, pairCommand } from './common.js';

export const notifyCommand = () =>
  pairCommand('notify', 'whether whoever is to be told of a switch can be told').option(
    '--test',
    'tell once from each host, as of a switch, that nothing has happened; say what was answered',
    false,
  );

export type NotifyOptions = OnePair<OptionsOf<typeof notifyCommand>>;
