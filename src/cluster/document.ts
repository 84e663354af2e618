import {
  type Document,
  isAlias,
  isCollection,
  isMap,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  visit,
} from 'yaml';
import { say } from '../messages/say.js';
import { formatPath, type Path, type Problem } from './problem.js';
import { findSyntaxProblems } from './syntax.js';

/** An answers file as it was read: its content, and where each key stands. */
export interface AnswersDocument {
  readonly raw: Readonly<Record<string, unknown>>;
  /** What YAML itself lets pass, but nobody means: a key twice, a tag. */
  readonly problems: readonly Problem[];
  /** The line of a key, or of an item of a list, from 1; undefined where it is not in the file. */
  lineOf(path: Path): number | undefined;
}

/** Far more than any answers file has; what is larger is another file. */
const maxLength = 2 ** 20;

/** Reads the text of an answers file, YAML or JSON. Where it is neither, the result says why. */
export function readDocument(text: string): AnswersDocument | readonly Problem[] {
  const whole = findProblemOfWhole(text);
  if (whole !== undefined) return [whole];
  const counter = new LineCounter();
  // Keys that stand twice are reported with both lines, below.
  const options = { lineCounter: counter, prettyErrors: false, uniqueKeys: false, stringKeys: true, customTags: [] };
  const document = parseDocument(text, options);
  const lineAt = (offset: number) => counter.linePos(offset).line;
  const errors = document.errors.map(({ code, pos }) => ({ code, line: lineAt(pos[0]) }));
  const { contents } = document;
  if (errors.length > 0 || !isMap(contents)) {
    return findSyntaxProblems(
      text,
      errors,
      isCollection(contents) ? say.answers.found.aList : contents === null ? undefined : say.answers.found.single,
    );
  }
  const aliases = findBadAliases(document, lineAt);
  if (aliases.length > 0) return aliases;
  try {
    const problems = [...findDuplicates(document, lineAt), ...findTags(document, lineAt)];
    return {
      raw: document.toJS() as Record<string, unknown>,
      problems,
      lineOf: (path) => {
        const node = keyOrValue(document, path);
        return node?.range ? lineAt(node.range[0]) : undefined;
      },
    };
  } catch {
    // The parser stops where aliases of aliases would fill the memory.
    return [problem(say.answers.file.tooManyAliases)];
  }
}

function problem(message: string, line?: number, path = ''): Problem {
  return { path, ...(line === undefined ? {} : { line }), message, missing: false };
}

/** Files that are no text in UTF-8, or too large. What is not UTF-8 has become U+FFFD when it was read. */
function findProblemOfWhole(text: string): Problem | undefined {
  if (text.includes('\0')) return problem(say.answers.file.utf16, 1);
  // In a comment, it harms nobody.
  const strange = text.split('\n').findIndex((line) => line.replace(/(^|\s)#.*/, '').includes('\ufffd'));
  if (strange >= 0) return problem(say.answers.file.gbk, strange + 1);
  if (text.length > maxLength) return problem(say.answers.file.tooLarge, 1);
  return isTooDeep(text) ? problem(say.answers.file.tooDeep) : undefined;
}

/** The parser calls itself for each level, and would end the whole program where there are thousands. */
function isTooDeep(text: string): boolean {
  let depth = 0;
  for (const sign of text) {
    if (sign === '[' || sign === '{') depth += 1;
    if ((sign === ']' || sign === '}') && depth > 0) depth -= 1;
    if (depth > 100) return true;
  }
  return /(?:[-?:][ \t]+){100}/.test(text);
}

function findBadAliases(document: Document.Parsed, lineAt: (offset: number) => number): Problem[] {
  const found: Problem[] = [];
  visit(document, {
    Alias: (_, alias, ancestors) => {
      const line = lineAt(alias.range?.[0] ?? 0);
      const target = alias.resolve(document);
      // What follows the * may be a secret that begins with one.
      if (target === undefined) {
        found.push(problem(say.answers.file.unknownAlias, line));
      } else if (ancestors.includes(target)) {
        found.push(problem(say.answers.file.ownAlias, line));
      }
    },
  });
  return found;
}

/** Keys that stand twice; the first of them stays in the document. */
function findDuplicates(document: Document.Parsed, lineAt: (offset: number) => number): Problem[] {
  const found: Problem[] = [];
  visit(document, {
    Map: (_, map, ancestors) => {
      const first = new Map<string, number>();
      map.items = map.items.filter(({ key }) => {
        if (!isScalar(key)) return true;
        const name = String(key.value);
        const line = lineAt(key.range?.[0] ?? 0);
        const before = first.get(name);
        if (before === undefined) first.set(name, line);
        else
          found.push(
            problem(say.answers.key.twice({ line: before }), line, formatPath([...pathOf([...ancestors, map]), name])),
          );
        return before === undefined;
      });
    },
  });
  return found;
}

/** The path of the last of some nodes that stand in one another. */
function pathOf(nodes: readonly unknown[]): Path {
  return nodes.flatMap((node, index): (string | number)[] => {
    if (isPair(node)) return [String((node.key as { readonly value?: unknown } | null)?.value)];
    return isSeq(node) ? [node.items.indexOf(nodes[index + 1])].filter((at) => at >= 0) : [];
  });
}

/** The tags of YAML 1.2's core schema; another one would do nothing, or turn text into something else. */
const coreTags = /^tag:yaml\.org,2002:(str|int|float|bool|null|map|seq)$/;

function findTags(document: Document.Parsed, lineAt: (offset: number) => number): Problem[] {
  const found: Problem[] = [];
  visit(document, {
    Node: (_, node) => {
      if (isAlias(node) || node.tag === undefined || coreTags.test(node.tag)) return;
      found.push(problem(say.answers.syntax.tag, lineAt(node.range?.[0] ?? 0)));
    },
  });
  return found;
}

/** The node whose line a reader would look at: the key where there is one, else the value. */
function keyOrValue(document: Document.Parsed, path: Path): Node | undefined {
  let current: unknown = document.contents;
  let seen: Node | undefined;
  for (const segment of path) {
    if (isAlias(current)) current = current.resolve(document);
    if (isMap(current)) {
      const pair = current.items.find((item) => isScalar(item.key) && String(item.key.value) === String(segment));
      if (pair === undefined) return undefined;
      seen = pair.key as Node;
      current = pair.value;
    } else {
      current = isCollection(current) ? current.items[Number(segment)] : undefined;
      if (current === undefined || current === null) return undefined;
      seen = current as Node;
    }
  }
  return seen;
}
