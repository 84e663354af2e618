import { checksTable as rows } from '../checks/table.js';
import type { Entry } from './lay-out.js';

/** What must hold in a running pair: the checks of verify, by the ids under which they report. */
export function verifyTable(): readonly Entry[] {
  return toEntries('verify');
}

/** What must hold before a run. */
export function preflightTable(): readonly Entry[] {
  return toEntries('preflight');
}

function toEntries(phase: ReturnType<typeof rows>[number]['when'][number]): readonly Entry[] {
  return rows()
    .filter(({ when }) => when.includes(phase))
    .map(({ ids, about }) => ({ term: ids.join(', '), text: about }));
}
