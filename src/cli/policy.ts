import { askingCommand, type OnePair, type OptionsOf } from './common.js';

export const policyCommand = () =>
  askingCommand('policy', 'print the least CAM policy for the role (or the key) of the hosts, ready to paste').option(
    '--operator',
    'the policy of the person who runs ha-setup instead',
    false,
  );

export type PolicyOptions = OnePair<OptionsOf<typeof policyCommand>>;
