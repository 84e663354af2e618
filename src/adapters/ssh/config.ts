import type { ConfigLine } from './config-file.js';
import { matchesPatterns } from './patterns.js';

/** What is asked of the configuration: the host as it was typed, and the users on both sides. */
export interface ConfigQuery {
  readonly alias: string;
  readonly user?: string;
  readonly localUser: string;
}

/** The settings that apply, by keyword in lower case; identityfile has every value, all others the first alone. */
export type ConfigValues = ReadonlyMap<string, readonly string[]>;

/** Keywords whose values add up. */
const adding = new Set(['identityfile', 'certificatefile']);

/**
 * What ssh_config says of one host. Of Match the criteria all, host, originalhost, user and localuser are known; a block
 * with another one (exec would run a command) is left out and told to `onSkipped`.
 */
export function lookUp(
  lines: readonly ConfigLine[],
  query: ConfigQuery,
  onSkipped: (what: string) => void,
): ConfigValues {
  const values = new Map<string, readonly string[]>();
  const walk = (block: readonly ConfigLine[]) => {
    for (const line of block) {
      if (line.keyword === 'include') walk(line.block);
      else if (line.keyword === 'host') {
        if (matchesPatterns(line.words, query.alias)) walk(line.block);
      } else if (line.keyword === 'match') {
        if (matches(line, query, values, onSkipped)) walk(line.block);
      } else if (adding.has(line.keyword)) {
        values.set(line.keyword, [...(values.get(line.keyword) ?? []), ...line.words]);
      } else if (!values.has(line.keyword)) values.set(line.keyword, line.words);
    }
  };
  walk(lines);
  return values;
}

function matches(
  line: ConfigLine,
  query: ConfigQuery,
  values: ConfigValues,
  onSkipped: (what: string) => void,
): boolean {
  const words = [...line.words];
  let result = true;
  while (words.length > 0) {
    const word = (words.shift() ?? '').toLowerCase();
    const negated = word.startsWith('!');
    const criterion = negated ? word.slice(1) : word;
    if (criterion === 'all') continue;
    const subject = subjectOf(criterion, query, values);
    if (subject === undefined) {
      onSkipped(`${line.file}: the block "Match ${line.words.join(' ')}" is left out: ${criterion} is not supported`);
      return false;
    }
    const patterns = (words.shift() ?? '').split(',');
    if (matchesPatterns(patterns, subject) === negated) result = false;
  }
  return result;
}

function subjectOf(criterion: string, query: ConfigQuery, values: ConfigValues): string | undefined {
  switch (criterion) {
    case 'host':
      return values.get('hostname')?.[0] ?? query.alias;
    case 'originalhost':
      return query.alias;
    case 'user':
      return query.user ?? values.get('user')?.[0] ?? query.localUser;
    case 'localuser':
      return query.localUser;
    default:
      return undefined;
  }
}
