import type { Answers } from './answers.js';
import type { EipId, EniId, InstanceId, Ipv4, Region } from './ids.js';
import type { ClusterSpec, NodeName, NodeSpec, SshSpec } from './spec.js';

const sshDefaults: SshSpec = { host: 'private' };

/** Answers that passed the schema and its cross-checks, with every default filled in. */
export function toSpec(answers: Answers): ClusterSpec {
  const node = (name: NodeName, index: 0 | 1): NodeSpec => {
    const given = answers.nodes[index];
    if (given === undefined) throw new RangeError(`the answers have no node ${index}`);
    return {
      name,
      instance: given.instance as InstanceId,
      ...(given.eni === undefined ? {} : { eni: given.eni as EniId }),
      ssh: { ...sshDefaults, ...defined(answers.ssh), ...defined(given.ssh) },
    };
  };
  return {
    cluster: answers.cluster,
    region: answers.region as Region,
    mode: answers.mode,
    ...(answers.preferred === undefined ? {} : { preferred: answers.preferred as InstanceId }),
    failback: answers.failback ?? 30,
    vip: answers.vip as 'auto' | Ipv4,
    eip: answers.eip as 'none' | 'allocate' | EipId,
    nodes: [node('a', 0), node('b', 1)],
    hostCredentials: answers.hostCredentials?.type ?? 'role',
    detection: answers.detection ?? 'standard',
    ...(answers.healthCheck === undefined ? {} : { healthCheck: answers.healthCheck }),
    api: answers.api ?? { domain: 'tencentcloudapi.com' },
    ...(answers.notify === undefined ? {} : { notify: answers.notify }),
  };
}

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

function defined<T extends object>(given: T | undefined): Defined<T> {
  return Object.fromEntries(Object.entries(given ?? {}).filter(([, value]) => value !== undefined)) as Defined<T>;
}
