import { paths, unit } from '../cluster/names.js';
import { type ClusterSpec, vipAddress } from '../cluster/spec.js';
import type { AnnouncedSetup, GuideSetup, ScriptedSetup } from '../facts/guide.js';
import type { HostFacts } from '../facts/host.js';
import type { CloudFacts } from '../facts/survey.js';
import { locate } from '../facts/topology.js';
import { allOf, listed } from '../messages/lists.js';
import { say } from '../messages/say.js';
import { defineCheck } from './check.js';
import { error, type Remark, warning } from './finding.js';

export const foreignConfigCheck = defineCheck({
  id: 'config.foreign',
  subject: 'hosts',
  about: () => say.about.configForeign,
  when: ['preflight'],
  needs: ['cloud', 'host'],
  run: ({ cloud, host: { id, host } }, { pair: { spec } }) => checkConfig(id, host, { spec, cloud }),
});

interface GuidePair {
  readonly spec: ClusterSpec;
  readonly cloud: CloudFacts;
}

/** A configuration that is neither ours nor merely the package's own sample belongs to somebody: one that runs is not touched. */
function checkConfig(id: string, { keepalived, guide, sampleConfig, service }: HostFacts, pair: GuidePair): Remark[] {
  const words = say.findings.foreign;
  const path = paths.config;
  if (keepalived === undefined) {
    return service.active ? [error(id, words.noFile({ unit, path }), words.noFileHint({ unit }))] : [];
  }
  if (guide !== undefined && isTheirs(guide, pair)) return checkGuide(id, guide, pair);
  if (keepalived.managed || (sampleConfig && !service.active)) return [];
  const vrids = keepalived.instances.map(({ name, virtualRouterId }) =>
    words.instance({ name, vrid: virtualRouterId ?? 0 }),
  );
  const told = { path, unit, has: vrids.length === 0 ? words.none : listed(vrids) };
  if (!service.active) return [warning(id, words.rests(told), words.restsHint({ folder: paths.backups }))];
  const isPerhapsHaVip = guide !== undefined && pair.spec.mechanism === 'migrate';
  const hint = isPerhapsHaVip ? words.runsHaVipHint({ unit, vip: guide.vip }) : words.runsHint({ unit });
  return [error(id, words.runs(told), hint)];
}

/** Who has a VIP on the NIC and a unicast peer has a pair of the guide's only where that VIP is a HAVIP. */
function isTheirs({ mechanism, vip }: GuideSetup, { spec, cloud }: GuidePair): boolean {
  if (mechanism === 'migrate') return true;
  return spec.mechanism === 'havip' && cloud.inventory.haVips.some(({ address }) => address === vip);
}

/** A pair that somebody made by hand from the guide is taken over, where it is the pair of the answers. */
function checkGuide(id: string, guide: GuideSetup, { spec, cloud }: GuidePair): Remark[] {
  const words = say.findings.foreign;
  const { vip, state, priority, mechanism } = guide;
  const [what, others] = mechanism === 'havip' ? comparePeers(guide, spec, cloud) : compareEnis(guide, spec, cloud);
  const made = words.made({ vip, what, state: `${state}`, priority: `${priority}` });
  if (mechanism !== spec.mechanism) {
    const message = words.otherMechanism({ made, mechanism: spec.mechanism });
    return [error(id, message, words.otherMechanismHint({ mechanism }))];
  }
  const asked = vipAddress(spec) ?? cloud.inventory.haVips.find(({ id: one }) => one === spec.vip)?.address;
  if (asked !== undefined && asked !== vip) {
    return [error(id, words.otherVip({ made, vip: asked }), words.otherVipHint({ vip }))];
  }
  if (others !== undefined) {
    const nodes = allOf(others.map(String));
    return [error(id, words.otherNodes({ made, nodes }), words.otherNodesHint)];
  }
  return [warning(id, words.takenOver({ made }), words.takenOverHint({ folder: paths.backups }))];
}

/** What its files say of the pair, and, where it is another one, whom the answers name instead. */
type Compared = readonly [what: string, others: readonly (string | undefined)[] | undefined];

function compareEnis({ selfEni, peerEni }: ScriptedSetup, spec: ClusterSpec, { inventory }: CloudFacts): Compared {
  const enis = spec.nodes.map((one) => locate(one, inventory).eni?.id);
  const isPair = [selfEni, peerEni].every((eni) => enis.some((one) => one === eni));
  return [say.findings.foreign.between({ eni: selfEni, peer: peerEni }), isPair ? undefined : enis];
}

function comparePeers({ selfIp, peerIp }: AnnouncedSetup, spec: ClusterSpec, { inventory }: CloudFacts): Compared {
  const ips = spec.nodes.map((one) => locate(one, inventory).eni?.ips.find(({ primary }) => primary)?.address);
  const isPair = [selfIp ?? peerIp, peerIp].every((ip) => ips.some((one) => one === ip));
  return [say.findings.foreign.beside({ peer: peerIp }), isPair ? undefined : ips];
}
