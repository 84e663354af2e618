import type { Ipv4 } from '../cluster/ids.js';
import { cloudName } from '../cluster/names.js';
import { nodeNames } from '../cluster/nodes.js';
import { type ClusterSpec, vipAddress } from '../cluster/spec.js';
import { findUser } from '../facts/address-user.js';
import type { GuideSetup } from '../facts/guide.js';
import type { Reading } from '../facts/reading.js';
import type { HostSettings } from '../facts/settings.js';
import type { CloudFacts } from '../facts/survey.js';
import { locate } from '../facts/topology.js';
import { mechanismOf } from '../mechanism/mechanisms.js';
import type { Each } from './pair.js';

/** What tells of a host's VIP; a glance at a host reads neither. */
interface Memory {
  readonly settings?: HostSettings;
  readonly guide?: GuideSetup;
}

/** The VIP that the hosts of a pair serve: one that we set up, or one that was made from the guide. */
export function findKnownVip(spec: ClusterSpec, hosts: Each<Reading<object>>): Ipv4 | undefined {
  const [known] = nodeNames.flatMap((node) => {
    const reading = hosts[node];
    if (!('known' in reading)) return [];
    const { guide, settings }: Memory = reading.known;
    if (guide?.mechanism === spec.mechanism) return guide.vip;
    return settings?.cluster === spec.cluster ? (settings.vip as Ipv4) : [];
  });
  return known;
}

/** With `vip: auto`, the address that the hosts of a pair serve. */
export function withKnownVip(spec: ClusterSpec, hosts: Each<Reading<object>>): ClusterSpec {
  if (spec.vip !== 'auto') return spec;
  const known = findKnownVip(spec, hosts);
  return known === undefined ? spec : { ...spec, vip: known };
}

/** The same for a run: an address that the cloud has given to something else is no longer the pair's. */
export function withOwnVip(spec: ClusterSpec, hosts: Each<Reading<object>>, cloud: Reading<CloudFacts>): ClusterSpec {
  const known = withKnownVip(spec, hosts);
  const vip = vipAddress(known);
  if (vip === undefined || spec.vip !== 'auto' || !('known' in cloud)) return known;
  return isOthers(vip, spec, cloud.known) ? spec : known;
}

/** Something else has the address; or the pair does not have it, and has another that bears its name. */
function isOthers(vip: Ipv4, spec: ClusterSpec, cloud: CloudFacts): boolean {
  const enis = spec.nodes.flatMap((node) => locate(node, cloud.inventory).eni ?? []);
  const own = mechanismOf(spec).candidates(enis, cloud.inventory);
  if (own.some(({ address }) => address === vip)) return false;
  const name = cloudName(spec.cluster);
  if (own.some((one) => one.name === name)) return true;
  const user = findUser(vip, cloud);
  return user !== undefined && user.description !== name;
}
