import { paths } from '../cluster/names.js';
import type { NodeName } from '../cluster/spec.js';
import { say } from '../messages/say.js';
import { type Change, toDiff } from './change.js';
import type { Operation, View } from './operation.js';

/** A key of an earlier run lies on the host, and the answers say that the hooks use none. */
export function hasUnusedKey({ spec, hosts }: View, node: NodeName): boolean {
  const { files, record } = hosts[node];
  const isOurs = record?.cluster === spec.cluster && record.originals?.includes(paths.credentials) !== true;
  return spec.hostCredentials !== 'key' && isOurs && files[paths.credentials] !== undefined;
}

/** Takes the key away, once the hooks run without it: a key that nobody needs is one that somebody may find. */
export function unusedKeyOperation(node: NodeName): Operation {
  return {
    title: say.changes.titles.unusedKey,
    target: node,
    diff(view) {
      const changes: Change[] = hasUnusedKey(view, node)
        ? [{ kind: 'file.remove', node, path: paths.credentials }]
        : [];
      return toDiff(changes, say.changes.ok.noKey);
    },
  };
}
