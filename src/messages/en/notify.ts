import { typed } from '../program.js';

/** Telling of switches, and trying it. `way` is one of the two below. */
export const notify = {
  reading: 'Reading the cloud and both hosts',
  telling: 'Telling from both hosts',
  nothingAsked: 'notify does one thing: --test',
  get nothingAskedHint() {
    return `${typed('notify --test')} tells once from each host, as of a switch`;
  },
  nobody: 'the answers have no notify, so nobody is told',
  nobodyHint: 'add notify: { webhook: https://… } or notify: { command: PATH } to the answers, and run ha-setup',
  noAnswer: 'the host does not answer',
  oldHooks: 'its hooks cannot try it, or do not answer',
  webhook: 'webhook',
  command: 'command',
  line: ({ host, what }: { host: string; what: string }) => `${host}: ${what}`,
  told: ({ way }: { way: string }) => `${way}: told, and accepted`,
  refused: ({ way, said }: { way: string; said: string }) => `${way}: not told: ${said}`,
  unknown: ({ way }: { way: string }) => `${way}: the host does not know of it yet`,
  failed: 'not everybody could be told',
  failedHint: ({ command }: { command: string }) =>
    `repair what the lines above say; what a host does not know of yet, ${command} brings there`,

  rootCommand: {
    missing: ({ command }: { command: string }) => `the command of notify does not exist there: ${command}`,
    missingHint: 'put the command there on both hosts, or correct notify in the answers',
    fine: ({ command }: { command: string }) => `root alone can change ${command}`,
    open: ({ path, command }: { path: string; command: string }) =>
      `${path} can be changed by others than root, and notify would run ${command} as root`,
    openHint: ({ path }: { path: string }) => `there: chown root ${path} && chmod go-w ${path}`,
  },

  wizard: {
    whom: 'Who is told when the VIP moves?',
    get whomHelp() {
      return `Beside the failover and never before it; ${typed('notify --test')} tries it.`;
    },
    nobody: 'nobody',
    nobodyNote: 'the log has it',
    webhookNote: 'a chat group, or an address of yours',
    commandNote: 'a program of yours on both hosts',
    both: 'both',
    format: 'What does the webhook take?',
    json: 'JSON for a program of yours',
    wecom: 'WeCom group robot',
    dingtalk: 'DingTalk group robot; its keyword is ha-setup',
    feishu: 'Feishu or Lark custom bot',
    slack: 'Slack incoming webhook',
    address: 'The address of the webhook',
    addressHelp: 'Whoever knows it may post there: in the answers file it stands as it is.',
    path: 'The command to run',
    pathHelp: 'The absolute path of an executable on both hosts, which root alone can change.',
    figures: 'Are figures for Prometheus to be written on the hosts?',
    figuresHelp: 'A file in the folder that node_exporter reads (its textfile collector).',
    noFigures: 'no',
    figuresNote: "a file for node_exporter's textfile collector",
    folder: "node_exporter's folder",
    folderHelp: "Debian's is /var/lib/prometheus/node-exporter.",
    yes: 'yes',
  },
};
