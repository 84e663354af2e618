import type { NodeName } from '../cluster/spec.js';
import { type HostFacts, missingPackages } from '../facts/host.js';
import { say } from '../messages/say.js';
import type { Diff } from './change.js';
import type { Operation } from './operation.js';

/** keepalived, and a Python for its hooks, are installed from the distribution. */
export function packagesOperation(node: NodeName): Operation {
  return {
    title: say.changes.titles.packages,
    target: node,
    diff({ hosts }): Diff {
      const host = hosts[node];
      const missing = missingPackages(host);
      if (host.family === undefined || missing.length === 0) return { changes: [], ok: describeFound(host) };
      return { changes: [{ kind: 'package.install', node, packages: missing, manager: host.family.manager }] };
    },
  };
}

function describeFound({ packages, python }: HostFacts): string {
  const keepalived = `keepalived ${packages['keepalived']}`;
  return python === undefined ? keepalived : `${keepalived}, ${python.path} ${python.version.join('.')}`;
}
