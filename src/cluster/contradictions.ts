import type { z } from 'zod';
import { say } from '../messages/say.js';
import { patterns } from './ids.js';

/** Answers of which any part may be missing or wrong: a contradiction is reported together with everything else. */
interface Loose {
  readonly mode?: unknown;
  readonly preferred?: unknown;
  readonly failback?: unknown;
  readonly nodes?: unknown;
  readonly mechanism?: unknown;
  readonly vip?: unknown;
  readonly hostCredentials?: unknown;
  readonly notify?: unknown;
}

export type RuleKind = 'missing' | 'surplus' | 'wrong';

interface Rule {
  readonly path: readonly (string | number)[];
  readonly isBroken: (answers: Loose) => boolean;
  /** missing: nothing is there; surplus: the key itself does not belong there; wrong: another value is expected. */
  readonly kind: RuleKind;
  /** Of a wrong value, what was expected in its place; else what is to be done. */
  readonly says: (answers: Loose) => string;
}

const idsOf = ({ nodes }: Loose): readonly unknown[] =>
  Array.isArray(nodes) ? nodes.map((one: { readonly instance?: unknown } | null | undefined) => one?.instance) : [];

const isInstance = (id: unknown) => typeof id === 'string' && patterns.instance.test(id);

/** A mapping as far as it is one. */
const keysOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};

const onlyPreferred = (key: 'preferred' | 'failback'): Rule => ({
  path: [key],
  kind: 'surplus',
  isBroken: ({ mode, [key]: value }) => mode === 'stable' && value !== undefined,
  says: () => say.schema.rules.onlyPreferred,
});

/** Absent, it is migrate. A word that is neither is reported itself. */
const isMigrate = ({ mechanism }: Loose) => mechanism === undefined || mechanism === 'migrate';

const typeOf = (value: unknown) =>
  typeof value === 'object' && value !== null ? (value as { readonly type?: unknown }).type : undefined;

/** What no single key shows: which answers contradict each other. */
const rules: readonly Rule[] = [
  {
    path: ['nodes', 1, 'instance'],
    kind: 'wrong',
    isBroken: (answers) => {
      const [one, other] = idsOf(answers);
      return one !== undefined && one === other;
    },
    says: () => say.schema.rules.twice,
  },
  {
    path: ['preferred'],
    kind: 'missing',
    isBroken: ({ mode, preferred }) => mode === 'preferred' && preferred === undefined,
    says: () => say.schema.rules.noPreferred,
  },
  onlyPreferred('preferred'),
  onlyPreferred('failback'),
  {
    path: ['preferred'],
    kind: 'wrong',
    isBroken: ({ mode, preferred, ...answers }) => {
      const ids = idsOf(answers);
      return mode !== 'stable' && ids.length === 2 && [preferred, ...ids].every(isInstance) && !ids.includes(preferred);
    },
    says: (answers) => {
      const [one, other] = idsOf(answers).map(String);
      return say.schema.rules.notOfBoth({ one: one ?? '', other: other ?? '' });
    },
  },
  {
    path: ['vip'],
    kind: 'wrong',
    isBroken: (answers) => isMigrate(answers) && typeof answers.vip === 'string' && patterns.haVip.test(answers.vip),
    says: () => say.schema.rules.noHaVip,
  },
  {
    path: ['hostCredentials', 'type'],
    kind: 'wrong',
    isBroken: (answers) => isMigrate(answers) && typeOf(answers.hostCredentials) === 'none',
    says: () => say.schema.rules.noCredentials,
  },
  {
    path: ['notify', 'webhook'],
    kind: 'missing',
    isBroken: ({ notify }) => {
      const { webhook, command, ...others } = keysOf(notify);
      const isOurs = Object.keys(others).every((key) => key === 'format');
      return typeof notify === 'object' && notify !== null && isOurs && webhook === undefined && command === undefined;
    },
    says: () => say.schema.rules.nobodyToTell,
  },
  {
    path: ['notify', 'format'],
    kind: 'surplus',
    isBroken: ({ notify }) => {
      const { webhook, command, format } = keysOf(notify);
      return format !== undefined && webhook === undefined && command !== undefined;
    },
    says: () => say.schema.rules.formatAlone,
  },
];

/** The schema with the rules that join its keys; they are checked even where single keys are wrong. */
export function refuseContradictions<T extends z.ZodType<Loose, object>>(schema: T): T {
  return rules.reduce(
    (checked, { path, kind, isBroken, says }) =>
      checked.refine((answers) => !isBroken(answers), {
        path: [...path],
        error: ({ input }) => says(input as Loose),
        params: { kind },
        when: ({ value }) => typeof value === 'object' && value !== null && !Array.isArray(value),
      }),
    schema,
  );
}
