import { typed } from '../program.js';

/** The command line: what --help says, and what is wrong with a line. */
export const cli = {
  common: {
    json: 'print the result as one JSON object on stdout, everything else on stderr',
    verbose: 'show how long each step takes, and the output of the commands that run on the hosts',
    trace: 'write each call of the API and each command on a host into a file, without secrets',
    noColor: 'no colours (NO_COLOR does the same)',
    lang: 'the language: zh or en (default: HA_SETUP_LANG, else the locale: LC_ALL, LC_MESSAGES, LANG)',
    answers: 'the answers file (default: ./ha-setup.yaml where it exists)',
    manyAnswers:
      "an answers file; for several pairs several times, or as a pattern in quotes: 'clusters/*.yaml' (default: ./ha-setup.yaml)",
    parallel: 'with several pairs: work on so many at once',
    allowOpen: 'go on with a HAVIP that any host of the subnet can seize',
    yes: 'ask nothing',
    help: 'display help for command',
    version: 'output the version number',
    /** What a flag is where it is not given. */
    default: ({ description, value }: { description: string; value: string }) => `${description} (default: ${value})`,
    completionHelp: 'show what the command takes',
  },

  setup: {
    about: 'Turns two Tencent Cloud CVMs into a keepalived active/standby pair that shares a VIP.',
    drill: 'fail over for real even though the pair has passed its drills before',
    noDrill: 'do not fail over at the end',
    get epilogue() {
      return `Exit codes: 0 done and converged, 1 failed, 2 a preflight check failed,
3 wrong answers or command line, 4 verification failed, 130 cancelled.
Credentials: TENCENTCLOUD_SECRET_ID, TENCENTCLOUD_SECRET_KEY (and _TOKEN), else
the SDK's or tccli's own files, else this machine's CAM role.
Try it with no account and no cost: ${typed('rehearse')}
The manual: ${typed('help')}`;
    },
  },
  plan: { about: 'show every cloud call and every changed file as a diff; write nothing' },
  verify: {
    about: 'check a running pair from all sides; change nothing (exit code 0, or 4 where something is broken)',
    failover: 'then fail over for real, and time the outages',
    rounds: 'with --failover: so many times; prints median and maximum',
    power: 'with --failover: also reboot the active host',
    report: 'write the result as one HTML page',
    force: 'with --report: overwrite an existing file',
  },
  status: {
    about: 'where the VIP is and how both hosts are, on one screen; change nothing',
    watch: 'look again every 2 seconds, until Ctrl-C',
  },
  logs: {
    about: 'the last switches in one timeline of both hosts, with their causes; change nothing',
    since: 'all that was recorded since then: 2h, 3d, or a date (default: the last 5 switches)',
    follow: 'go on with what is new, until Ctrl-C',
  },
  doctor: { about: 'the likeliest single cause of what is wrong, and the one command for it; change nothing' },
  notify: {
    about: 'whether whoever is to be told of a switch can be told',
    test: 'tell once from each host, as of a switch, that nothing has happened; say what was answered',
  },
  rehearse: {
    about: 'the whole run against a pair and a VPC made on this machine: no account, no cost (Debian 12, root)',
    interactive: 'you answer the questions, as you would for a real pair',
    keep: 'leave the rehearsal standing and print how to use it',
    down: 'take down one that was kept',
  },
  switchover: {
    about: 'move the VIP to the other host without losing a packet, or keep a host out for maintenance',
    to: 'the instance that is to be active (default: the standby)',
    stay: 'mode preferred: hold the preferred host, so that it does not take the VIP back',
    hold: 'keep this instance out until it is released; if it is active it hands over first',
    release: 'end the hold of this instance',
    force: 'go on although the other host is not fit to be active',
  },
  uninstall: {
    about: 'take the pair down: what ha-setup installed goes, what was there before comes back',
    vip: 'the VIP in the cloud (asked; default: keep)',
    eip: 'an EIP that ha-setup allocated (asked; default: keep)',
    gone: 'this instance will not come back: go on without it',
  },
  policy: {
    about: 'print the least CAM policy for the role (or the key) of the hosts, ready to paste',
    operator: 'the policy of the person who runs ha-setup instead',
  },
  help: {
    about: 'the manual: its topics, or one of them',
    topic: 'a topic of the manual; without one, all of them are listed',
  },
  completion: {
    about: 'print a script that completes commands, flags, topics and answers files in a shell',
    shell: 'the shell that reads the script',
  },
};
