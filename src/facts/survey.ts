import type { Ipv4 } from '../cluster/ids.js';
import { cloudName } from '../cluster/names.js';
import type { ClusterSpec } from '../cluster/spec.js';
import type { CloudReader, InventoryQuery } from '../ports/cloud.js';
import type { Inventory } from '../ports/inventory.js';
import { locate } from './topology.js';

export interface CloudFacts {
  readonly inventory: Inventory;
  /** Addresses of the subnet that something uses; read only where a VIP is still to be chosen or checked. */
  readonly used: readonly Ipv4[];
}

export function inventoryQuery(spec: ClusterSpec): InventoryQuery {
  const eip =
    spec.eip === 'none' ? {} : { eip: spec.eip === 'allocate' ? { name: cloudName(spec.cluster) } : { id: spec.eip } };
  return { instances: spec.nodes.map((node) => node.instance), ...eip };
}

/** The cloud's side of the facts, in as few round trips as the spec allows. */
export async function surveyCloud(cloud: CloudReader, spec: ClusterSpec): Promise<CloudFacts> {
  const inventory = await cloud.inventory(inventoryQuery(spec));
  const { eni } = locate(spec.nodes[0], inventory);
  const name = cloudName(spec.cluster);
  const known = inventory.enis.some((candidate) =>
    candidate.ips.some(
      (ip) => !ip.primary && (spec.vip === 'auto' ? ip.description === name : ip.address === spec.vip),
    ),
  );
  const used = eni === undefined || known ? [] : await cloud.usedAddresses(eni.vpcId, eni.subnetId);
  return { inventory, used };
}
