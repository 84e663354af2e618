import { typed } from '../program.js';

const pairs = (count: number) => (count === 1 ? '1 pair' : `${count} pairs`);
const changes = (count: number) => (count === 1 ? '1 change' : `${count} changes`);

/** Several pairs at once. */
export const fleet = {
  onePair: 'this command works on one pair, and several answers files are named',
  onePairHint: 'name one; plan, verify, status and a run without a command take several',
  noMatch: ({ pattern }: { pattern: string }) => `no file matches ${pattern}`,
  noMatchHint: ({ pattern }: { pattern: string }) =>
    `see what is there (ls ${pattern}); ** stands for folders inside folders`,
  otherName: ({ other, file }: { other: string; file: string }) =>
    `there is ${other}, but no ${file}, which is the file that is read by itself`,
  otherNameHint: ({ other, file }: { other: string; file: string }) =>
    `rename it: mv ${other} ${file}; or name it: --answers ${other}`,
  noAnswers: 'there is no answers file',
  noAnswersHint:
    'write ha-setup.yaml (the README shows one) or name another with --answers FILE; without a file, ha-setup asks for everything',
  folder: ({ path }: { path: string }) => `${path} is a folder`,
  folderHint: ({ pattern }: { pattern: string }) =>
    `name the files in it by a pattern in quotes: --answers '${pattern}'`,
  noFile: ({ path }: { path: string }) => `there is no file ${path}`,
  noFileHint: 'correct the name that follows --answers',
  twice: ({ path, words }: { path: string; words: string }) => `${path} is named twice: by ${words}`,
  twiceBy: ({ one, other }: { one: string; other: string }) => `${one} and ${other}`,
  sameFile: ({ path, other, words }: { path: string; other: string; words: string }) =>
    `${path} is ${other}, which is named twice: by ${words}`,
  twiceHint: 'name each answers file once',

  claims: {
    cluster: ({ cluster, region, other }: { cluster: string; region: string; other: string }) =>
      `the cluster ${cluster} of ${region} is in ${other}, too`,
    instance: ({ instance, other }: { instance: string; other: string }) =>
      `the instance ${instance} is in ${other}, too`,
    eip: ({ eip, other }: { eip: string; other: string }) => `the EIP ${eip} is in ${other}, too`,
    mistakes: ({ path, mistakes }: { path: string; mistakes: string }) => `${path}: ${mistakes}`,
    hint: 'a pair has a name, two instances and an EIP of its own: correct one of the files, or leave it out',
    vip: ({ vip, subnet, other }: { vip: string; subnet: string; other: string }) =>
      `the VIP ${vip} of ${subnet} is in ${other}, too`,
    vipHint: 'name another address in one of the two files, or write vip: auto; nothing was changed for this pair',
    subnetFull: ({ subnet }: { subnet: string }) => `${subnet} has no free address left for the VIP`,
    subnetFullHint: 'free one, or move the pair into another subnet; nothing was changed for this pair',
  },
  unusable: ({ bad, all, mistakes }: { bad: number; all: number; mistakes: string }) =>
    `${bad} of ${all} answers files cannot be used:\n${mistakes}`,
  unusableHint: 'correct them and run the same command again; nothing was changed',

  reading: 'Reading the cloud and all hosts',
  looking: ({ count }: { count: number }) => `${pairs(count)}: looking at the cloud and at all hosts`,
  changing: ({ count }: { count: number }) => `${pairs(count)}: making the changes, and proving each pair`,
  pair: ({ label, path }: { label: string; path: string }) => `${label} (${path})`,
  total: ({ changes: total, pairs: count }: { changes: number; pairs: number }) =>
    `${changes(total)} in all, on ${pairs(count)}.`,
  leftOut: ({ count }: { count: number }) =>
    `${pairs(count)} ${count === 1 ? 'is' : 'are'} left out: see the line above.`,
  unconfirmed: 'these changes need confirmation, and there is no terminal to ask on',
  get unconfirmedHint() {
    return `look at them with ${typed('plan')} and the same --answers, then run again with --yes`;
  },
  confirm: 'Make these changes?',
  yes: 'yes',
  yesMeans: ({ changes: total, pairs: count }: { changes: number; pairs: number }) =>
    `make ${changes(total)} on ${pairs(count)}`,
  no: 'no',
  noMeans: 'change nothing and leave',
  refused: 'nothing was changed',

  notBegun: 'it was not begun',
  stopped: 'stopped by Ctrl-C',
  internal: ({ stack }: { stack: string }) => `internal error (please report it): ${stack}`,
  goOn: ({ command }: { command: string }) => `To go on with this pair: ${command}`,
  failed: ({ bad, all, names }: { bad: number; all: number; names: string }) =>
    `${bad} of ${pairs(all)} failed or were not finished: ${names}`,
  failedHint: 'each has lines above that say why, and how to go on',
  reportFolder: ({ report }: { report: string }) => `with several pairs --report names a folder, and ${report} is none`,
  reportFolderHint: 'make the folder, and name it: each pair has its page there, by the name of its cluster',

  status: { ok: 'ok', changed: 'changed', warning: 'warning', failed: 'failed', stopped: 'stopped' },
  columns: { pair: 'pair', active: 'active', findings: 'findings', outage: 'outage' },
  isActive: ({ active, findings }: { active: string; findings: string }) => `${active} is active; ${findings}`,
  nothingToChange: 'nothing to change',
  toMake: ({ count }: { count: number }) => `${changes(count)} to make`,
  made: ({ count }: { count: number }) => `${changes(count)} made`,
  well: 'well',
  problems: ({ count }: { count: number }) => (count === 1 ? 'one problem' : `${count} problems`),
  counted: ({ count, statuses }: { count: number; statuses: string }) => `${pairs(count)}: ${statuses}.`,
};
