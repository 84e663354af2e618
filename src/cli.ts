import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';

export interface GlobalOptions {
  readonly json: boolean;
  readonly verbose: boolean;
  readonly color: boolean;
}

export interface SetupArguments extends GlobalOptions {
  readonly answers?: string;
  readonly yes: boolean;
  readonly drill?: boolean;
}

export interface RehearseArguments extends GlobalOptions {
  readonly answers?: string;
  readonly keep: boolean;
  readonly interactive: boolean;
  readonly down?: string;
}

export interface SwitchoverArguments extends GlobalOptions {
  readonly answers?: string;
  readonly yes: boolean;
  readonly to?: string;
  readonly stay: boolean;
  readonly hold?: string;
  readonly release?: string;
  readonly force: boolean;
}

export interface VerifyArguments extends GlobalOptions {
  readonly answers?: string;
  readonly failover: boolean;
  readonly power: boolean;
  readonly rounds: number;
  readonly report?: string;
}

export interface StatusArguments extends GlobalOptions {
  readonly answers?: string;
  readonly watch: boolean;
}

export interface UninstallArguments extends GlobalOptions {
  readonly answers?: string;
  readonly yes: boolean;
  readonly vip?: 'keep' | 'remove';
  readonly eip?: 'keep' | 'release';
  readonly gone?: string;
}

export interface PolicyArguments extends GlobalOptions {
  readonly answers?: string;
  readonly yes: boolean;
  readonly operator: boolean;
}

/** What each subcommand does; main.ts fills it in. */
export interface Handlers {
  setup(options: SetupArguments): Promise<void>;
  plan(options: SetupArguments): Promise<void>;
  verify(options: VerifyArguments): Promise<void>;
  status(options: StatusArguments): Promise<void>;
  rehearse(options: RehearseArguments): Promise<void>;
  switchover(options: SwitchoverArguments): Promise<void>;
  uninstall(options: UninstallArguments): Promise<void>;
  policy(options: PolicyArguments): Promise<void>;
}

const epilogue = `
Exit codes: 0 done and converged, 1 failed, 2 a preflight check failed, 3 the answers are wrong,
4 verification failed, 130 cancelled.
Credentials: TENCENTCLOUD_SECRET_ID, TENCENTCLOUD_SECRET_KEY (and _TOKEN), else the SDK's or tccli's own files, else this
machine's CAM role. Try it with no account and no cost: ha-setup rehearse`;

/** Reads the command line and runs what it names. Throws CommanderError for a wrong one, --help and --version. */
export async function runCli(argv: readonly string[], version: string, handlers: Handlers): Promise<void> {
  const program = new Command('ha-setup')
    .description('Turns two Tencent Cloud CVMs into a keepalived active/standby pair that shares a VIP.')
    .version(version)
    .option('--json', 'print the result as one JSON object on stdout, everything else on stderr', false)
    .option('--verbose', 'show the output of the commands that run on the hosts', false)
    .option('--no-color', 'no colours (NO_COLOR does the same)')
    .option('--answers <file>', 'the answers file (default: ./ha-setup.yaml where it exists)')
    .option('--yes', 'ask nothing', false)
    .addOption(new Option('--drill', 'fail over for real even though the pair has passed its drills before'))
    .addOption(new Option('--no-drill', 'do not fail over at the end'))
    .addHelpText('after', epilogue)
    .allowExcessArguments(false)
    .exitOverride()
    .action((_, command: Command) => handlers.setup(options<SetupArguments>(command)));
  program
    .command('plan')
    .description('show every cloud call and every changed file as a diff; write nothing')
    .action((_, command: Command) => handlers.plan(options<SetupArguments>(command)));
  program
    .command('verify')
    .description('check a running pair from all sides; change nothing (exit code 0, or 4 where something is broken)')
    .option('--failover', 'then fail over for real, and time the outages', false)
    .option('--rounds <n>', 'with --failover: so many times; prints median and maximum', positive, 1)
    .option('--power', 'with --failover: also reboot the active host', false)
    .option('--report <file>', 'write the result as one HTML page')
    .action((_, command: Command) => handlers.verify(options<VerifyArguments>(command)));
  program
    .command('status')
    .description('where the VIP is and how both hosts are, on one screen; change nothing')
    .option('--watch', 'look again every 2 seconds, until Ctrl-C', false)
    .action((_, command: Command) => handlers.status(options<StatusArguments>(command)));
  program
    .command('rehearse')
    .description('the whole run against a pair and a VPC made on this machine: no account, no cost (Debian 12, root)')
    .option('--interactive', 'you answer the questions, as you would for a real pair', false)
    .option('--keep', 'leave the rehearsal standing and print how to use it', false)
    .option('--down <id>', 'take down one that was kept')
    .action((_, command: Command) => handlers.rehearse(options<RehearseArguments>(command)));
  program
    .command('switchover')
    .description('move the VIP to the other host without losing a packet, or keep a host out for maintenance')
    .option('--to <instance>', 'the instance that is to be active (default: the standby)')
    .option('--stay', 'mode preferred: hold the preferred host, so that it does not take the VIP back', false)
    .option('--hold <instance>', 'keep this instance out until it is released; if it is active it hands over first')
    .option('--release <instance>', 'end the hold of this instance')
    .option('--force', 'go on although the other host is not fit to be active', false)
    .action((_, command: Command) => handlers.switchover(options<SwitchoverArguments>(command)));
  program
    .command('uninstall')
    .description('take the pair down: what ha-setup installed goes, what was there before comes back')
    .addOption(new Option('--vip <what>', 'the VIP in the cloud (asked; default: keep)').choices(['keep', 'remove']))
    .addOption(
      new Option('--eip <what>', 'an EIP that ha-setup allocated (asked; default: keep)').choices(['keep', 'release']),
    )
    .option('--gone <instance>', 'this instance will not come back: go on without it')
    .action((_, command: Command) => handlers.uninstall(options<UninstallArguments>(command)));
  program
    .command('policy')
    .description('print the least CAM policy for the role (or the key) of the hosts, ready to paste')
    .option('--operator', 'the policy of the person who runs ha-setup instead', false)
    .action((_, command: Command) => handlers.policy(options<PolicyArguments>(command)));
  await program.parseAsync([...argv], { from: 'user' });
}

/** A whole number from 1. Throws CommanderError. */
function positive(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= 1000) return value;
  throw new InvalidArgumentError('It is a number from 1 to 1000.');
}

/** A subcommand's options with the common ones, wherever on the line they stand. */
function options<T>(command: Command): T {
  return command.optsWithGlobals() as T;
}

export { CommanderError };
