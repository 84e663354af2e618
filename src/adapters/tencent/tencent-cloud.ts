import type { EipId, EniId, HaVipId, InstanceId, Ipv4 } from '../../cluster/ids.js';
import type {
  CloudPort,
  CloudTask,
  HaVipRequest,
  InventoryQuery,
  PeerRule,
  Proof,
  ProvableAction,
} from '../../ports/cloud.js';
import type {
  AccountType,
  Eni,
  HaVip,
  Inventory,
  Landscape,
  RegionRecord,
  UsedAddress,
} from '../../ports/inventory.js';
import { Api, type ApiOptions } from './api.js';
import {
  associateAddress,
  associateInstances,
  createHaVip,
  deleteHaVip,
  disassociateAddress,
  disassociateInstances,
  findHaVipOwner,
  readVisibleHaVips,
} from './havips.js';
import { readAccountType, readInventory, readUsedAddresses } from './inventory.js';
import { readLandscape, readRegions } from './landscape.js';
import { proveMay } from './permissions.js';
import { readQuotas, withQuotas } from './quotas.js';

/** The account as Tencent Cloud's API 3.0 shows it and lets it be changed. Every method throws CloudError. */
export class TencentCloud implements CloudPort {
  readonly #api: Api;

  constructor(options: ApiOptions) {
    this.#api = new Api(options);
  }

  clockOffsetMs(): number | undefined {
    return this.#api.clockOffsetMs();
  }

