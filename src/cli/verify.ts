import { say } from '../messages/say.js';
import { count, type OnePair, type OptionsOf, pairsCommand } from './common.js';

export const verifyCommand = () =>
  pairsCommand('verify', say.cli.verify.about)
    .option('--failover', say.cli.verify.failover, false)
    .option('--rounds <n>', say.cli.verify.rounds, count, 1)
    .option('--power', say.cli.verify.power, false)
    .option('--report <file>', say.cli.verify.report)
    .option('--force', say.cli.verify.force, false);

export type VerifyOptions = OnePair<OptionsOf<typeof verifyCommand>>;
