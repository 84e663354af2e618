import { paths, unit } from '../cluster/names.js';
import { peerOf } from '../cluster/nodes.js';
import type { NodeName } from '../cluster/spec.js';
import { say } from '../messages/say.js';
import { type Change, toDiff } from './change.js';
import { filesOperation } from './files.js';
import { noRoleOfPeer } from './first-election.js';
import type { Operation, View } from './operation.js';

/**
 * keepalived is enabled and runs what stands in its files: started where it is down, reloaded (never restarted, which
 * would give up the role) where a file is younger than the daemon's last load, or where strangers are not kept out.
 */
export function serviceOperation(node: NodeName): Operation {
  return {
    title: say.changes.titles.service,
    target: node,
    diff(view) {
      const { service, staleDaemon, staleUnit, interruptedDrill, guard } = view.hosts[node];
      const isGuarded = guard.kind === 'no-tool' || (guard.kind === 'on' && guard.peers.join() === peerIp(view, node));
      // While this is only a plan, what the files' changes will lead to is part of it.
      const pending = filesOperation(node).diff(view).changes;
      const willWrite = (path: string) =>
        pending.some((change) => change.kind === 'file.write' && change.path === path);
      const willClose = pending.some((change) => change.kind === 'file.mode' && change.path === paths.folder);
      const changes: Change[] = [];
      if (staleUnit || willWrite(paths.dropIn)) changes.push({ kind: 'service.daemon-reload', node });
      if (!service.enabled) changes.push({ kind: 'service.enable', node, unit });
      if (interruptedDrill) return toDiff([...changes, { kind: 'service.end-drill', node }], '');
      const peer = noRoleOfPeer(view, node);
      if (!service.active) changes.push({ kind: 'service.start', node, unit, ...(peer && { peer }) });
      else if (!isGuarded || staleDaemon || [paths.config, paths.dropIn, paths.guard].some(willWrite) || willClose)
        changes.push({ kind: 'service.reload', node, unit });
      return toDiff(changes, say.changes.ok.service);
    },
  };
}

const peerIp = ({ topology }: View, node: NodeName): string => topology.nodes[peerOf(node)].ip;
