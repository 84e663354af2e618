import type { z } from 'zod';
import { say } from '../messages/say.js';
import { patterns } from './ids.js';
import type { Path } from './problem.js';
import { keysAt, nearestChoice } from './words.js';

/** The likeliest slip behind a wrong value; undefined where none is likely. */
export function findHint(issue: z.core.$ZodIssue, path: Path, found: unknown): string | undefined {
  const words = say.answers.hint;
  const keys = keysAt(path);
  if (keys.length > 0 && found === null) return words.emptyKey;
  const key = String(path.at(-1));
  if (key === 'nodes' && typeof found === 'object') return words.eachNode;
  if (keys.length > 0 && typeof found === 'string') {
    if (patterns.instance.test(found)) return words.instance;
    if (/^[A-Za-z_]+\s*[:=：]/.test(found)) return words.keyValue;
  }
  if (keys.length === 1 && typeof found === 'string') return words.nested({ write: `${key}: { ${keys[0]}: … }` });
  if (typeof found !== 'string') return mean(nearestChoice(found, choicesOf(issue, key)));
  if (/\{\{|\$\{|\$\(|<%|^\$[A-Z_]+$|^<.+>$/.test(found)) return words.placeholder;
  if (wantsNumber(issue) && /^\d+$/.test(found)) return words.noQuotes;
  return hintsFor[key]?.(found) ?? mean(nearestChoice(found, choicesOf(issue, key)));
}

const mean = (word: string | undefined) => (word === undefined ? undefined : say.answers.hint.mean({ word }));

function choicesOf(issue: z.core.$ZodIssue, key: string): readonly string[] {
  if (issue.code === 'invalid_value') return issue.values.map(String);
  return { vip: ['auto'], eip: ['none', 'allocate'] }[key] ?? [];
}

function wantsNumber(issue: z.core.$ZodIssue): boolean {
  if (issue.code === 'invalid_value') return issue.values.every((value) => typeof value === 'number');
  return issue.code === 'invalid_type' && ['int', 'number'].includes(issue.expected);
}

/** What people write instead, by key. */
const hintsFor: Readonly<Record<string, (found: string) => string | undefined>> = {
  cluster: (found) => {
    const name = found.toLowerCase().replace(/[^a-z0-9]+/g, '-');
    return patterns.cluster.test(name) ? mean(name) : undefined;
  },
  region: (found) => {
    const region = /^([a-z]{2}-[a-z-]+)-\d+$/.exec(found)?.[1];
    return region === undefined ? undefined : say.answers.hint.zone({ region });
  },
  vip: (found) => (/^[\d.]+\/\d+$/.test(found) ? say.answers.hint.noPrefix : undefined),
  host: (found) => {
    if (/^[^@:\s]+@[^@:\s]+$/.test(found)) return say.answers.hint.userKey;
    return /^[^@:\s]+:\d+$/.test(found) ? say.answers.hint.portKey : undefined;
  },
};
