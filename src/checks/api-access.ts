import { CloudError, HostError } from '../errors.js';
import { nodeNames } from '../facts/topology.js';
import type { View } from '../operations/operation.js';
import { isProven } from '../operations/proven.js';
import { vipOperation } from '../operations/vip.js';
import type { CloudReader, HostReader, Proof } from '../ports.js';
import { hostDomains } from '../spec/names.js';
import type { NodeName } from '../spec/spec.js';
import { error, type Finding, warning } from './finding.js';

/** What the checks that try things out look at and try with. */
export interface ProbeContext {
  readonly view: View;
  readonly hosts: Readonly<Record<NodeName, HostReader>>;
  readonly cloud: CloudReader;
  /** The API under one of its domains as a host reaches it, with the credentials that the host's hooks will use. */
  cloudFrom(host: HostReader, domain: string): Promise<CloudReader>;
  /** Whether permissions are proven too, by calls that the cloud refuses by nature once they are allowed. */
  readonly prove: boolean;
}

interface Reaching extends Pick<ProbeContext, 'cloudFrom' | 'prove'> {
  readonly view: Pick<View, 'spec' | 'topology'>;
}

/**
 * Each host reaches the API with the credentials that its hooks will use and is allowed to move the VIP; the operator is
 * allowed what the plan needs. A pair that passed its drills has shown that already.
 */
export async function checkApiAccess(context: ProbeContext): Promise<Finding[]> {
  const hosts = isProven(context.view) ? [] : nodeNames.map((node) => checkHostAccess(context, node));
  const operator = context.prove ? [checkOperator(context)] : [];
  return (await Promise.all([...hosts, ...operator])).flat();
}

async function checkHostAccess(context: ProbeContext, node: NodeName): Promise<Finding[]> {
  const id = context.view.topology.nodes[node].instance.id;
  try {
    return judgeMigration(context, node, await reach(context, context.hosts[node]));
  } catch (cause) {
    if (cause instanceof HostError && cause.kind === 'forwarding') {
      return [
        warning(
          id,
          `its sshd does not forward connections, so whether it reaches the API is not known yet (${cause.message})`,
          'allow TCP forwarding there for this check, or rely on the failover drills',
        ),
      ];
    }
    if (!(cause instanceof CloudError || cause instanceof HostError)) throw cause;
    return [
      error(
        id,
        `from there, with the credentials that its hooks will use: ${cause.message}`,
        cause.hint ?? 'let the host reach the API: a public IP, a NAT gateway, or api.domain in the answers',
      ),
    ];
  }
}

/** Makes the hooks' own call at the first of the host's endpoints that answers; returns whether they may move the VIP. */
export async function reach({ view, cloudFrom, prove }: Reaching, host: HostReader): Promise<Proof> {
  const { nodes, vip } = view.topology;
  const enis = [nodes.a.eni.id, nodes.b.eni.id] as const;
  const unproven: Proof = 'unproven';
  let failure: unknown;
  for (const domain of hostDomains(view.spec.api.domain)) {
    const cloud = await cloudFrom(host, domain);
    try {
      const [, may] = await Promise.all([
        cloud.findOwner(enis, vip),
        prove ? cloud.proveMay('MigratePrivateIpAddress', ...enis) : unproven,
      ]);
      return may;
    } catch (error) {
      failure = error;
      if (!(error instanceof CloudError && error.code === 'Network')) throw error;
    }
  }
  throw failure;
}

function judgeMigration({ view }: ProbeContext, node: NodeName, may: Proof): Finding[] {
  if (may !== 'denied') return [];
  const { nodes } = view.topology;
  const resources = nodeNames.map((name) => `eni/${nodes[name].eni.id}`).join(' and ');
  return [
    error(
      nodes[node].instance.id,
      `the credentials that its hooks will use may not MigratePrivateIpAddress on ${resources}`,
      'allow vpc:MigratePrivateIpAddress on both ENIs in the policy of the role (or key)',
    ),
  ];
}

async function checkOperator({ view, cloud }: ProbeContext): Promise<Finding[]> {
  const [assign] = vipOperation.diff(view).changes;
  if (assign?.kind !== 'vip.assign') return [];
  const may = await cloud.proveMay('AssignPrivateIpAddresses', assign.eni);
  if (may !== 'denied') return [];
  return [
    error(
      assign.eni,
      'your credentials may not AssignPrivateIpAddresses there',
      'allow vpc:AssignPrivateIpAddresses on this ENI in your CAM policy',
    ),
  ];
}
