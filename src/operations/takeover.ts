import { unit } from '../cluster/names.js';
import type { NodeName } from '../cluster/spec.js';
import { say } from '../messages/say.js';
import { toDiff } from './change.js';
import type { Operation, View } from './operation.js';

/** A pair of the guide's runs on at least one host: it is taken over without an outage. */
export function isTakeover({ hosts }: View): boolean {
  return Object.values(hosts).some(({ guide, service }) => guide !== undefined && service.active);
}

/**
 * The guide's standby stops before anything else: it could not understand our VRRP, and would take the VIP. Its active host
 * serves on meanwhile.
 */
export function standDownOperation(node: NodeName): Operation {
  return {
    title: say.changes.titles.guideStandby,
    target: node,
    diff({ hosts }) {
      const { guide, service } = hosts[node];
      return toDiff(
        guide !== undefined && service.active ? [{ kind: 'service.stop', node, unit }] : [],
        say.changes.ok.notRunning,
      );
    },
  };
}
