import type { z } from 'zod';
import { listed, oneOf } from '../messages/lists.js';
import { say } from '../messages/say.js';
import type { RuleKind } from './contradictions.js';
import { findHint } from './hints.js';
import { formatPath, type Path, type Problem, showFound } from './problem.js';
import { adviseKey, keysAt } from './words.js';

type Issue = z.core.$ZodIssue;

/** Says what the schema found, one problem for each thing to change. `lineOf` is asked for the key, then for what it stands in. */
export function toProblems(issue: Issue, raw: unknown, lineOf: (path: Path) => number | undefined): Problem[] {
  const path = issue.path as Path;
  const build = (at: Path, message: string, missing = false): Problem => {
    const line = lineOf(at) ?? (at.length > 1 ? lineOf(at.slice(0, -1)) : undefined);
    return { path: formatPath(at), ...(line === undefined ? {} : { line }), message, missing };
  };
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => {
      const { message, meant } = adviseKey([...path, key]);
      return { ...build([...path, key], message), ...(meant && { meant: formatPath(meant) }) };
    });
  }
  if (issue.code === 'invalid_union') {
    const inner = innerIssues(issue, valueAt(raw, path));
    if (inner !== undefined) {
      return inner.flatMap((one) => toProblems({ ...one, path: [...path, ...one.path] }, raw, lineOf));
    }
  }
  const found = valueAt(raw, path);
  const kind = issue.code === 'custom' ? (issue.params?.['kind'] as RuleKind) : 'wrong';
  if (kind !== 'wrong') return [build(path, issue.message, kind === 'missing')];
  if (found === undefined) return [build(path, say.answers.missing, true)];
  const words = { expected: expected(issue, path), found: shown(issue, path, found) };
  const hint = findHint(issue, path, found);
  return [build(path, hint === undefined ? say.answers.wrong(words) : say.answers.wrongHint({ ...words, hint }))];
}

/** Of a choice between mappings: what is wrong with the one whose key was written; undefined where none or several were. */
function innerIssues(issue: z.core.$ZodIssueInvalidUnion, value: unknown): readonly Issue[] | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const [key, ...others] = Object.keys(value);
  if (key === undefined || others.length > 0) return undefined;
  const isStrange = ({ code }: Issue) => code === 'unrecognized_keys';
  return keysAt(issue.path as Path).includes(key)
    ? issue.errors.find((branch) => !branch.some(isStrange))
    : issue.errors[0]?.filter(isStrange);
}

function expected(issue: Issue, path: Path): string {
  if (issue.code === 'invalid_value' && issue.values.length > 1) {
    return oneOf(issue.values.map(String));
  }
  const keys = keysAt(path);
  if (issue.code === 'invalid_type' && keys.length > 0) return say.answers.found.keys({ keys: listed(keys) });
  return issue.message;
}

function shown({ code }: Issue, path: Path, found: unknown): string {
  // A list of the wrong length is its length: "expected exactly two nodes, found 3".
  if (code.startsWith('too_') && Array.isArray(found)) return String(found.length);
  return typeof found === 'string' && keysAt(path).length > 0 ? say.answers.found.text : showFound(found, path);
}

/** The value at a path of what was read; undefined where there is none. */
function valueAt(raw: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, segment) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, segment)
        ? (value as Record<string | number, unknown>)[segment]
        : undefined,
    raw,
  );
}
