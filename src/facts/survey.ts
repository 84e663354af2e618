import { cloudName } from '../cluster/names.js';
import type { ClusterSpec } from '../cluster/spec.js';
import type { CloudReader, InventoryQuery } from '../ports/cloud.js';
import type { Inventory, PrivateIp, UsedAddress } from '../ports/inventory.js';
import { locate } from './topology.js';

export interface CloudFacts {
  readonly inventory: Inventory;
  /** Addresses of the subnet that something uses; read unless one of the two ENIs has the VIP already. */
  readonly used: readonly UsedAddress[];
}

export function inventoryQuery(spec: ClusterSpec): InventoryQuery {
  const eip =
    spec.eip === 'none' ? {} : { eip: spec.eip === 'allocate' ? { name: cloudName(spec.cluster) } : { id: spec.eip } };
  return { instances: spec.nodes.map((node) => node.instance), ...eip };
}

/** The cloud's side of the facts, in as few round trips as the spec allows. */
export async function surveyCloud(cloud: CloudReader, spec: ClusterSpec): Promise<CloudFacts> {
  const inventory = await cloud.inventory(inventoryQuery(spec));
  const [eni, ...others] = spec.nodes.flatMap((node) => locate(node, inventory).eni ?? []);
  if (eni === undefined) return { inventory, used: [] };
  const name = cloudName(spec.cluster);
  const isVip = ({ primary, description, address }: PrivateIp) =>
    !primary && (spec.vip === 'auto' ? description === name : address === spec.vip);
  const isThere = [eni, ...others].some(({ ips }) => ips.some(isVip));
  const used = isThere ? [] : await cloud.usedAddresses(eni.vpcId, eni.subnetId);
  return { inventory, used };
}
