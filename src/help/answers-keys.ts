import { parseAnswers } from '../cluster/parse.js';
import { answersJsonSchema } from '../cluster/spec.js';
import { oneOf } from '../messages/lists.js';
import { say } from '../messages/say.js';
import type { Entry } from './lay-out.js';

/** The parts of a JSON Schema that the answers' schema has. */
interface Schema {
  readonly type?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
}

interface Key {
  /** As the manual writes it: nodes[].ssh.user. */
  readonly path: string;
  readonly schema: Schema;
  readonly required: boolean;
}

/** Every key of the answers file that has a value of its own, in the schema's order. */
export function answersKeys(): readonly Key[] {
  return keysOf(answersJsonSchema() as Schema, '', true);
}

/** `required`: whether the block itself has to be there. */
function keysOf(schema: Schema, prefix: string, required: boolean): readonly Key[] {
  return (schema.anyOf ?? [schema]).flatMap(({ properties = {}, required: names = [] }) =>
    Object.entries(properties).flatMap(([name, child]): readonly Key[] => {
      const path = `${prefix}${name}`;
      const isRequired = required && names.includes(name) && child.default === undefined;
      if (child.items !== undefined) return keysOf(child.items, `${path}[].`, isRequired);
      if (child.properties !== undefined || child.anyOf !== undefined) return keysOf(child, `${path}.`, isRequired);
      return [{ path, schema: child, required: isRequired }];
    }),
  );
}

/** The keys as the manual lists them: what each takes, in the words in which a wrong value is refused. */
export function answersTable(): readonly Entry[] {
  return answersKeys()
    .filter(({ path }) => !path.startsWith('nodes[].ssh.'))
    .map(({ path, schema, required }) => {
      const values = valuesOf(path, schema);
      return { term: path, text: required ? say.help.required({ values }) : values };
    });
}

function valuesOf(path: string, schema: Schema): string {
  if (schema.const !== undefined) return String(schema.const);
  if (schema.enum !== undefined) return oneOf(schema.enum.map(String));
  const wrong = { string: '\u0001', integer: -1 }[schema.type ?? ''];
  const parsed = parseAnswers(JSON.stringify(nest(path, wrong)));
  const shown = path.replace('[]', '[0]');
  const problems = 'problems' in parsed ? parsed.problems.filter((one) => shown.startsWith(one.path)) : [];
  const expected = problems.map(({ message }) => expectedIn(message)).find(Boolean);
  if (expected === undefined) throw new Error(`no wrong value of ${path} is refused`);
  return expected;
}

/** What a refusal says was expected: "expected …, found …" in the language of the run. */
function expectedIn(message: string): string | undefined {
  const [before = '', after = ''] = say.answers.wrong({ expected: '\n', found: '\t' }).split('\n');
  const end = message.lastIndexOf(after.split('\t')[0] ?? '');
  return message.startsWith(before) && end > 0 ? message.slice(before.length, end).trim() : undefined;
}

/** `a[].b` and a value as {a: [{b: value}]}. */
function nest(path: string, value: unknown): unknown {
  const [name = '', ...rest] = path.split('.');
  const inner = rest.length === 0 ? value : nest(rest.join('.'), value);
  return name.endsWith('[]') ? { [name.slice(0, -2)]: [inner] } : { [name]: inner };
}
