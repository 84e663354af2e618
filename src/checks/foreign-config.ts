import { paths, unit } from '../cluster/names.js';
import { type ClusterSpec, vipAddress } from '../cluster/spec.js';
import type { AnnouncedSetup, GuideSetup, ScriptedSetup } from '../facts/guide.js';
import type { HostFacts } from '../facts/host.js';
import type { CloudFacts } from '../facts/survey.js';
import { locate } from '../facts/topology.js';
import { defineCheck } from './check.js';
import { error, type Remark, warning } from './finding.js';

export const foreignConfigCheck = defineCheck({
  id: 'config.foreign',
  title: 'the two hosts',
  about: 'nobody else runs keepalived on the hosts',
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
  if (keepalived === undefined) {
    if (!service.active) return [];
    return [
      error(
        id,
        `${unit} runs there without ${paths.config}: somebody else configured it`,
        `stop it (systemctl disable --now ${unit}) if it is no longer needed`,
      ),
    ];
  }
  if (guide !== undefined && isTheirs(guide, pair)) return checkGuide(id, guide, pair);
  if (keepalived.managed || (sampleConfig && !service.active)) return [];
  const perhaps =
    guide && pair.spec.mechanism === 'migrate' ? `; where ${guide.vip} is a HAVIP, set mechanism: havip` : '';
  const vrids = keepalived.instances.map(({ name, virtualRouterId }) => `${name} with VRID ${virtualRouterId}`);
  const what = `${paths.config} is not ours: it has ${vrids.length === 0 ? 'a configuration' : vrids.join(', ')}`;
  if (service.active) {
    const hint = `if it is no longer needed, stop it (systemctl disable --now ${unit}): the next run then replaces the file and keeps a backup; or choose other instances${perhaps}`;
    return [error(id, `${what}, and ${unit} runs with it`, hint)];
  }
  const hint = `it is kept in ${paths.backups}, and uninstall puts it back; the plan shows both as a diff`;
  return [warning(id, `${what}. ${unit} does not run, so the file is replaced`, hint)];
}

/** Who has a VIP on the NIC and a unicast peer has a pair of the guide's only where that VIP is a HAVIP. */
function isTheirs({ mechanism, vip }: GuideSetup, { spec, cloud }: GuidePair): boolean {
  if (mechanism === 'migrate') return true;
  return spec.mechanism === 'havip' && cloud.inventory.haVips.some(({ address }) => address === vip);
}

/** A pair that somebody made by hand from the guide is taken over, where it is the pair of the answers. */
function checkGuide(id: string, guide: GuideSetup, { spec, cloud }: GuidePair): Remark[] {
  const { vip, state, priority } = guide;
  const [what, otherwise] =
    guide.mechanism === 'havip' ? comparePeers(guide, spec, cloud) : compareEnis(guide, spec, cloud);
  const made = `it was set up by hand from the guide: VIP ${vip} ${what}, state ${state}, priority ${priority}`;
  if (guide.mechanism !== spec.mechanism) {
    const hint = `set mechanism: ${guide.mechanism} in the answers`;
    return [error(id, `${made}; the answers say mechanism: ${spec.mechanism}`, hint)];
  }
  const asked = vipAddress(spec) ?? cloud.inventory.haVips.find(({ id: one }) => one === spec.vip)?.address;
  if (asked !== undefined && asked !== vip) {
    return [error(id, `${made}; the answers say ${asked}`, `set vip: ${vip} (or auto) in the answers`)];
  }
  if (otherwise !== undefined) {
    return [error(id, `${made}; ${otherwise}`, 'name the two instances of that pair in the answers')];
  }
  return [
    warning(id, `${made}. It is taken over`, `its files are kept in ${paths.backups}; the VIP stays where it is`),
  ];
}

/** What its files say of the pair, and what the answers say instead. */
type Compared = readonly [what: string, otherwise: string | undefined];

function compareEnis({ selfEni, peerEni }: ScriptedSetup, spec: ClusterSpec, { inventory }: CloudFacts): Compared {
  const enis = spec.nodes.map((one) => locate(one, inventory).eni?.id);
  const isPair = [selfEni, peerEni].every((eni) => enis.some((one) => one === eni));
  return [`between ${selfEni} and ${peerEni}`, isPair ? undefined : `the answers name ${enis.join(' and ')}`];
}

function comparePeers({ selfIp, peerIp }: AnnouncedSetup, spec: ClusterSpec, { inventory }: CloudFacts): Compared {
  const ips = spec.nodes.map((one) => locate(one, inventory).eni?.ips.find(({ primary }) => primary)?.address);
  const isPair = [selfIp ?? peerIp, peerIp].every((ip) => ips.some((one) => one === ip));
  return [`announced beside ${peerIp}`, isPair ? undefined : `the answers name ${ips.join(' and ')}`];
}
