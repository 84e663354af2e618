import type { HostApi } from '../checks/audit/api.js';
import type { ClusterSpec } from '../cluster/spec.js';
import type { HostAudit } from '../facts/audit.js';
import { nodeNames, nodeOf } from '../facts/topology.js';
import type { Each, Pair } from '../pair/pair.js';
import type { OpenHost } from '../ports/host.js';
import { keyOf } from './host-files.js';
import type { Toolbox } from './toolbox.js';

/** The API as each host that answered reaches it, with the credentials that its hooks have. */
export function hostApis({ spec, hosts, ports }: Pair<'audit'>, toolbox: Toolbox): Partial<Each<HostApi>> {
  return Object.fromEntries(
    nodeNames.flatMap((node) => {
      const [host, reading] = [ports.hosts[node], hosts[node]];
      return host && 'known' in reading ? [[node, hostApi(host, reading.known, spec, toolbox)]] : [];
    }),
  );
}

function hostApi(host: OpenHost, audit: HostAudit, spec: ClusterSpec, toolbox: Toolbox): HostApi {
  const { instance } = nodeOf(spec, host.node);
  return {
    credentials: async () => (spec.hostCredentials === 'role' ? toolbox.roleCredentials(host) : keyOf(audit, instance)),
    cloud: (credentials, domain) => toolbox.cloudAs(credentials, host, spec, domain),
  };
}
