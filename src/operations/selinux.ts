import { hookPaths, hookType } from '../cluster/names.js';
import type { NodeName } from '../cluster/spec.js';
import { say } from '../messages/say.js';
import { toDiff } from './change.js';
import { filesOperation } from './files.js';
import type { Operation } from './operation.js';

/** Where SELinux is enforced, the hooks have the type that lets keepalived run them, and them reach the network. */
export function selinuxOperation(node: NodeName): Operation {
  return {
    title: say.changes.titles.selinux,
    target: node,
    diff(view) {
      const types = view.hosts[node].selinux;
      if (types === undefined) return toDiff([], say.changes.ok.selinuxOff);
      // A file that is written anew has the type of its folder.
      const written = filesOperation(node)
        .diff(view)
        .changes.flatMap((change) => (change.kind === 'file.write' ? [change.path] : []));
      const wrong = hookPaths.filter((path) => types[path] !== hookType || written.includes(path));
      return toDiff(
        wrong.length > 0 ? [{ kind: 'selinux.label', node, paths: wrong }] : [],
        say.changes.ok.selinux({ type: hookType }),
      );
    },
  };
}
