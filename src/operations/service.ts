import { paths, unit } from '../cluster/names.js';
import type { NodeName } from '../cluster/spec.js';
import { type Change, toDiff } from './change.js';
import { filesOperation } from './files.js';
import type { Operation } from './operation.js';

/**
 * keepalived is enabled and runs what stands in its files: started where it is down, reloaded (never restarted, which
 * would give up the role) where a file is younger than the daemon's last load.
 */
export function serviceOperation(node: NodeName): Operation {
  return {
    title: 'service',
    target: node,
    diff(view) {
      const { service, staleDaemon, staleUnit, interruptedDrill } = view.hosts[node];
      // While this is only a plan, what the files' changes will lead to is part of it.
      const pending = filesOperation(node).diff(view).changes;
      const willWrite = (path: string) =>
        pending.some((change) => change.kind === 'file.write' && change.path === path);
      const willClose = pending.some((change) => change.kind === 'file.mode' && change.path === paths.folder);
      const changes: Change[] = [];
      if (staleUnit || willWrite(paths.dropIn)) changes.push({ kind: 'service.daemon-reload', node });
      if (!service.enabled) changes.push({ kind: 'service.enable', node, unit });
      if (interruptedDrill) return toDiff([...changes, { kind: 'service.end-drill', node }], '');
      if (!service.active) changes.push({ kind: 'service.start', node, unit });
      else if (staleDaemon || [paths.config, paths.dropIn, paths.guard].some(willWrite) || willClose)
        changes.push({ kind: 'service.reload', node, unit });
      return toDiff(changes, 'enabled, active, and has loaded its files');
    },
  };
}
