import type { Instance as SdkInstance } from 'tencentcloud-sdk-nodejs/tencentcloud/services/cvm/v20170312/cvm_models.js';
import type {
  Address,
  IpAddressStates,
  NetworkInterface,
  HaVip as SdkHaVip,
  Subnet as SdkSubnet,
  SecurityGroupPolicy,
} from 'tencentcloud-sdk-nodejs/tencentcloud/services/vpc/v20170312/vpc_models.js';
import type { EipId, EniId, HaVipId, InstanceId, Ipv4 } from '../../cluster/ids.js';
import type { Eip, Eni, HaVip, Instance, SecurityRule, Subnet, UsedAddress } from '../../ports/inventory.js';

/** The API fills absent values with null or with an empty string. */
const present = <T extends string>(value: string | null | undefined): T | undefined =>
  value === null || value === undefined || value === '' ? undefined : (value as T);

export function toInstance(record: SdkInstance): Instance {
  const camRole = present(record.CamRoleName);
  const chargeType = present(record.InternetAccessible?.InternetChargeType);
  return {
    id: (record.InstanceId ?? '') as InstanceId,
    name: record.InstanceName ?? '',
    zone: record.Placement?.Zone ?? '',
    placement: toPlacement(record),
    state: record.InstanceState ?? '',
    vpcId: record.VirtualPrivateCloud?.VpcId ?? '',
    subnetId: record.VirtualPrivateCloud?.SubnetId ?? '',
    privateIps: (record.PrivateIpAddresses ?? []) as Ipv4[],
    publicIps: (record.PublicIpAddresses ?? []) as Ipv4[],
    securityGroupIds: record.SecurityGroupIds ?? [],
    ...(camRole && { camRole }),
    ...(chargeType && { internet: { chargeType, mbits: record.InternetAccessible?.InternetMaxBandwidthOut ?? 0 } }),
  };
}

/** Older regions may fill in the one group's old field alone. */
function toPlacement({
  Placement,
  DisasterRecoverGroupIds,
  DisasterRecoverGroupId,
}: SdkInstance): Instance['placement'] {
  const host = present(Placement?.HostId);
  const rack = present(Placement?.RackId);
  const groups = [...(DisasterRecoverGroupIds ?? []), DisasterRecoverGroupId].flatMap((id) => present(id) ?? []);
  return { groups: [...new Set(groups)], ...(host && { host }), ...(rack && { rack }) };
}

export function toEni(record: NetworkInterface): Eni {
  const instance = present<InstanceId>(record.Attachment?.InstanceId);
  return {
    id: (record.NetworkInterfaceId ?? '') as EniId,
    name: record.NetworkInterfaceName ?? '',
    primary: record.Primary ?? false,
    vpcId: record.VpcId ?? '',
    subnetId: record.SubnetId ?? '',
    mac: (record.MacAddress ?? '').toLowerCase(),
    state: record.NetworkInterfaceState ?? record.State ?? '',
    ips: (record.PrivateIpAddressSet ?? []).map((ip) => {
      const eipId = present<EipId>(ip.AddressId);
      return {
        address: (ip.PrivateIpAddress ?? '') as Ipv4,
        primary: ip.Primary ?? false,
        description: ip.Description ?? '',
        state: ip.State ?? '',
        ...(eipId && { eipId }),
      };
    }),
    securityGroupIds: record.GroupSet ?? [],
    ...(instance && { instance }),
    ...(record.AttachType === 1 && { extension: true as const }),
  };
}

export function toEip(record: Address): Eip {
  // An EIP that is unbound may still carry the ENI and the address that it was bound to.
  const isBound = record.AddressStatus === 'BIND' || record.AddressStatus === 'BIND_ENI';
  const eni = isBound ? present<EniId>(record.NetworkInterfaceId) : undefined;
  const privateIp = isBound ? present<Ipv4>(record.PrivateAddressIp) : undefined;
  return {
    id: (record.AddressId ?? '') as EipId,
    name: record.AddressName ?? '',
    ip: (record.AddressIp ?? '') as Ipv4,
    status: record.AddressStatus ?? '',
    ...(eni && { eni }),
    ...(privateIp && { privateIp }),
    ...(record.IsArrears === true && { arrears: true as const }),
    ...(record.IsBlocked === true && { blocked: true as const }),
    ...(record.CascadeRelease === true && { releasedWhenUnbound: true as const }),
  };
}

/** What the API writes where nothing has happened yet. */
const never = '0000-00-00 00:00:00';

export function toHaVip(record: SdkHaVip): HaVip {
  const instance = present<InstanceId>(record.InstanceId);
  const eni = present<EniId>(record.NetworkInterfaceId);
  const eipAddress = present<Ipv4>(record.AddressIp);
  const flushedAt = present(record.FlushedTime);
  return {
    id: (record.HaVipId ?? '') as HaVipId,
    name: record.HaVipName ?? '',
    address: (record.Vip ?? '') as Ipv4,
    vpcId: record.VpcId ?? '',
    subnetId: record.SubnetId ?? '',
    state: record.State ?? '',
    ...(instance && { instance }),
    ...(eni && { eni }),
    ...(eipAddress && { eipAddress }),
    ...(flushedAt && flushedAt !== never && { flushedAt }),
    checkAssociate: record.CheckAssociate === true,
    associations: (record.HaVipAssociationSet ?? []).map((one) => ({
      instance: one.InstanceId,
      type: one.InstanceType === 'ENI' || one.InstanceId.startsWith('eni-') ? 'ENI' : 'CVM',
    })),
  };
}

export function toSubnet(record: SdkSubnet): Subnet {
  return { id: record.SubnetId ?? '', vpcId: record.VpcId ?? '', cidr: record.CidrBlock ?? '' };
}

export function toUsedAddress(record: IpAddressStates): UsedAddress {
  const [resourceType, resourceId] = [present(record.ResourceType), present(record.ResourceId)];
  return {
    address: (record.IpAddress ?? '') as Ipv4,
    ...(resourceType && { resourceType }),
    ...(resourceId && { resourceId }),
  };
}

export function toRule(record: SecurityGroupPolicy): SecurityRule {
  const { AddressTemplate, ServiceTemplate } = record;
  const cidr = present(record.CidrBlock);
  const groupId = present(record.SecurityGroupId);
  return {
    protocol: (record.Protocol ?? '').toUpperCase(),
    port: (record.Port ?? '').toUpperCase(),
    action: (record.Action ?? '').toUpperCase(),
    template: [
      AddressTemplate?.AddressId,
      AddressTemplate?.AddressGroupId,
      ServiceTemplate?.ServiceId,
      ServiceTemplate?.ServiceGroupId,
    ].some((id) => present(id) !== undefined),
    ...(cidr && { cidr }),
    ...(groupId && { groupId }),
  };
}
