import { count, type OnePair, type OptionsOf, pairsCommand } from './common.js';

export const verifyCommand = () =>
  pairsCommand(
    'verify',
    'check a running pair from all sides; change nothing (exit code 0, or 4 where something is broken)',
  )
    .option('--failover', 'then fail over for real, and time the outages', false)
    .option('--rounds <n>', 'with --failover: so many times; prints median and maximum', count, 1)
    .option('--power', 'with --failover: also reboot the active host', false)
    .option('--report <file>', 'write the result as one HTML page')
    .option('--force', 'with --report: overwrite an existing file', false);

export type VerifyOptions = OnePair<OptionsOf<typeof verifyCommand>>;