  inventory(query: InventoryQuery): Promise<Inventory> {
    return readInventory(this.#api, query);
  }

  regions(): Promise<readonly RegionRecord[]> {
    return readRegions(this.#api);
  }

  landscape(): Promise<Landscape> {
    return readLandscape(this.#api);
  }

  async withQuotas(enis: readonly Eni[]): Promise<readonly Eni[]> {
    const quotas = await readQuotas(
      this.#api,
      enis.flatMap(({ instance }) => instance ?? []),
    );
    return withQuotas(enis, quotas);
  }

  accountType(): Promise<AccountType | undefined> {
    return readAccountType(this.#api);
  }

  usedAddresses(vpcId: string, subnetId: string): Promise<readonly UsedAddress[]> {
    return readUsedAddresses(this.#api, vpcId, subnetId);
  }

  async findOwner(enis: readonly EniId[], vip: Ipv4): Promise<EniId | undefined> {
    const answer = await this.#api.repeatable('DescribeNetworkInterfaces', ({ vpc }) =>
      vpc.DescribeNetworkInterfaces({ NetworkInterfaceIds: [...enis] }),
    );
    const owner = answer.NetworkInterfaceSet?.find((eni) =>
      eni.PrivateIpAddressSet?.some((ip) => ip.PrivateIpAddress === vip),
    );
    return owner?.NetworkInterfaceId as EniId | undefined;
  }

  haVips(vpcId: string): Promise<readonly HaVip[]> {
    return readVisibleHaVips(this.#api, [vpcId]);
  }

  findHaVipOwner(id: HaVipId): Promise<EniId | undefined> {
    return findHaVipOwner(this.#api, id);
  }

  proveMay(action: ProvableAction, ...targets: readonly (EniId | EipId)[]): Promise<Proof> {
    return proveMay(this.#api, action, targets);
  }

  /** A VPC's task is known by its request's id, an EIP's by a number. */
  async taskState({ id }: CloudTask): Promise<'SUCCESS' | 'FAILED' | 'RUNNING'> {
    const state = /^\d+$/.test(id)
      ? (await this.#api.repeatable('DescribeTaskResult', ({ vpc }) => vpc.DescribeTaskResult({ TaskId: Number(id) })))
          .Result
      : (await this.#api.repeatable('DescribeVpcTaskResult', ({ vpc }) => vpc.DescribeVpcTaskResult({ TaskId: id })))
          .Status;
    return state === 'SUCCESS' || state === 'FAILED' ? state : 'RUNNING';
  }

  async assignVip(eni: EniId, vip: Ipv4, description: string, clientToken: string): Promise<void> {
    await this.#api.repeatable('AssignPrivateIpAddresses', ({ vpc }) =>
      vpc.AssignPrivateIpAddresses({
        NetworkInterfaceId: eni,
        PrivateIpAddresses: [{ PrivateIpAddress: vip, Description: description }],
        ClientToken: clientToken,
      }),
    );
  }

  async describeVip(eni: EniId, vip: Ipv4, description: string): Promise<void> {
    await this.#api.repeatable('ModifyPrivateIpAddressesAttribute', ({ vpc }) =>
      vpc.ModifyPrivateIpAddressesAttribute({
        NetworkInterfaceId: eni,
        PrivateIpAddresses: [{ PrivateIpAddress: vip, Description: description }],
      }),
    );
  }

  async migrateVip(from: EniId, to: EniId, vip: Ipv4): Promise<CloudTask> {
    const answer = await this.#api.once('MigratePrivateIpAddress', ({ vpc }) =>
      vpc.MigratePrivateIpAddress({
        SourceNetworkInterfaceId: from,
        DestinationNetworkInterfaceId: to,
        PrivateIpAddress: vip,
      }),
    );
    return { id: answer.RequestId ?? '' };
  }

  async allocateEip(name: string, clientToken: string): Promise<{ readonly id: EipId; readonly task: CloudTask }> {
    const answer = await this.#api.repeatable('AllocateAddresses', ({ vpc }) =>
      vpc.AllocateAddresses({ AddressCount: 1, AddressName: name, ClientToken: clientToken }),
    );
    return { id: (answer.AddressSet?.[0] ?? '') as EipId, task: { id: answer.TaskId ?? '' } };
  }

  async associateEip(eip: EipId, eni: EniId, vip: Ipv4): Promise<CloudTask> {
    const answer = await this.#api.once('AssociateAddress', ({ vpc }) =>
      vpc.AssociateAddress({ AddressId: eip, NetworkInterfaceId: eni, PrivateIpAddress: vip }),
    );
    return { id: answer.TaskId ?? '' };
  }

  createHaVip(request: HaVipRequest, clientToken: string): Promise<HaVipId> {
    return createHaVip(this.#api, request, clientToken);
  }

  deleteHaVip(id: HaVipId): Promise<CloudTask> {
    return deleteHaVip(this.#api, id);
  }

  associateHaVipInstances(id: HaVipId, instances: readonly InstanceId[]): Promise<void> {
    return associateInstances(this.#api, id, instances);
  }

  disassociateHaVipInstances(id: HaVipId, instances: readonly InstanceId[]): Promise<void> {
    return disassociateInstances(this.#api, id, instances);
  }

  haVipAssociateAddressIp(id: HaVipId, eip: Ipv4): Promise<CloudTask> {
    return associateAddress(this.#api, id, eip);
  }

  haVipDisassociateAddressIp(id: HaVipId): Promise<CloudTask> {
    return disassociateAddress(this.#api, id);
  }

  async addPeerRule({ group, direction, peerIp, description }: PeerRule): Promise<void> {
    const rule = {
      PolicyIndex: 0,
      Protocol: 'ALL',
      Port: 'ALL',
      CidrBlock: `${peerIp}/32`,
      Action: 'ACCEPT',
      PolicyDescription: description,
    };
    const set = direction === 'ingress' ? { Ingress: [rule] } : { Egress: [rule] };
    await this.#api.once('CreateSecurityGroupPolicies', ({ vpc }) =>
      vpc.CreateSecurityGroupPolicies({ SecurityGroupId: group, SecurityGroupPolicySet: set }),
    );
  }

  async unassignVip(eni: EniId, vip: Ipv4): Promise<void> {
    await this.#api.once('UnassignPrivateIpAddresses', ({ vpc }) =>
      vpc.UnassignPrivateIpAddresses({ NetworkInterfaceId: eni, PrivateIpAddresses: [{ PrivateIpAddress: vip }] }),
    );
  }

  async disassociateEip(eip: EipId): Promise<CloudTask> {
    const answer = await this.#api.once('DisassociateAddress', ({ vpc }) =>
      vpc.DisassociateAddress({ AddressId: eip }),
    );
    return { id: answer.TaskId ?? '' };
  }

  async releaseEip(eip: EipId): Promise<CloudTask> {
    const answer = await this.#api.once('ReleaseAddresses', ({ vpc }) => vpc.ReleaseAddresses({ AddressIds: [eip] }));
    return { id: answer.TaskId ?? '' };
  }
}
