import { nodeNames } from '../cluster/nodes.js';
import { say } from '../messages/say.js';
import { defineCheck } from './check.js';
import { findAudit } from './context.js';
import { ok, unproven, warning } from './finding.js';

/** The host's clock, the API's and the time that an announcement takes to land: together they are never further apart. */
const toleranceMs = 90_000;

/** A date and a time without a zone. Which clock they are of is not documented: that of Beijing, or UTC. */
const pattern = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}:\d{2})$/;

/** What FlushedTime may stand for, epoch ms; nothing where it is no time. Pure. */
export function readFlushedTime(text: string): readonly number[] {
  const [, day, time] = pattern.exec(text) ?? [];
  return ['+08:00', 'Z'].map((zone) => Date.parse(`${day}T${time}${zone}`)).filter((ms) => !Number.isNaN(ms));
}

export const haVipMovesCheck = defineCheck({
  id: 'havip.moves',
  subject: 'past',
  about: () => say.about.havipMoves,
  mechanism: 'havip',
  when: ['verify'],
  needs: ['topology', 'pair'],
  run({ topology: { haVip, vipRecord } }, { pair }) {
    if (haVip?.flushedAt === undefined) return [];
    const { id, flushedAt: at, instance } = haVip;
    const readings = readFlushedTime(at);
    if (readings.length === 0) return [unproven(id, say.havip.notComparable({ at }))];
    const landings = nodeNames.flatMap((node) => findAudit(pair, node)?.host.switches ?? []).map(({ atMs }) => atMs);
    const isNear = (ms: number) => landings.some((landing) => Math.abs(landing - ms) <= toleranceMs);
    if (readings.some(isNear)) return [ok(id, say.havip.explained({ at }))];
    // The last few switches alone are read: what lies before them is not known.
    const oldest = Math.min(...landings);
    if (readings.every((ms) => ms < oldest)) return [unproven(id, say.havip.noSwitches({ at }))];
    const holder = instance ?? vipRecord?.eni.id ?? '-';
    return [warning(id, say.havip.moved({ at, instance: holder }), say.havip.movedHint)];
  },
});
