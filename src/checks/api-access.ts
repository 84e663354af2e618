import { CloudError, HostError } from '../errors.js';
import { inventoryQuery } from '../facts/survey.js';
import { nodeNames } from '../facts/topology.js';
import { buildPlan } from '../plan/build.js';
import type { CloudReader, HostReader } from '../ports.js';
import type { Session } from '../run/session.js';
import type { NodeName } from '../spec/spec.js';
import { isVerified } from '../verify/rounds.js';
import { error, type Finding, warning } from './finding.js';

/**
 * Each host reaches the API with the credentials that its hooks will use, and is allowed to move the VIP; the operator is
 * allowed what the plan needs. A pair that passed its drills has shown that already.
 * @param options.prove whether permissions are proven too, by calls that the cloud refuses by nature once they are allowed
 */
export async function checkApiAccess(
  session: Session,
  cloudFrom: (host: HostReader) => Promise<CloudReader>,
  options: { readonly prove: boolean },
): Promise<Finding[]> {
  const view = session.view();
  const hosts = isVerified(view)
    ? []
    : nodeNames.map((node) => checkHostAccess(session, node, cloudFrom, options.prove));
  const operator = options.prove ? [checkOperator(session)] : [];
  return (await Promise.all([...hosts, ...operator])).flat();
}

async function checkHostAccess(
  session: Session,
  node: NodeName,
  cloudFrom: (host: HostReader) => Promise<CloudReader>,
  prove: boolean,
): Promise<Finding[]> {
  const id = session.label(node);
  try {
    const cloud = await cloudFrom(session.ports.hosts[node]);
    await cloud.inventory(inventoryQuery(session.spec));
    return prove ? await checkMigration(session, node, cloud) : [];
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

async function checkMigration(session: Session, node: NodeName, cloud: CloudReader): Promise<Finding[]> {
  const { nodes } = session.view().topology;
  const [own, other] = [nodes.a.eni.id, nodes.b.eni.id];
  const may = await cloud.proveMay('MigratePrivateIpAddress', own, other);
  if (may !== 'denied') return [];
  const resources = [own, other].map((eni) => `eni/${eni}`).join(' and ');
  return [
    error(
      session.label(node),
      `the credentials that its hooks will use may not MigratePrivateIpAddress on ${resources}`,
      'allow vpc:MigratePrivateIpAddress on both ENIs in the policy of the role (or key)',
    ),
  ];
}

async function checkOperator(session: Session): Promise<Finding[]> {
  const { cloud } = session.ports;
  const assign = buildPlan(session.view())
    .flatMap(({ changes }) => changes)
    .find(({ kind }) => kind === 'vip.assign');
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
