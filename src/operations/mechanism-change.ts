import { hooksUnit } from '../cluster/names.js';
import type { MechanismName, NodeName } from '../cluster/spec.js';
import { otherMechanism } from '../mechanism/mechanisms.js';
import { say } from '../messages/say.js';
import { toDiff } from './change.js';
import type { Operation, View } from './operation.js';

/**
 * For how long a client's pings stay without a reply, s, on the way to each mechanism: from the moment at which the address
 * leaves its place until the active host has it again. Measured in the lab, and rounded up (test/lab/havip.test.ts prints
 * what it measures): there a call takes 0.12 s, a HAVIP goes within 1 s, an address comes within 0.3 s and an announcement
 * lands after 2 s. The cloud's own times are not documented.
 */
const measured: Readonly<Record<MechanismName, number>> = { migrate: 3, havip: 8 };

export function changeOutageSeconds({ spec }: View): number {
  return measured[spec.mechanism];
}

/** The VIP keeps its address and changes the way in which it moves: while it does, nobody has it. */
export function isMechanismChange({ topology }: View): boolean {
  return topology.rival !== undefined;
}

/** The hooks would put back what is taken away: they end first. */
export function haltHooksOperation(node: NodeName): Operation {
  return {
    title: say.changes.titles.hooks,
    target: node,
    diff(view) {
      const isDue = isMechanismChange(view) && view.hosts[node].hooksService.active;
      return toDiff(isDue ? [{ kind: 'service.stop', node, unit: hooksUnit }] : [], say.havip.nothingInTheWay);
    },
  };
}

/** Takes the address from what has it for the other mechanism. */
export const rivalOperation: Operation = {
  get title() {
    return say.havip.otherMechanism;
  },
  target: 'cloud',
  diff({ spec, topology: { rival, eip } }) {
    return toDiff(rival === undefined ? [] : otherMechanism(spec).remove(rival, eip), say.havip.nothingInTheWay);
  },
};
