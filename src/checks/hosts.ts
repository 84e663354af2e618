import { paths, unit } from '../cluster/names.js';
import type { ClusterSpec, NodeSpec } from '../cluster/spec.js';
import type { GuideSetup } from '../facts/guide.js';
import type { HostFacts } from '../facts/host.js';
import { findInterface } from '../facts/interfaces.js';
import { compareVersions } from '../facts/packages.js';
import type { CloudFacts } from '../facts/survey.js';
import { locate } from '../facts/topology.js';
import { error, type Finding, warning } from './finding.js';

/** keepalived older than this lacks what the guide's configuration needs (guide, step 2). */
export const oldestKeepalived = [1, 3, 5] as const;
/** Seconds by which a host's clock may differ from the API's (design.md, "A run"). */
const clockTolerance = 60;

/** What a host itself says: it is the instance we think, one that we know how to set up, and nobody else's keepalived is there. */
export function checkHost(
  node: NodeSpec,
  spec: ClusterSpec,
  cloud: CloudFacts,
  host: HostFacts,
  apiClockOffsetMs: number,
): Finding[] {
  const id = node.instance;
  return [
    ...checkIdentity(node, cloud, host),
    ...checkSystem(id, host),
    ...checkKeepalived(node, cloud, spec, host),
    ...checkClock(id, host.clockOffsetMs - apiClockOffsetMs),
  ];
}

function checkIdentity(node: NodeSpec, cloud: CloudFacts, { network }: HostFacts): Finding[] {
  const { eni } = locate(node, cloud.inventory);
  if (eni === undefined || findInterface(network, eni.mac) !== undefined) return [];
  const seen = network.interfaces.map(({ name, mac }) => `${name} ${mac}`).join(', ');
  return [
    error(
      node.instance,
      `the host behind its address is another one: no interface there has ${eni.id}'s hardware address ${eni.mac} (it has ${seen})`,
      'check nodes[].ssh.host, or, for a secondary ENI, whether its interface is up on the host',
    ),
  ];
}

function checkSystem(id: string, { os, family, managers, service }: HostFacts): Finding[] {
  if (service.loadState === 'no systemd') {
    return [error(id, `${os.prettyName} runs without systemd`, 'use an image with systemd, such as Debian 12')];
  }
  const like = os.idLike.length > 0 ? `, ID_LIKE="${os.idLike.join(' ')}"` : '';
  if (family === undefined) {
    const there = managers.length > 0 ? `its package manager is ${managers.join(', ')}` : 'it has no package manager';
    return [
      error(
        id,
        `${os.prettyName} (ID=${os.id}${like}) is not a distribution that ha-setup can set up: ${there}`,
        'use TencentOS, OpenCloudOS, CentOS, Rocky, Alma, Ubuntu or Debian on both instances',
      ),
    ];
  }
  if (os.knownBy === os.id) return [];
  return [
    warning(
      id,
      `${os.prettyName} (ID=${os.id}${like}) is not one of the distributions that ha-setup knows; it is set up like ${os.knownBy}, with ${family.command}`,
      'look at the plan before you agree to it',
    ),
  ];
}

function checkKeepalived(node: NodeSpec, cloud: CloudFacts, spec: ClusterSpec, host: HostFacts): Finding[] {
  const id = node.instance;
  const { service, record } = host;
  const found = [...checkConfig(node, cloud, spec, host), ...checkVersion(id, host)];
  if (record !== undefined && record.cluster !== spec.cluster) {
    found.push(
      error(
        id,
        `the host already belongs to the cluster ${record.cluster}`,
        `use cluster: ${record.cluster} in the answers, or other instances: one host is in one pair`,
      ),
    );
  }
  if (service.loadState === 'masked') {
    found.push(error(id, `${unit} is masked`, `systemctl unmask ${unit}`));
  }
  return found;
}

/** A configuration that is neither ours nor merely the package's own sample belongs to somebody: one that runs is not touched. */
function checkConfig(
  node: NodeSpec,
  cloud: CloudFacts,
  spec: ClusterSpec,
  { keepalived, guide, sampleConfig, service }: HostFacts,
): Finding[] {
  const id = node.instance;
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
  if (guide !== undefined) return checkGuide(node, cloud, spec, guide);
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
function checkGuide(node: NodeSpec, cloud: CloudFacts, spec: ClusterSpec, guide: GuideSetup): Finding[] {
  const id = node.instance;
  const { vip, selfEni, peerEni, state, priority } = guide;
  const enis = spec.nodes.map((one) => locate(one, cloud.inventory).eni?.id);
  const what = `it was set up by hand from the guide: VIP ${vip} between ${selfEni} and ${peerEni}, state ${state}, priority ${priority}`;
  if (spec.vip !== 'auto' && spec.vip !== vip) {
    return [error(id, `${what}; the answers want ${spec.vip}`, `set vip: ${vip} (or auto) in the answers`)];
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

function checkVersion(id: string, host: HostFacts): Finding[] {
  const { keepalivedVersion, strayKeepalived, family, heldPackages } = host;
  if (strayKeepalived !== undefined) {
    return [
      error(
        id,
        `the keepalived ${keepalivedVersion?.join('.')} at ${strayKeepalived} did not come with a package, so it has its own places for its files`,
        `remove it there; ${family?.command ?? 'the package manager'} will bring one`,
      ),
    ];
  }
  if (keepalivedVersion === undefined || compareVersions(keepalivedVersion, oldestKeepalived) >= 0) return [];
  const release = heldPackages.includes('keepalived') ? `${family?.release}; ` : '';
  return [
    error(
      id,
      `keepalived ${keepalivedVersion.join('.')} is older than ${oldestKeepalived.join('.')}${release && ', and it is held at that version'}`,
      `${release}${family?.upgrade ?? 'upgrade the package'}, or use a newer image`,
    ),
  ];
}

function checkClock(id: string, offsetMs: number): Finding[] {
  const seconds = Math.round(offsetMs / 1000);
  if (Math.abs(seconds) <= clockTolerance) return [];
  return [
    error(
      id,
      `its clock is ${Math.abs(seconds)} s ${seconds > 0 ? 'ahead of' : 'behind'} the API's, which refuses signatures that are more than 300 s off`,
      'set the clock (timedatectl set-ntp true; chronyc makestep)',
    ),
  ];
}
