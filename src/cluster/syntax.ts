import type { ErrorCode } from 'yaml';
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

const write = (text = '') => `write "${nearestKey(text) ?? 'key'}: …"`;

/** What people type that YAML takes for something else, line by line; the first that fits a line is meant. */
const slips: readonly Slip[] = [
  { pattern: /^(<{7}|={7}|>{7})( |$)/, says: () => 'a conflict of a merge is left in the file' },
  { pattern: /\{\{.*\}\}|\{%|<%/, says: () => 'a placeholder ({{ … }}) that nothing has filled in' },
  { pattern: /^ *\t\s*\S/, says: () => 'a tab indents this line; YAML takes spaces alone' },
  { pattern: /^\s*(?:- +)?"?([\w-]+)"?\s*：/, says: ([, key]) => `a full-width colon (：); ${write(key)}` },
  {
    pattern: /^\s*(?:- +)?([A-Za-z]\w*):(?![\s/]|$)/,
    says: ([, key]) => `a space is missing after the colon; ${write(key)}`,
  },
  {
    pattern: /^\s*(?:- +)?([A-Za-z]\w*)\s*=/,
    says: ([, key]) => `an equals sign in place of a colon; ${write(key)}`,
  },
  { pattern: /^\s*(?:\/\/|\/\*)/, says: () => 'comments begin with #' },
  {
    pattern: /^\s*[\u00a0\u2000-\u200b\u3000]/,
    says: () => 'a full-width or non-breaking space indents this line; use plain spaces',
  },
  { pattern: /[“”‘’]/, says: () => 'typographic quotes; write " or nothing' },
  { pattern: /:\s+[@`]/, says: () => 'a value that begins with @ or ` needs quotes' },
  { pattern: /^\s*(?:- +)?[A-Za-z]\w*:\s+%/, says: () => 'a value that begins with % needs quotes' },
  {
    pattern: /^\s*(?:- +)?([A-Za-z]\w*)\s+[^\s:=#]+\s*$/,
    says: ([, key]) => `a colon is missing; ${write(key)}`,
  },
  { pattern: /^\s*-[A-Za-z]\w*:\s/, says: () => 'a space is missing after the hyphen' },
];

/** What is meant by each error of the parser, for a line on which no common slip is seen. */
const meanings: Readonly<Partial<Record<ErrorCode, string>>> = {
  BAD_ALIAS: 'a value that begins with * or & needs quotes',
  ALIAS_PROPS: 'a value that begins with * or & needs quotes',
  BAD_DQ_ESCAPE: 'a backslash in double quotes; use single quotes',
  BAD_INDENT: 'this line is indented differently from those beside it, or a bracket above it is not closed',
  TAB_AS_INDENT: 'a tab indents this line; YAML takes spaces alone',
  BAD_SCALAR_START: 'a value that begins with a special character needs quotes',
  BLOCK_IN_FLOW: 'a comma or a closing bracket is missing before this line',
  KEY_OVER_1024_CHARS: 'a key is far too long',
  MISSING_CHAR: 'a quote, a bracket or a colon is missing here or above',
  MULTIPLE_DOCS: 'a second document begins here (---); an answers file is one document',
  NON_STRING_KEY: 'a list or a mapping stands in place of a key',
  TAG_RESOLVE_FAILED: 'a tag (!…) does nothing here; write the value itself, in quotes if it begins with !',
};

const generic = 'expected "key: value" here';

/** What a reader has to change in a text that is neither YAML nor JSON, or that holds no keys: `found` is what it holds. */
export function findSyntaxProblems(text: string, errors: readonly ParserError[], found: string): readonly Problem[] {
  const say = (message: string, line: number): Problem => ({ path: '', line, message, missing: false });
  const second = errors.filter(({ code }) => code === 'MULTIPLE_DOCS').slice(0, 1);
  const others = errors.filter(({ code }) => code !== 'MULTIPLE_DOCS');
  const lines = text.split(/\r\n|\r|\n/);
  const slipped =
    others.length > 0 || second.length === 0
      ? lines.flatMap((line, index) => {
          const message = findSlip(line);
          return message === undefined ? [] : [say(message, index + 1)];
        })
      : [];
  const [first] = others;
  const isInFlow = others.some(({ code }) => code === 'BLOCK_IN_FLOW');
  const unclosed = first && !isInFlow ? findUnclosed(lines.slice(0, first.line)) : undefined;
  // One error leads to the next: what the parser says after the first is seldom true.
  const parsed =
    slipped.length > 0 || first === undefined
      ? []
      : [unclosed ?? explain(first, lines, others)].map(({ message, line }) => say(message, line));
  const problems = [...slipped, ...parsed, ...second.map(({ line }) => say(meanings.MULTIPLE_DOCS ?? generic, line))];
  if (problems.length > 0) return problems;
  return [
    say(
      found === 'nothing'
        ? 'the file is empty; expected keys such as "version: 1"'
        : `expected keys such as "version: 1", found ${found}`,
      1,
    ),
  ];
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
    if (quote !== undefined) return { message: `the ${quote} on this line is not closed`, line: index + 1 };
    for (const [sign] of code.matchAll(/[[\]{}]/g)) {
      if ('[{'.includes(sign)) open.push({ sign, line: index + 1 });
      else open.pop();
    }
  }
  const last = open.at(-1);
  return last === undefined ? undefined : { message: `the ${last.sign} on this line is not closed`, line: last.line };
}

/** The parser's first error in plain words, with its line. */
function explain(
  { code, line }: ParserError,
  lines: readonly string[],
  all: readonly ParserError[],
): { readonly message: string; readonly line: number } {
  if (code === 'BLOCK_AS_IMPLICIT_KEY') {
    const message = /: .*: /.test(lines[line - 1] ?? '')
      ? 'a second colon in one line; put the value in quotes'
      : 'the next line is indented as if it belonged below this one, which has a value already';
    return { message, line };
  }
  const isFlow = all.some((error) => error.code === 'BLOCK_IN_FLOW');
  return { message: (isFlow ? meanings.BLOCK_IN_FLOW : meanings[code]) ?? generic, line };
}
