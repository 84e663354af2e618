import { parseAnswers } from '../cluster/parse.js';
import type { ClusterSpec } from '../cluster/spec.js';
import { AnswersError } from '../errors.js';
import { series } from '../messages/lists.js';
import { say } from '../messages/say.js';

/** Answers on their way to be complete: the answers file's own shape, with holes. */
export type Draft = Record<string, unknown>;

/** "nodes[0].instance" as its segments. */
function segments(key: string): readonly (string | number)[] {
  return key.split(/[.[\]]+/).flatMap((part) => (part === '' ? [] : [/^\d+$/.test(part) ? Number(part) : part]));
}

/** The value at a path; undefined where there is none. */
export function getAnswer(draft: Draft, key: string): unknown {
  return segments(key).reduce<unknown>(
    (value, segment) => (typeof value === 'object' && value !== null ? (value as Draft)[segment] : undefined),
    draft,
  );
}

/** The draft with a value at a path; undefined takes away what was there, and what is empty without it. */
export function setAnswer(draft: Draft, key: string, value: unknown): Draft {
  return (put(draft, segments(key), value) ?? {}) as Draft;
}

function put(target: unknown, [segment, ...rest]: readonly (string | number)[], value: unknown): unknown {
  if (segment === undefined) return value;
  if (typeof segment === 'number') {
    const list = Array.isArray(target) ? [...(target as unknown[])] : [];
    list[segment] = put(list[segment], rest, value);
    return list;
  }
  const { [segment]: before, ...others } = (typeof target === 'object' && target !== null ? target : {}) as Draft;
  const after = put(before, rest, value);
  const result = after === undefined ? others : { ...(target as Draft), [segment]: after };
  return Object.keys(result).length === 0 && rest.length === 0 && value === undefined ? undefined : result;
}

/** A typed number as the answers file has it; any other text stays, for the schema to refuse. */
export function toNumber(text: string): number | string {
  return /^\d{1,9}$/.test(text) ? Number(text) : text;
}

/** What stands for the keys that nobody was asked for yet. */
const unasked = { version: 1, cluster: 'unnamed', mode: 'stable', vip: 'auto', eip: 'none' };

/** A draft as a spec, for what can be tried out before the last question. Throws AnswersError where its nodes are missing or an answer is wrong. */
export function toDraftSpec(draft: Draft): ClusterSpec {
  const parsed = parseAnswers(JSON.stringify({ ...unasked, ...draft }));
  if ('spec' in parsed) return parsed.spec;
  const lines = parsed.problems.map(({ path, message }) => say.questions.problem({ key: path, message }));
  throw new AnswersError(say.questions.doNotFit({ problems: series(lines) }));
}
