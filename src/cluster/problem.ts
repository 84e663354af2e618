import { listed } from '../messages/lists.js';
import { say } from '../messages/say.js';
export type Path = readonly (string | number)[];

/** One thing that is wrong with answers. */
export interface Problem {
  /** nodes[1].instance, or empty for the file as a whole. */
  readonly path: string;
  /** The line in the file, from 1; absent where the key is not in the file at all. */
  readonly line?: number;
  readonly message: string;
  readonly missing: boolean;
  /** The path of the key that was meant, where another one was written. */
  readonly meant?: string;
  /** How many problems this one stands for, where they are counted and not listed. */
  readonly count?: number;
}

/** More problems than this are counted, not listed: nobody reads them, and one cause is behind them. */
const most = 25;

/** The problems from the first line to the last; what is missing has no line and comes last. `more` were not looked at. */
export function listProblems(problems: readonly Problem[], more = 0): readonly Problem[] {
  const meant = new Set(problems.map((problem) => problem.meant));
  const different = new Map(problems.map((one) => [`${one.line} ${one.path} ${one.message}`, one]));
  const sorted = [...different.values()]
    .filter(({ path, missing }) => !missing || !meant.has(path))
    .sort((one, two) => (one.line ?? Infinity) - (two.line ?? Infinity));
  const rest = sorted.length + more - most;
  if (rest <= 0) return sorted;
  return [
    ...sorted.slice(0, most),
    { path: '', message: say.answers.more({ count: rest }), missing: false, count: rest },
  ];
}

/** ["nodes", 1, "instance"] as nodes[1].instance. */
export function formatPath(path: Path): string {
  return path
    .map((segment, index) => {
      if (typeof segment === 'number') return `[${segment}]`;
      return `${index > 0 ? '.' : ''}${showKey(segment)}`;
    })
    .join('');
}

/** A key as one word of a message: in quotes where it is none, cut where it is long. */
function showKey(key: string): string {
  if (hasSecretShape(key)) return say.answers.found.hiddenKey;
  const cut = key.length > 40 ? `${key.slice(0, 39)}…` : key;
  return /^[A-Za-z0-9_<$-]+$/.test(key) ? cut : JSON.stringify(cut);
}

/** Places whose values may be secrets, however short. */
const guarded = /^(hostCredentials|notify)\b|secret|passw|token/i;

/** What was found, for the end of "expected …, found …". What may be a secret is described, never shown. */
export function showFound(value: unknown, path: Path): string {
  const words = say.answers.found;
  if (value === null || value === undefined) return words.nothing;
  if (Array.isArray(value)) return words.list({ count: value.length });
  if (typeof value === 'object') {
    const keys = Object.keys(value).map(showKey);
    if (keys.length === 0) return words.nothing;
    return words.keys({ keys: listed([...keys.slice(0, 4), ...(keys.length > 4 ? ['…'] : [])]) });
  }
  if (typeof value === 'number' && !Number.isFinite(value)) return words.noNumber;
  if (typeof value !== 'string') return String(value);
  if (value === '') return words.nothing;
  const isWord = /^[a-z]{1,9}$/i.test(value);
  if (hasSecretShape(value) || /secret|passw/i.test(value) || (!isWord && guarded.test(path.join('.')))) {
    return words.hidden({ count: value.length });
  }
  return JSON.stringify(value.length > 60 ? `${value.slice(0, 59)}…` : value);
}

/** Whether a text may be or hold a key, a token or a password: by its own look alone, and rather too often than too rarely. */
function hasSecretShape(text: string): boolean {
  if (text.length > 500 || /AKID\w|-----BEGIN|bearer/i.test(text)) return true;
  // A password before the @ of an address; a URL with more than a host and a plain path.
  if (/:[^\s@]*@/.test(text)) return true;
  if (text.includes('://') && !/^https?:\/\/[\w.:-]*(\/[\w./-]*)?$/i.test(text)) return true;
  if (/[0-9a-f]{8}-([0-9a-f]{4}-){3}/i.test(text)) return true;
  // The cloud's own ids are long, too.
  const rest = text.replace(/\b(ins|eni|eip|lhins|subnet|vpc|sg)-[a-z0-9]{4,16}\b/g, '');
  const isMixed = (run: string) => /\d/.test(run) && /[A-Za-z]/.test(run);
  const isBase64 = (run: string) => /[a-z]/.test(run) && /[A-Z]/.test(run) && /\d/.test(run);
  const runsOf = (pattern: RegExp) => rest.match(pattern) ?? [];
  return runsOf(/[\w+=]{16,}/g).some(isMixed) || runsOf(/[\w+/=-]{24,}/g).some(isBase64);
}
