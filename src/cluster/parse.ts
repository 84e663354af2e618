import { isMap, isScalar, LineCounter, type Node, parseDocument } from 'yaml';
import type { z } from 'zod';
import { type Answers, answersSchema } from './answers.js';

export interface Problem {
  /** nodes[1].instance, or empty for the file as a whole. */
  readonly path: string;
  /** The line in the file, from 1; absent where the key is not in the file at all. */
  readonly line?: number;
  readonly message: string;
  readonly missing: boolean;
}

export type ParsedAnswers =
  | { readonly answers: Answers }
  /** `raw` is what stands in the file, for whoever can add what is missing; absent where it is no mapping. */
  | { readonly problems: readonly Problem[]; readonly raw?: Readonly<Record<string, unknown>> };

type Path = readonly (string | number)[];

/** Reads an answers file's text (YAML or JSON) and finds every problem in it at once. */
export function parseAnswers(text: string): ParsedAnswers {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false, customTags: [] });
  if (document.errors.length > 0) {
    return {
      problems: document.errors.map((error) => ({
        path: '',
        line: counter.linePos(error.pos[0]).line,
        message: `not valid YAML: ${error.message}`,
        missing: false,
      })),
    };
  }
  if (!isMap(document.contents)) {
    return { problems: [{ path: '', line: 1, message: 'expected keys such as "version: 1"', missing: false }] };
  }
  const lineOf = (path: Path): number | undefined => {
    const node = keyOrValue(document.contents, path);
    return node?.range ? counter.linePos(node.range[0]).line : undefined;
  };
  const raw: unknown = document.toJS();
  const parsed = answersSchema.safeParse(raw, { reportInput: true });
  const found = [
    ...(parsed.success ? [] : parsed.error.issues.flatMap((issue) => toProblems(issue, lineOf))),
    ...crossProblems(raw as LooseAnswers).map(({ path, message, missing }) => problem(path, lineOf, message, missing)),
  ];
  if (found.length === 0 && parsed.success) return { answers: parsed.data };
  return {
    raw: raw as Readonly<Record<string, unknown>>,
    problems: found.sort((one, two) => (one.line ?? Infinity) - (two.line ?? Infinity)),
  };
}

/** What is wrong with one answer among others that may still be missing; undefined where it will do. */
export function findProblem(raw: unknown, key: string): string | undefined {
  const parsed = answersSchema.safeParse(raw, { reportInput: true });
  const none = () => undefined;
  const issues = parsed.success ? [] : parsed.error.issues.flatMap((issue) => toProblems(issue, none));
  return issues.find(({ path }) => path === key || path.startsWith(`${key}.`))?.message;
}

/** The node whose line a reader would look at: the key where there is one, else the value. */
function keyOrValue(root: unknown, path: Path): Node | undefined {
  let current = root;
  let seen: Node | undefined;
  for (const segment of path) {
    if (isMap(current)) {
      const pair = current.items.find((item) => isScalar(item.key) && String(item.key.value) === String(segment));
      if (pair === undefined) return undefined;
      seen = pair.key as Node;
      current = pair.value;
    } else {
      current = (current as { items?: unknown[] } | undefined)?.items?.[Number(segment)];
      if (current === undefined) return undefined;
      seen = current as Node;
    }
  }
  return seen;
}

function problem(path: Path, lineOf: (path: Path) => number | undefined, message: string, missing = false): Problem {
  const line = lineOf(path) ?? (path.length > 1 ? lineOf(path.slice(0, -1)) : undefined);
  return { path: formatPath(path), ...(line === undefined ? {} : { line }), message, missing };
}

function formatPath(path: Path): string {
  return path
    .map((segment, index) => (typeof segment === 'number' ? `[${segment}]` : `${index ? '.' : ''}${segment}`))
    .join('');
}

function toProblems(issue: z.core.$ZodIssue, lineOf: (path: Path) => number | undefined): Problem[] {
  const path = issue.path as Path;
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => problem([...path, key], lineOf, 'unknown key'));
  }
  if (issue.input === undefined) return [problem(path, lineOf, 'missing', true)];
  const wanted = issue.code === 'invalid_value' ? issue.values.join(' or ') : expected(issue);
  return [problem(path, lineOf, `expected ${wanted}, found ${show(issue.input)}`)];
}

function expected(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type' && issue.message.startsWith('Invalid input')) return `a ${issue.expected}`;
  if (issue.code === 'too_small') return issue.message.startsWith('Too') ? `at least ${issue.minimum}` : issue.message;
  if (issue.code === 'too_big') return issue.message.startsWith('Too') ? `at most ${issue.maximum}` : issue.message;
  return issue.message;
}

function show(value: unknown): string {
  if (Array.isArray(value)) return `${value.length}`;
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

interface LooseAnswers {
  readonly mode?: unknown;
  readonly preferred?: unknown;
  readonly nodes?: unknown;
}

/** What no single key shows: which answers contradict each other. */
function crossProblems(raw: LooseAnswers): { path: Path; message: string; missing?: boolean }[] {
  const nodes = Array.isArray(raw.nodes) ? (raw.nodes as { instance?: unknown }[]) : [];
  const ids = nodes.map((node) => node?.instance);
  const found: { path: Path; message: string; missing?: boolean }[] = [];
  ids.forEach((id, index) => {
    if (id !== undefined && ids.indexOf(id) < index) {
      found.push({
        path: ['nodes', index, 'instance'],
        message: `${String(id)} is named twice: a pair is two instances`,
      });
    }
  });
  if (raw.mode === 'preferred' && raw.preferred === undefined) {
    const message = 'missing: mode preferred needs the id of the preferred instance';
    found.push({ path: ['preferred'], message, missing: true });
  }
  if (raw.mode === 'stable' && raw.preferred !== undefined) {
    found.push({ path: ['preferred'], message: 'only mode preferred has a preferred instance; leave it out' });
  }
  if (raw.preferred !== undefined && ids.length === 2 && !ids.includes(raw.preferred)) {
    found.push({ path: ['preferred'], message: `${show(raw.preferred)} is not one of the two nodes` });
  }
  return found;
}
