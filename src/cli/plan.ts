import { allowOpen, type OnePair, type OptionsOf, pairsCommand } from './common.js';

export const planCommand = () =>
  pairsCommand('plan', 'show every cloud call and every changed file as a diff; write nothing').addOption(allowOpen());

export type PlanOptions = OnePair<OptionsOf<typeof planCommand>>;
