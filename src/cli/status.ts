import { say } from '../messages/say.js';
import { type OnePair, type OptionsOf, pairsCommand } from './common.js';

export const statusCommand = () =>
  pairsCommand('status', say.cli.status.about).option('--watch', say.cli.status.watch, false);

export type StatusOptions = OnePair<OptionsOf<typeof statusCommand>>;
