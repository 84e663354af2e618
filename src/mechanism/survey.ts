import { cloudName } from '../cluster/names.js';
import type { ClusterSpec } from '../cluster/spec.js';
import type { CloudFacts } from '../facts/survey.js';
import { locate } from '../facts/topology.js';
import type { CloudReader, InventoryQuery } from '../ports/cloud.js';
import type { UsedAddress } from '../ports/inventory.js';
import { mechanismOf } from './mechanisms.js';

export function inventoryQuery(spec: ClusterSpec): InventoryQuery {
  const eip =
    spec.eip === 'none' ? {} : { eip: spec.eip === 'allocate' ? { name: cloudName(spec.cluster) } : { id: spec.eip } };
  const instances = spec.nodes.map((node) => node.instance);
  return { instances, ...eip, haVips: mechanismOf(spec).readsHaVips };
}

/** The cloud's side of the facts, in as few round trips as the spec allows. `more` goes into the inventory's query. */
export async function surveyCloud(
  cloud: CloudReader,
  spec: ClusterSpec,
  more: Pick<InventoryQuery, 'limits' | 'onInstances'> = {},
): Promise<CloudFacts> {
  const inventory = await cloud.inventory({ ...inventoryQuery(spec), ...more });
  const enis = spec.nodes.flatMap((node) => locate(node, inventory).eni ?? []);
  const [eni] = enis;
  const isKnown = mechanismOf(spec).knowsVip(spec, enis, inventory);
  const used = eni === undefined || isKnown ? [] : await cloud.usedAddresses(eni.vpcId, eni.subnetId);
  // With the other mechanism, an address may be the pair's as a HAVIP still.
  const isHaVip = ({ resourceId }: UsedAddress) => resourceId?.startsWith('havip-') === true;
  if (eni === undefined || mechanismOf(spec).readsHaVips || !used.some(isHaVip)) return { inventory, used };
  return { inventory: { ...inventory, haVips: await cloud.haVips(eni.vpcId) }, used };
}
