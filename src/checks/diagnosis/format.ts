import type { Diagnosis } from '../../cluster/verify-result.js';
import { listed } from '../../messages/lists.js';
import { say } from '../../messages/say.js';
import type { Line } from '../format.js';

/** A diagnosis as lines: the cause, the one command, and what else was found. */
export function formatDiagnosis({ message, on, command, hint, explains, others }: Diagnosis): readonly Line[] {
  const words = say.doctor;
  const next = command === null ? hint : on === null ? command : words.onHost({ host: on, line: command });
  const total = explains.length + others.length;
  return [
    { text: words.likeliest({ cause: message }), tone: 'heading' },
    ...(next === undefined ? [] : [{ text: `  → ${next}`, tone: 'plain' } as const]),
    ...(total > 1
      ? [
          {
            text: `  ${words.explains({ count: explains.length, total, ids: listOf(explains) })}`,
            tone: 'faint',
          } as const,
        ]
      : []),
    ...(others.length > 0 ? [{ text: `  ${words.others({ ids: listOf(others) })}`, tone: 'warning' } as const] : []),
  ];
}

/** Each check once, with how often it was found where that is more than once. */
function listOf(found: Diagnosis['explains']): string {
  const ids = [...new Set(found.map(({ id }) => id))];
  const counted = ids.map((id) => ({ id, count: found.filter((one) => one.id === id).length }));
  return listed(counted.map(({ id, count }) => (count === 1 ? id : `${id} ×${count}`)));
}
