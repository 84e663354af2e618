import { unit } from '../spec/names.js';
import type { NodeName } from '../spec/spec.js';
import { type Change, toDiff } from './change.js';
import type { Operation } from './operation.js';

/**
 * keepalived is enabled and runs what stands in its files: started where it is down, reloaded (never restarted, which
 * would give up the role) where a file is younger than the daemon's last load.
 */
export function serviceOperation(node: NodeName): Operation {
  return {
    title: 'service',
    target: node,
    diff({ hosts }) {
      const { service, staleDaemon, staleUnit } = hosts[node];
      const changes: Change[] = [];
      if (staleUnit) changes.push({ kind: 'service.daemon-reload', node });
      if (!service.enabled) changes.push({ kind: 'service.enable', node, unit });
      if (!service.active) changes.push({ kind: 'service.start', node, unit });
      else if (staleDaemon) changes.push({ kind: 'service.reload', node, unit });
      return toDiff(changes, 'enabled, active, and has loaded its files');
    },
  };
}
