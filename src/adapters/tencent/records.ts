import type { Instance as SdkInstance } from 'tencentcloud-sdk-nodejs/tencentcloud/services/cvm/v20170312/cvm_models.js';
import type {
  Address,
  NetworkInterface,
  Subnet as SdkSubnet,
  SecurityGroupPolicy,
} from 'tencentcloud-sdk-nodejs/tencentcloud/services/vpc/v20170312/vpc_models.js';
import type { EipId, EniId, InstanceId, Ipv4 } from '../../cluster/ids.js';
import type { Eip, Eni, Instance, SecurityRule, Subnet } from '../../ports/inventory.js';

/** The API fills absent values with null or with an empty string. */
const present = <T extends string>(value: string | null | undefined): T | undefined =>
  value === null || value === undefined || value === '' ? undefined : (value as T);

export function toInstance(record: SdkInstance): Instance {
  const camRole = present(record.CamRoleName);
  return {
    id: (record.InstanceId ?? '') as InstanceId,
    name: record.InstanceName ?? '',
    zone: record.Placement?.Zone ?? '',
    state: record.InstanceState ?? '',
    vpcId: record.VirtualPrivateCloud?.VpcId ?? '',
    subnetId: record.VirtualPrivateCloud?.SubnetId ?? '',
    privateIps: (record.PrivateIpAddresses ?? []) as Ipv4[],
    publicIps: (record.PublicIpAddresses ?? []) as Ipv4[],
    securityGroupIds: record.SecurityGroupIds ?? [],
    ...(camRole && { camRole }),
  };
}

/** @param ipQuotas private IPs that each ENI of an instance may have, by instance */
export function toEni(record: NetworkInterface, ipQuotas: ReadonlyMap<string, number>): Eni {
  const instance = present<InstanceId>(record.Attachment?.InstanceId);
  const ipQuota = instance === undefined ? undefined : ipQuotas.get(instance);
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
    ...(ipQuota !== undefined && { ipQuota }),
  };
}

export function toEip(record: Address): Eip {
  const eni = present<EniId>(record.NetworkInterfaceId);
  const privateIp = present<Ipv4>(record.PrivateAddressIp);
  return {
    id: (record.AddressId ?? '') as EipId,
    name: record.AddressName ?? '',
    ip: (record.AddressIp ?? '') as Ipv4,
    status: record.AddressStatus ?? '',
    ...(eni && { eni }),
    ...(privateIp && { privateIp }),
  };
}

export function toSubnet(record: SdkSubnet): Subnet {
  return { id: record.SubnetId ?? '', vpcId: record.VpcId ?? '', cidr: record.CidrBlock ?? '' };
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
