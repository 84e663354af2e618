import { BlockList, isIP } from 'node:net';
import { networkInterfaces } from 'node:os';
import { say } from '../../../messages/say.js';
import { matchesPatterns } from './patterns.js';

/** What the criteria of a Match line are compared with. */
export interface MatchSubject {
  /** The name that is connected to, as far as it is known. */
  readonly host: string;
  readonly originalHost: string;
  readonly user: string;
  readonly localUser: string;
  readonly tag: string;
  readonly isFinalPass: boolean;
}

/** How a Match line came out, or why it is not one. */
export type MatchResult =
  | {
      readonly matched: boolean;
      /** The configuration is read once more when the host's name is settled. */
      readonly wantsFinalPass: boolean;
      /** All other criteria are met, and this one is not evaluated here, which counts as not met. */
      readonly leftOut?: string;
    }
  | { readonly wrong: string };

const subjects: Readonly<Record<string, (subject: MatchSubject) => string>> = {
  host: ({ host }) => host.toLowerCase(),
  originalhost: ({ originalHost }) => originalHost.toLowerCase(),
  user: ({ user }) => user,
  localuser: ({ localUser }) => localUser,
  tagged: ({ tag }) => tag,
  sessiontype: () => 'exec',
};
/** Compared without regard to the case of letters. */
const names = new Set(['host', 'originalhost']);
/** exec would run a command; the others are about the ssh program, which is not used. */
const leftOut = new Set(['exec', 'version', 'command']);
const mayBeEmpty = new Set(['tagged', 'command']);
const bareWord = /^(?:host|originalhost|user|localuser|localnetwork|version|tagged|command|exec)=/i;

/** Evaluates the words of a Match line. */
export function evaluateMatch(words: readonly string[], subject: MatchSubject): MatchResult {
  const rest = words.flatMap((word) =>
    bareWord.test(word) ? [word.replace(/=.*/s, ''), word.replace(/^[^=]*=/, '')] : [word],
  );
  let matched = true;
  let wantsFinalPass = false;
  let unknown: string | undefined;
  const wrong = (why: string): MatchResult => ({ wrong: why });
  if (rest.length === 0) return wrong(say.sshConfig.noCriterion);
  for (let seen = 0; rest.length > 0; seen += 1) {
    const word = rest.shift() ?? '';
    const negated = word.startsWith('!');
    const criterion = word.slice(negated ? 1 : 0).toLowerCase();
    if (criterion === 'all') {
      if (seen > 1 || rest.length > 0) return wrong(say.sshConfig.allAlone);
      matched &&= !negated;
      break;
    }
    if (criterion === 'canonical' || criterion === 'final') {
      wantsFinalPass ||= criterion === 'final';
      if (subject.isFinalPass === negated) matched = false;
      continue;
    }
    const value = rest.shift();
    if (value === undefined || (value === '' && !mayBeEmpty.has(criterion)))
      return wrong(say.sshConfig.criterionValue({ criterion }));
    if (leftOut.has(criterion)) {
      unknown ??= criterion;
      continue;
    }
    const isMet = criterion === 'localnetwork' ? isInNetworks(value) : isMatch(criterion, value, subject);
    if (isMet === undefined) return wrong(say.sshConfig.criterionOdd({ criterion: `${criterion} ${value}` }));
    if (isMet === negated) matched = false;
  }
  if (matched && unknown !== undefined) return { matched: false, wantsFinalPass, leftOut: unknown };
  return { matched, wantsFinalPass };
}

function isMatch(criterion: string, value: string, subject: MatchSubject): boolean | undefined {
  const text = subjects[criterion]?.(subject);
  if (text === undefined) return undefined;
  if (criterion === 'tagged' && text === '') return value === '';
  return matchesPatterns((names.has(criterion) ? value.toLowerCase() : value).split(','), text);
}

/** Whether one of this machine's addresses is in one of the networks, such as 10.0.0.0/8; undefined where they cannot be read. */
function isInNetworks(list: string): boolean | undefined {
  const addresses = Object.values(networkInterfaces()).flatMap((one) => one ?? []);
  let found = false;
  for (const entry of list.split(',')) {
    const [address = '', prefix = isIP(address) === 6 ? '128' : '32'] = entry.replace(/^!/, '').split('/');
    const type = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (isIP(address) === 0 || !/^\d{1,3}$/.test(prefix) || Number(prefix) > (type === 'ipv6' ? 128 : 32))
      return undefined;
    const network = new BlockList();
    network.addSubnet(address, Number(prefix), type);
    const isIn = addresses.some((own) => own.family.toLowerCase() === type && network.check(own.address, type));
    if (isIn && entry.startsWith('!')) return false;
    found ||= isIn;
  }
  return found;
}
