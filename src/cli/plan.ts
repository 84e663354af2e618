import { say } from '../messages/say.js';
import { allowOpen, type OnePair, type OptionsOf, pairsCommand } from './common.js';

export const planCommand = () => pairsCommand('plan', say.cli.plan.about).addOption(allowOpen());

export type PlanOptions = OnePair<OptionsOf<typeof planCommand>>;
