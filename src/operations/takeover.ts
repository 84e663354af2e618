import { paths, unit } from '../cluster/names.js';
import type { NodeName } from '../cluster/spec.js';
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
    title: "the guide's standby",
    target: node,
    diff({ hosts }) {
      const { guide, service } = hosts[node];
      return toDiff(
        guide !== undefined && service.active ? [{ kind: 'service.stop', node, unit }] : [],
        'it does not run',
      );
    },
  };
}

/**
 * Where keepalived runs already, the hooks' process runs before keepalived loads our configuration: a reload takes the old
 * one's VIP off the NIC, and that process puts it there again at once.
 */
export function hooksOperation(node: NodeName): Operation {
  return {
    title: 'hooks',
    target: node,
    diff({ hosts }) {
      const { service, files } = hosts[node];
      const runs = files[paths.watch] !== undefined;
      return toDiff(
        service.active && !runs ? [{ kind: 'hooks.start', node }] : [],
        runs ? 'vip.py runs' : 'vip.py starts with keepalived',
      );
    },
  };
}
