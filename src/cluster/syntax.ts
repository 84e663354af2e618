import type { ErrorCode } from 'yaml';
import { say } from '../messages/say.js';
import type { Problem } from './problem.js';
import { nearestKey } from './words.js';

interface ParserError {
  readonly code: ErrorCode;
  readonly line: number;
}

interface Slip {
  readonly pattern: RegExp;
  readonly says: (match: RegExpExecArray) => string;
}

const meant = (text = '') => ({ write: `${nearestKey(text) ?? 'key'}: …` });

/** What people type that YAML takes for something else, line by line; the first that fits a line is meant. */
const slips: readonly Slip[] = [
  { pattern: /^(<{7}|={7}|>{7})( |$)/, says: () => say.answers.syntax.conflict },
  { pattern: /\{\{.*\}\}|\{%|<%/, says: () => say.answers.syntax.placeholder },
  { pattern: /^ *\t\s*\S/, says: () => say.answers.syntax.tab },
  { pattern: /^\s*(?:- +)?"?([\w-]+)"?\s*：/, says: ([, key]) => say.answers.syntax.wideColon(meant(key)) },
  {
    pattern: /^\s*(?:- +)?([A-Za-z]\w*):(?![\s/]|$)/,
    says: ([, key]) => say.answers.syntax.noSpace(meant(key)),
  },
  {
    pattern: /^\s*(?:- +)?([A-Za-z]\w*)\s*=/,
    says: ([, key]) => say.answers.syntax.equals(meant(key)),
  },
  { pattern: /^\s*(?:\/\/|\/\*)/, says: () => say.answers.syntax.comment },
  {
    pattern: /^\s*[\u00a0\u2000-\u200b\u3000]/,
    says: () => say.answers.syntax.oddIndent,
  },
  { pattern: /[“”‘’]/, says: () => say.answers.syntax.quotes },
  { pattern: /:\s+[@`]/, says: () => say.answers.syntax.at },
  { pattern: /^\s*(?:- +)?[A-Za-z]\w*:\s+%/, says: () => say.answers.syntax.percent },
  {
    pattern: /^\s*(?:- +)?([A-Za-z]\w*)\s+[^\s:=#]+\s*$/,
    says: ([, key]) => say.answers.syntax.noColon(meant(key)),
  },
  { pattern: /^\s*-[A-Za-z]\w*:\s/, says: () => say.answers.syntax.noHyphenSpace },
];

/** A sentence of the catalogue that needs no parameter. */
type Meaning =
  | 'alias'
  | 'escape'
  | 'indent'
  | 'tab'
  | 'special'
  | 'noComma'
  | 'longKey'
  | 'noQuote'
  | 'second'
  | 'noKey'
  | 'tag'
  | 'generic';

/** What is meant by each error of the parser, for a line on which no common slip is seen. */
const meanings: Readonly<Partial<Record<ErrorCode, Meaning>>> = {
  BAD_ALIAS: 'alias',
  ALIAS_PROPS: 'alias',
  BAD_DQ_ESCAPE: 'escape',
  BAD_INDENT: 'indent',
  TAB_AS_INDENT: 'tab',
  BAD_SCALAR_START: 'special',
  BLOCK_IN_FLOW: 'noComma',
  KEY_OVER_1024_CHARS: 'longKey',
  MISSING_CHAR: 'noQuote',
  MULTIPLE_DOCS: 'second',
  NON_STRING_KEY: 'noKey',
  TAG_RESOLVE_FAILED: 'tag',
};

/**
 * What a reader has to change in a text that is neither YAML nor JSON, or that holds no keys.
 * @param found what it holds in their place; undefined for nothing
 */
export function findSyntaxProblems(text: string, errors: readonly ParserError[], found?: string): readonly Problem[] {
  const problem = (message: string, line: number): Problem => ({ path: '', line, message, missing: false });
  const second = errors.filter(({ code }) => code === 'MULTIPLE_DOCS').slice(0, 1);
  const others = errors.filter(({ code }) => code !== 'MULTIPLE_DOCS');
  const lines = text.split(/\r\n|\r|\n/);
  const slipped =
    others.length > 0 || second.length === 0
      ? lines.flatMap((line, index) => {
          const message = findSlip(line);
          return message === undefined ? [] : [problem(message, index + 1)];
        })
      : [];
  const [first] = others;
  const isInFlow = others.some(({ code }) => code === 'BLOCK_IN_FLOW');
  const unclosed = first && !isInFlow ? findUnclosed(lines.slice(0, first.line)) : undefined;
  // One error leads to the next: what the parser says after the first is seldom true.
  const parsed =
    slipped.length > 0 || first === undefined
      ? []
      : [unclosed ?? explain(first, lines, others)].map(({ message, line }) => problem(message, line));
  const problems = [...slipped, ...parsed, ...second.map(({ line }) => problem(say.answers.syntax.second, line))];
  if (problems.length > 0) return problems;
  const { empty, noKeys } = say.answers.file;
  return [problem(found === undefined ? empty : noKeys({ found }), 1)];
}

function findSlip(line: string): string | undefined {
  // A line that is longer was written by no hand.
  const code = line.slice(0, 1000).replace(/(^|\s)#.*/, '');
  for (const { pattern, says } of slips) {
    const match = pattern.exec(code);
    if (match !== null) return says(match);
  }
  return undefined;
}

/** The last line on which a quote or a bracket is opened that nothing closes. */
function findUnclosed(lines: readonly string[]): { readonly message: string; readonly line: number } | undefined {
  const open: { readonly sign: string; readonly line: number }[] = [];
  for (const [index, text] of lines.entries()) {
    const code = text
      .slice(0, 1000)
      .replace(/(^|\s)#.*/, '')
      .replace(/"(?:[^"\\]|\\.)*"|'[^']*'/g, '');
    const quote = /(?:^|[\s:,[{])(["'])/.exec(code)?.[1];
    if (quote !== undefined) return { message: say.answers.syntax.unclosed({ sign: quote }), line: index + 1 };
    for (const [sign] of code.matchAll(/[[\]{}]/g)) {
      if ('[{'.includes(sign)) open.push({ sign, line: index + 1 });
      else open.pop();
    }
  }
  const last = open.at(-1);
  return last === undefined ? undefined : { message: say.answers.syntax.unclosed(last), line: last.line };
}

/** The parser's first error in plain words, with its line. */
function explain(
  { code, line }: ParserError,
  lines: readonly string[],
  all: readonly ParserError[],
): { readonly message: string; readonly line: number } {
  if (code === 'BLOCK_AS_IMPLICIT_KEY') {
    const message = /: .*: /.test(lines[line - 1] ?? '')
      ? say.answers.syntax.secondColon
      : say.answers.syntax.nextIndented;
    return { message, line };
  }
  const isFlow = all.some((error) => error.code === 'BLOCK_IN_FLOW');
  return { message: say.answers.syntax[isFlow ? 'noComma' : (meanings[code] ?? 'generic')], line };
}
