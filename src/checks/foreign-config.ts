import { paths, unit } from '../cluster/names.js';
import { type ClusterSpec, vipAddress } from '../cluster/spec.js';
import type { GuideSetup } from '../facts/guide.js';
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
  if (guide !== undefined) return checkGuide(id, guide, pair);
  if (keepalived.managed || (sampleConfig && !service.active)) return [];
  const vrids = keepalived.instances.map(({ name, virtualRouterId }) => `${name} with VRID ${virtualRouterId}`);
  const what = `${paths.config} is not ours: it has ${vrids.length === 0 ? 'a configuration' : vrids.join(', ')}`;
  if (service.active) {
    const hint = `if it is no longer needed, stop it (systemctl disable --now ${unit}): the next run then replaces the file and keeps a backup; or choose other instances`;
    return [error(id, `${what}, and ${unit} runs with it`, hint)];
  }
  const hint = `it is kept in ${paths.backups}, and uninstall puts it back; the plan shows both as a diff`;
  return [warning(id, `${what}. ${unit} does not run, so the file is replaced`, hint)];
}

/** A pair that somebody made by hand from the guide is taken over, where it is the pair of the answers. */
function checkGuide(id: string, guide: GuideSetup, { spec, cloud }: GuidePair): Remark[] {
  const { vip, selfEni, peerEni, state, priority } = guide;
  const enis = spec.nodes.map((one) => locate(one, cloud.inventory).eni?.id);
  const what = `it was set up by hand from the guide: VIP ${vip} between ${selfEni} and ${peerEni}, state ${state}, priority ${priority}`;
  const asked = vipAddress(spec);
  if (asked !== undefined && asked !== vip) {
    return [error(id, `${what}; the answers say ${asked}`, `set vip: ${vip} (or auto) in the answers`)];
  }
  if (![selfEni, peerEni].every((eni) => enis.some((one) => one === eni))) {
    return [
      error(
        id,
        `${what}; the answers name ${enis.join(' and ')}`,
        'name the two instances of that pair in the answers',
      ),
    ];
  }
  return [
    warning(id, `${what}. It is taken over`, `its files are kept in ${paths.backups}; the VIP stays where it is`),
  ];
}
