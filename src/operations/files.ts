import { paths } from '../cluster/names.js';
import { Secret } from '../cluster/secret.js';
import type { NodeName } from '../cluster/spec.js';
import { say } from '../messages/say.js';
import { type Change, type Diff, toDiff } from './change.js';
import { type DesiredFile, renderHostFiles, renderRecord } from './host-files.js';
import type { Operation, View } from './operation.js';

/** One file of a host has the content and mode that we render; the whole list is the guide's plus our settings. */
export function filesOperation(node: NodeName): Operation {
  return {
    title: say.changes.titles.files,
    target: node,
    diff(view) {
      const allDesired = renderHostFiles(view, node);
      const changes = [
        ...folderChanges(node, view),
        ...allDesired.flatMap((desired) => fileChanges(node, desired, view)),
      ];
      return toDiff(changes, say.changes.ok.files({ count: allDesired.length }));
    },
  };
}

/** keepalived drops scripts that somebody else than root could change, and a folder that others can write to is such a case. */
function folderChanges(node: NodeName, view: View): Change[] {
  const found = view.hosts[node].files[paths.folder];
  if (found === undefined || (found.uid === 0 && (found.mode & 0o022) === 0)) return [];
  return [{ kind: 'file.mode', node, path: paths.folder, mode: found.mode & 0o755 }];
}

function fileChanges(node: NodeName, desired: DesiredFile, view: View): Change[] {
  const found = view.hosts[node].files[desired.path];
  const isRoots = found?.uid === 0 && found.gid === 0;
  if (found === undefined || found.sha256 !== desired.sha256 || !isRoots) {
    return [
      {
        kind: 'file.write',
        node,
        path: desired.path,
        content: desired.content,
        mode: desired.mode,
        secret: desired.secret,
        ...(found?.content !== undefined && { before: new Secret(found.content) }),
        ...(desired.check && { check: desired.check }),
      },
    ];
  }
  return found.mode === desired.mode ? [] : [{ kind: 'file.mode', node, path: desired.path, mode: desired.mode }];
}

/** Remembers, before anything is installed, which packages the host did not have: uninstall removes only those. */
export function recordOperation(node: NodeName): Operation {
  return {
    title: say.changes.titles.record,
    target: node,
    diff(view): Diff {
      return toDiff(fileChanges(node, renderRecord(view, node), view), say.changes.ok.record);
    },
  };
}
