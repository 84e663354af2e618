import type { HostApi } from '../checks/context.js';
import { nodeNames, nodeOf } from '../cluster/nodes.js';
import type { HostFacts } from '../facts/host.js';
import type { Each, Pair } from '../pair/pair.js';
import type { CloudCredentials } from '../ports/credentials.js';
import { keyOf } from './host-files.js';
import type { Toolbox } from './toolbox.js';

type Known = Pair<'full' | 'audit'>;

/** The API as each host that answered reaches it, with the credentials that its hooks have. */
export function hostApis(pair: Known, toolbox: Toolbox): Partial<Each<HostApi>> {
  return apisWith((facts, id) => keyOf(facts, id), pair, toolbox);
}

/** The same with the credentials that its hooks will have: a key need not be on the hosts yet. */
export function futureApis(pair: Known, toolbox: Toolbox): Partial<Each<HostApi>> {
  return apisWith((facts, id) => toolbox.keys.hosts() ?? keyOf(facts, id), pair, toolbox);
}

function apisWith(
  getKey: (facts: HostFacts, id: string) => CloudCredentials,
  { spec, hosts, ports }: Known,
  toolbox: Toolbox,
): Partial<Each<HostApi>> {
  // Hosts without credentials call nothing.
  if (spec.hostCredentials === 'none') return {};
  const apis = nodeNames.flatMap((node) => {
    const [host, reading] = [ports.hosts[node], hosts[node]];
    if (host === undefined || 'failure' in reading) return [];
    const api: HostApi = {
      credentials: async () =>
        spec.hostCredentials === 'role'
          ? toolbox.roleCredentials(host)
          : getKey(reading.known, nodeOf(spec, node).instance),
      cloud: (credentials, domain) => toolbox.cloudAs(credentials, host, spec, domain),
    };
    return [[node, api] as const];
  });
  return Object.fromEntries(apis);
}
