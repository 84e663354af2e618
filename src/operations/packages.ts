import { requiredPackages } from '../facts/host.js';
import type { NodeName } from '../spec/spec.js';
import { toDiff } from './change.js';
import type { Operation } from './operation.js';

/** keepalived and python3 are installed from the distribution. */
export function packagesOperation(node: NodeName): Operation {
  return {
    title: 'packages',
    target: node,
    diff({ hosts }) {
      const { packages } = hosts[node];
      const missing = requiredPackages.filter((name) => packages[name] === undefined);
      return toDiff(
        missing.length > 0 ? [{ kind: 'package.install', node, packages: missing }] : [],
        requiredPackages.map((name) => `${name} ${packages[name]}`).join(', '),
      );
    },
  };
}
