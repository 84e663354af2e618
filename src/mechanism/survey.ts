import { cloudName } from '../cluster/names.js';
import type { ClusterSpec } from '../cluster/spec.js';
import type { CloudFacts } from '../facts/survey.js';
import { locate } from '../facts/topology.js';
import type { CloudReader, InventoryQuery } from '../ports/cloud.js';
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
  if (eni === undefined || isKnown) return { inventory, used: [] };
  const readUsed = () => cloud.usedAddresses(eni.vpcId, eni.subnetId);
  const used = await readUsed();
  // With the other mechanism, an address may be the pair's as a HAVIP still.
  const ids = used.flatMap(({ resourceId }) => (resourceId?.startsWith('havip-') ? [resourceId] : []));
  if (mechanismOf(spec).readsHaVips || ids.length === 0) return { inventory, used };
  const haVips = await cloud.haVips(eni.vpcId);
  // One may be deleted between the two readings, as a run that was killed has asked: its address is nobody's then.
  const isGone = ids.some((id) => haVips.every((haVip) => haVip.id !== id));
  return { inventory: { ...inventory, haVips }, used: isGone ? await readUsed() : used };
}
