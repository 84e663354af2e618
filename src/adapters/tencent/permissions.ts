import { CloudError } from '../../errors.js';
import type { Proof, ProvableAction } from '../../ports/cloud.js';
import type { Api } from './api.js';
import { classify } from './codes/table.js';

/** Ids that are well formed and that no account has. */
const noEni = 'eni-00000000';
const noEip = 'eip-00000000';
const noTask = '00000000-0000-0000-0000-000000000000';

/** After these nothing is known: the call did not get as far as a decision about this very caller. */
const undecided =
  /^(Network$|InvalidParameter$|MissingParameter|UnknownParameter|InvalidAction|NoSuchVersion|UnsupportedRegion|UnauthorizedOperation$)/;

/** The ENI's primary IP, which never migrates and is never free to be assigned. */
async function readPrimaryIp(api: Api, eni: string): Promise<string | undefined> {
  const answer = await api.repeatable('DescribeNetworkInterfaces', ({ vpc }) =>
    vpc.DescribeNetworkInterfaces({ NetworkInterfaceIds: [eni] }),
  );
  const ips = answer.NetworkInterfaceSet?.[0]?.PrivateIpAddressSet ?? [];
  return ips.find((ip) => ip.Primary === true)?.PrivateIpAddress;
}

/** Makes a call that the API refuses whatever the permissions are: of a primary IP, or of an EIP or ENI that nobody has. */
async function provoke(api: Api, action: ProvableAction, targets: readonly string[]): Promise<void> {
  const [first, second] = targets;
  if (action === 'AssociateAddress') {
    const params = { AddressId: first ?? noEip, NetworkInterfaceId: noEni, PrivateIpAddress: '10.0.0.1' };
    await api.single(action, ({ vpc }) => vpc.AssociateAddress(params));
    return;
  }
  if (action === 'DescribeVpcTaskResult') {
    await api.single(action, ({ vpc }) => vpc.DescribeVpcTaskResult({ TaskId: noTask }));
    return;
  }
  if (action === 'DisassociateAddress') {
    await api.single(action, ({ vpc }) => vpc.DisassociateAddress({ AddressId: noEip }));
    return;
  }
  const primaryIp = first === undefined ? undefined : await readPrimaryIp(api, first);
  if (first === undefined || primaryIp === undefined) return;
  if (action === 'AssignPrivateIpAddresses') {
    const params = { NetworkInterfaceId: first, PrivateIpAddresses: [{ PrivateIpAddress: primaryIp }] };
    await api.single(action, ({ vpc }) => vpc.AssignPrivateIpAddresses(params));
  } else if (second !== undefined) {
    const enis = { SourceNetworkInterfaceId: first, DestinationNetworkInterfaceId: second };
    await api.single(action, ({ vpc }) => vpc.MigratePrivateIpAddress({ ...enis, PrivateIpAddress: primaryIp }));
  }
}

function isDecided(code: string): boolean {
  const passed = !['unsent', 'soon', 'credentials'].includes(classify(code));
  return passed && !undecided.test(code);
}

/** A permission that is bound to ids cannot be told from a refusal of an id that nobody has. */
function isAboutNothing(action: ProvableAction, targets: readonly string[]): boolean {
  return action === 'DisassociateAddress' || (action === 'AssociateAddress' && targets.length === 0);
}

/** Whether the caller may perform an action; changes nothing. Throws CloudError where the ENI cannot be read. */
export async function proveMay(api: Api, action: ProvableAction, targets: readonly string[]): Promise<Proof> {
  try {
    await provoke(api, action, targets);
    return 'unproven';
  } catch (error) {
    if (!(error instanceof CloudError) || error.action !== action) throw error;
    if (error.kind === 'permission') return isAboutNothing(action, targets) ? 'unproven' : 'denied';
    return isDecided(error.code) ? 'allowed' : 'unproven';
  }
}
