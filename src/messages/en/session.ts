import { typed } from '../program.js';

/** From the answers to the changes: what a run asks and says on its way. `path` is an answers file. */
export const session = {
  reading: 'Reading the cloud and both hosts',
  trying: 'Trying what the hosts may do',
  unchanged: 'nothing was changed',

  answers: {
    unreadable: ({ path, error }: { path: string; error: string }) => `${path} cannot be read: ${error}`,
    unreadableHint: 'name an answers file with --answers FILE; the README shows one',
    line: ({ line }: { line: number }) => `line ${line}`,
    problems: ({ path, count }: { path: string; count: number }) =>
      `${path} has ${count === 1 ? 'one problem' : `${count} problems`}:`,
    problemsHint: ({ path }: { path: string }) => `correct ${path} and run the same command again; nothing was changed`,
    about: ({ message, about, example }: { message: string; about: string; example: string }) =>
      `${message}. ${about.replace(/[^?]$/, '$&.')} For example: ${example}`,
    notOfPair: ({ instance }: { instance: string }) => `${instance} is not one of this pair`,
    notOfPairHint: ({ one, other }: { one: string; other: string }) => `it is ${one} and ${other}`,
    asked: 'what you answered',
  },

  obtain: {
    what: 'Two CVMs of one subnet become an active/standby pair that shares a VIP.',
    safe: 'Nothing is changed before you have seen the plan and said yes.',
    from: ({ path }: { path: string }) => `Answers from ${path}`,
    leavesOut: ({ path, keys }: { path: string; keys: string }) => `${path} leaves out ${keys}`,
    none: 'there is no answers file, and no terminal to ask on (or --yes was given)',
    get noneHint() {
      return `write ha-setup.yaml (the README shows one) or name another with --answers FILE; to try ha-setup without an account: ${typed('rehearse')}`;
    },
  },

  checks: {
    begin: ({ cluster, region }: { cluster: string; region: string }) =>
      `Cluster ${cluster} in ${region}: looking at the cloud and at both hosts`,
    status: { ok: 'ok', warning: 'warning', failed: 'failed' },
    failed: ({ count }: { count: number }) =>
      `${count === 1 ? 'one check' : `${count} checks`} failed; nothing was changed:`,
    warning: ({ what, hint }: { what: string; hint: string }) => `warning: ${what} → ${hint}`,
    question: 'Not everything is in order. What now?',
    repair: 'add the missing rules',
    repairNote: 'shows them first',
    again: 'check again',
    againNote: 'once you have repaired it',
    change: 'change an answer',
    changeNote: 'of those above',
    stop: 'stop',
    stopped: 'stopped at the checks',
    addRules: ({ count }: { count: number }) => (count === 1 ? 'Add this rule?' : `Add these ${count} rules?`),
    added: ({ group, direction, peer }: { group: string; direction: string; peer: string }) =>
      `added to ${group}: ${direction} for ${peer}`,
    refused: ({ error }: { error: string }) => `the API refused: ${error}`,
  },

  plan: {
    gone: ({ host }: { host: string }) => `${host} (no longer in the pair)`,
    nothing: 'Nothing to change.',
    changes: ({ count }: { count: number }) => `${count} ${count === 1 ? 'change' : 'changes'} in all.`,
    asIs: 'Nothing to change: the cloud and both hosts are as the answers ask.',
    unconfirmed: 'these changes need confirmation, and there is no terminal to ask on',
    unconfirmedHint: ({ command }: { command: string }) => `look at them with ${command}, then run again with --yes`,
    question: 'Make these changes?',
    yes: 'yes',
    yesNote: ({ count }: { count: number }) => (count === 1 ? 'make this change' : `make these ${count} changes`),
    no: 'no',
    noNote: 'change nothing and leave',
    back: 'back',
    backNote: 'change an answer',
    open: 'open',
    openNote: 'look into the files that change, as diffs',
    whichFile: 'Which file? (esc folds the list)',
    fileOn: ({ what, host }: { what: string; host: string }) => `${what} on ${host}`,
  },

  converge: {
    missing: ({ what }: { what: string }) => `changes were made, but read back they are not all there: ${what}`,
    get missingHint() {
      return `something else changes the same things; run ${typed('plan')} to see what differs`;
    },
    place: ({ title, host }: { title: string; host: string }) => `${title} on ${host}`,
  },

  prove: {
    title: 'Verify',
    pair: 'pair',
    holder: 'one holder',
    isActive: ({ host }: { host: string }) => `${host} is active, by NIC, VRRP and cloud`,
    leftOut: 'The failover drills were left out; --drill runs them.',
    held: 'a host is held, so a failover drill would leave nobody to serve',
    get heldHint() {
      return `${typed('status')} says which; let it in again (${typed('switchover --release')} INSTANCE) or leave --drill out`;
    },
  },

  keep: {
    kept: ({ path }: { path: string }) => `Your answers are in ${path} (no secrets in it).`,
    question: 'Save your answers (no secrets), to repeat or change this run?',
    file: 'As which file?',
    noName: 'a file name',
    taken: ({ path }: { path: string }) => `${path} is there already; name another`,
    written: 'Written. This repeats the run without a question:',
    secrets: 'It takes its secrets from the environment: TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY.',
    hostSecrets:
      'It takes its secrets from the environment: TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY, HA_SETUP_HOST_SECRET_ID and HA_SETUP_HOST_SECRET_KEY.',
  },
};
