import type { Secret } from '../cluster/secret.js';
import type { ClusterSpec } from '../cluster/spec.js';
import { HaSetupError } from '../errors.js';
import { type HostFacts, surveyHost } from '../facts/host.js';
import type { CloudFacts } from '../facts/survey.js';
import { surveyCloud } from '../mechanism/survey.js';
import { resolveTopology } from '../mechanism/topology.js';
import { say } from '../messages/say.js';
import type { HostKey } from '../operations/operation.js';
import { LivePair, type LivePorts } from './live-pair.js';
import type { Each } from './pair.js';

export interface RunSecrets {
  readonly authPass: Secret;
  readonly hostKey?: HostKey;
}

/** A pair that is set up, or failed over: begins with facts that were read already. */
export function liveSetup(
  spec: ClusterSpec,
  ports: LivePorts,
  first: { readonly cloud: CloudFacts; readonly hosts: Each<HostFacts> },
  secrets: RunSecrets,
): LivePair {
  let { cloud } = first;
  const hosts = { a: first.hosts.a, b: first.hosts.b };
  return new LivePair(spec, ports, {
    view() {
      const topology = resolveTopology(spec, cloud.inventory, cloud.used);
      if (topology === undefined) throw new HaSetupError(say.reach.vanished, { hint: say.reach.vanishedHint });
      return { spec, topology, hosts, ...secrets };
    },
    async readCloud() {
      // What no change of a run alters was read before the plan.
      cloud = await surveyCloud(ports.cloud, spec, { limits: false });
    },
    async readHost(node) {
      hosts[node] = await surveyHost(ports.hosts[node], ports.clock.now);
    },
  });
}
