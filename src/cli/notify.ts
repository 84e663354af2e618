import { say } from '../messages/say.js';
import { type OnePair, type OptionsOf, pairCommand } from './common.js';

export const notifyCommand = () =>
  pairCommand('notify', say.cli.notify.about).option('--test', say.cli.notify.test, false);

export type NotifyOptions = OnePair<OptionsOf<typeof notifyCommand>>;
