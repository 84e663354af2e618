import type { EipId, EniId } from '../cluster/ids.js';
import { hostDomains } from '../cluster/names.js';
import type { NodeName } from '../cluster/spec.js';
import { CloudError, HostError } from '../errors.js';
import { nodeNames } from '../facts/topology.js';
import type { View } from '../operations/operation.js';
import { isProven } from '../operations/proven.js';
import { vipOperation } from '../operations/vip.js';
import type { CloudReader, Proof, ProvableAction } from '../ports/cloud.js';
import type { HostReader } from '../ports/host.js';
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
    return judgePermissions(context, node, await reach(context, context.hosts[node]));
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

interface Reached {
  readonly mayMigrate: Proof;
  /** Actions that its hooks need only where something went wrong, and that its credentials may not perform. */
  readonly denied: readonly ProvableAction[];
  /** They may bind any EIP of the account, though this pair has none. */
  readonly mayTooMuch: boolean;
}

/** Makes the hooks' own call at the first of the host's endpoints that answers; returns what they may do there. */
export async function reach({ view, cloudFrom, prove }: Reaching, host: HostReader): Promise<Reached> {
  const { nodes, vip, eip } = view.topology;
  const enis = [nodes.a.eni.id, nodes.b.eni.id] as const;
  const lesser: readonly (readonly [ProvableAction, ...(EniId | EipId)[]])[] = [
    ['AssignPrivateIpAddresses', nodes[host.node].eni.id],
    ['DescribeVpcTaskResult'],
    ...(eip === undefined ? [] : [['AssociateAddress', eip.id] as const]),
  ];
  const unproven: Proof = 'unproven';
  // A key on a host's disk is worth a look beyond what the pair needs; without an EIP's id the call names one that nobody has.
  const isExcessVisible = prove && eip === undefined && view.spec.hostCredentials === 'key';
  let failure: unknown;
  for (const domain of hostDomains(view.spec.api.domain)) {
    const cloud = await cloudFrom(host, domain);
    try {
      const [, mayMigrate, excess, ...proofs] = await Promise.all([
        cloud.findOwner(enis, vip),
        prove ? cloud.proveMay('MigratePrivateIpAddress', ...enis) : unproven,
        isExcessVisible ? cloud.proveMay('AssociateAddress') : unproven,
        ...(prove ? lesser.map(([action, ...targets]) => cloud.proveMay(action, ...targets)) : []),
      ]);
      const denied = lesser.flatMap(([action], index) => (proofs[index] === 'denied' ? action : []));
      return { mayMigrate, denied, mayTooMuch: excess === 'allowed' };
    } catch (error) {
      failure = error;
      if (!(error instanceof CloudError && error.code === 'Network')) throw error;
    }
  }
  throw failure;
}

/** What a host cannot do without each of the lesser permissions. */
const consequences: Partial<Readonly<Record<ProvableAction, string>>> = {
  AssignPrivateIpAddresses: 'a VIP that somebody takes off both hosts is not put back',
  DescribeVpcTaskResult: 'a move that fails in the cloud is noticed late',
  AssociateAddress: 'an EIP that a move leaves behind is not bound to the VIP again',
};

function judgePermissions(
  { view }: ProbeContext,
  node: NodeName,
  { mayMigrate, denied, mayTooMuch }: Reached,
): Finding[] {
  const { nodes } = view.topology;
  const { id } = nodes[node].instance;
  const whose = 'the credentials that its hooks will use may not';
  const hint = 'ha-setup policy prints the policy that the role (or the key) of the hosts needs';
  const resources = nodeNames.map((name) => `eni/${nodes[name].eni.id}`).join(' and ');
  return [
    ...(mayMigrate === 'denied' ? [error(id, `${whose} MigratePrivateIpAddress on ${resources}`, hint)] : []),
    ...(mayTooMuch
      ? [warning(id, 'the key that it gets may bind any EIP of the account: more than its hooks need', hint)]
      : []),
    ...denied.map((action) => warning(id, `${whose} ${action}: ${consequences[action] ?? 'its hooks need it'}`, hint)),
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
      'ha-setup policy --operator prints the policy that you need',
    ),
  ];
}
