import type { z } from 'zod';
import { patterns } from './ids.js';

/** Answers of which any part may be missing or wrong: a contradiction is reported together with everything else. */
interface Loose {
  readonly mode?: unknown;
  readonly preferred?: unknown;
  readonly failback?: unknown;
  readonly nodes?: unknown;
}

interface Rule {
  readonly path: readonly (string | number)[];
  readonly isBroken: (answers: Loose) => boolean;
  /** What is wrong; where it begins with "expected", the value that was found is added. */
  readonly says: (answers: Loose) => string;
  readonly isMissing?: true;
}

const idsOf = ({ nodes }: Loose): readonly unknown[] =>
  Array.isArray(nodes) ? nodes.map((one: { readonly instance?: unknown } | null | undefined) => one?.instance) : [];

const isInstance = (id: unknown) => typeof id === 'string' && patterns.instance.test(id);

const onlyPreferred = (key: 'preferred' | 'failback'): Rule => ({
  path: [key],
  isBroken: ({ mode, [key]: value }) => mode === 'stable' && value !== undefined,
  says: () => 'belongs to mode preferred alone; remove it, or write "mode: preferred"',
});

/** What no single key shows: which answers contradict each other. */
const rules: readonly Rule[] = [
  {
    path: ['nodes', 1, 'instance'],
    isBroken: (answers) => {
      const [one, other] = idsOf(answers);
      return one !== undefined && one === other;
    },
    says: () => 'expected another instance than the first node has',
  },
  {
    path: ['preferred'],
    isBroken: ({ mode, preferred }) => mode === 'preferred' && preferred === undefined,
    says: () => 'missing: mode preferred needs the id of the preferred instance',
    isMissing: true,
  },
  onlyPreferred('preferred'),
  onlyPreferred('failback'),
  {
    path: ['preferred'],
    isBroken: ({ mode, preferred, ...answers }) => {
      const ids = idsOf(answers);
      return mode !== 'stable' && ids.length === 2 && [preferred, ...ids].every(isInstance) && !ids.includes(preferred);
    },
    says: (answers) => `expected one of the two nodes (${idsOf(answers).join(' or ')})`,
  },
];

/** The schema with the rules that join its keys; they are checked even where single keys are wrong. */
export function refuseContradictions<T extends z.ZodType<Loose, object>>(schema: T): T {
  return rules.reduce(
    (checked, { path, isBroken, says, isMissing }) =>
      checked.refine((answers) => !isBroken(answers), {
        path: [...path],
        error: ({ input }) => says(input as Loose),
        params: { isMissing: isMissing === true },
        when: ({ value }) => typeof value === 'object' && value !== null && !Array.isArray(value),
      }),
    schema,
  );
}
