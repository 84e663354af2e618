import type { z } from 'zod';
import { readDocument } from './document.js';
import { toProblems } from './issues.js';
import { listProblems, type Problem } from './problem.js';
import { type Answers, type ClusterSpec, clusterSchema } from './spec.js';

export type ParsedAnswers =
  | { readonly answers: Answers; readonly spec: ClusterSpec }
  /** `raw` is what stands in the file, for whoever can add what is missing; absent where it is no mapping. */
  | { readonly problems: readonly Problem[]; readonly raw?: Readonly<Record<string, unknown>> };

/** Of one kind of mistake, no more than this are looked at; the others are counted. */
const most = 100;

/** Reads an answers file's text (YAML or JSON) and finds every problem in it at once. Never throws. */
export function parseAnswers(text: string): ParsedAnswers {
  const document = readDocument(text);
  if (!('raw' in document)) return { problems: listProblems(document) };
  const { raw, lineOf } = document;
  const parsed = clusterSchema.safeParse(raw);
  if (parsed.success && document.problems.length === 0) return { answers: raw as Answers, spec: parsed.data };
  const issues = parsed.error?.issues ?? [];
  const found = issues.slice(0, most).map((issue) => shorten(issue));
  // A line that YAML itself reads differently than it was meant has nothing more to say.
  const lines = document.problems.map(({ line }) => line);
  const problems = found
    .flatMap(({ issue }) => toProblems(issue, raw, lineOf))
    .filter(({ line }) => line === undefined || !lines.includes(line));
  const more = found.reduce((sum, { left }) => sum + left, Math.max(0, issues.length - most));
  return { raw, problems: listProblems([...document.problems, ...problems], more) };
}

/** An issue about thousands of keys as one about the first of them, and how many it leaves out. */
function shorten(issue: z.core.$ZodIssue): { readonly issue: z.core.$ZodIssue; readonly left: number } {
  if (issue.code !== 'unrecognized_keys') return { issue, left: 0 };
  const left = Math.max(0, issue.keys.length - most);
  return { issue: { ...issue, keys: issue.keys.slice(0, most) }, left };
}

/** What is wrong with one answer among others that may still be missing; undefined where it will do. */
export function findProblem(raw: Readonly<Record<string, unknown>>, key: string): string | undefined {
  const issues = clusterSchema.safeParse(raw).error?.issues ?? [];
  const problems = issues.flatMap((issue) => toProblems(issue, raw, () => undefined));
  return problems.find(({ path }) => path === key || path.startsWith(`${key}.`))?.message;
}
