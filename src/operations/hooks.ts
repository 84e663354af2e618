import { hooksUnit, paths } from '../cluster/names.js';
import type { NodeName } from '../cluster/spec.js';
import { say } from '../messages/say.js';
import { type Change, toDiff } from './change.js';
import { filesOperation } from './files.js';
import type { Operation } from './operation.js';

/** What the hooks read when they start. */
const read: readonly string[] = [paths.hooks, paths.settings, paths.credentials, paths.hooksUnit];

/**
 * The hooks' own service is enabled, active, and runs what stands in its files. It comes before keepalived: what keepalived
 * takes off the NIC as it loads our configuration over another one, the hooks put there again at once.
 */
export function hooksOperation(node: NodeName): Operation {
  return {
    title: say.changes.titles.hooks,
    target: node,
    diff(view) {
      const { hooksService: service, staleHooks, staleHooksUnit } = view.hosts[node];
      // While this is only a plan, what the files' changes will lead to is part of it.
      const written = filesOperation(node)
        .diff(view)
        .changes.flatMap((change) => ('path' in change ? [change.path] : []));
      const changes: Change[] = [];
      if (staleHooksUnit || written.includes(paths.hooksUnit)) changes.push({ kind: 'service.daemon-reload', node });
      if (!service.enabled) changes.push({ kind: 'service.enable', node, unit: hooksUnit });
      if (!service.active) changes.push({ kind: 'hooks.start', node });
      else if (staleHooks || written.some((path) => read.includes(path))) changes.push({ kind: 'hooks.restart', node });
      return toDiff(changes, say.changes.ok.hooks);
    },
  };
}
