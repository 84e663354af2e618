import { say } from '../messages/say.js';
import { askingCommand, type OnePair, type OptionsOf } from './common.js';

export const policyCommand = () =>
  askingCommand('policy', say.cli.policy.about).option('--operator', say.cli.policy.operator, false);

export type PolicyOptions = OnePair<OptionsOf<typeof policyCommand>>;
