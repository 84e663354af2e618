import { type Ipv4, patterns } from '../cluster/ids.js';
import { paths } from '../cluster/names.js';
import type { FileStates } from './files.js';

interface HandMade {
  readonly vip: Ipv4;
  /** VRRP's initial state and priority: MASTER, 50. */
  readonly state: string;
  readonly priority: string;
}

/** After the guide whose scripts move a secondary private IP through the API. */
export interface ScriptedSetup extends HandMade {
  readonly mechanism: 'migrate';
  /** The ENIs between which its vip.py moves the VIP. */
  readonly selfEni: string;
  readonly peerEni: string;
}

/** After the guide whose VIP is a HAVIP: keepalived has it on the NIC and announces it, and no script moves anything. */
export interface AnnouncedSetup extends HandMade {
  readonly mechanism: 'havip';
  /** The private IPs between which VRRP speaks; its own where the file says it. */
  readonly selfIp?: Ipv4;
  readonly peerIp: Ipv4;
}

/** A host that somebody set up by hand from one of the vendor's two guides, as its files say. */
export type GuideSetup = ScriptedSetup | AnnouncedSetup;

/** By the scripts' own names, or by a configuration that announces one VIP to one unicast peer; undefined for any other set-up. */
export function findGuideSetup(files: FileStates): GuideSetup | undefined {
  const config = files[paths.config]?.content ?? '';
  const hooks = files[paths.hooks]?.content;
  return hooks === undefined ? findAnnounced(config) : findScripted(config, hooks);
}

function findScripted(config: string, hooks: string): ScriptedSetup | undefined {
  if (!/^\s*notify_master\s+"?\/etc\/keepalived\/notify_action\.sh\b/m.test(config)) return undefined;
  const vip = findValue(hooks, 'vip');
  const selfEni = findValue(hooks, 'thisNetworkInterfaceId');
  const peerEni = findValue(hooks, 'thatNetworkInterfaceId');
  if (vip === undefined || !isIpv4(vip) || selfEni === undefined || peerEni === undefined) return undefined;
  return { mechanism: 'migrate', vip, selfEni, peerEni, ...initialRole(config) };
}

/** What serves or includes more than the one VIP is somebody else's. */
function findAnnounced(config: string): AnnouncedSetup | undefined {
  const bare = config.replaceAll(/[#!].*$/gm, '');
  if (/^\s*(include\w*|virtual_server\w*|vrrp_sync_group)\b/m.test(bare)) return undefined;
  if (bare.match(/^\s*vrrp_instance\b/gm)?.length !== 1) return undefined;
  const [vip, ...moreVips] = addressesIn(bare, 'virtual_ipaddress');
  const [peerIp, ...morePeers] = addressesIn(bare, 'unicast_peer');
  if (moreVips.length > 0 || morePeers.length > 0 || !isIpv4(vip) || !isIpv4(peerIp)) return undefined;
  const selfIp = setting(bare, 'unicast_src_ip');
  return { mechanism: 'havip', vip, peerIp, ...(isIpv4(selfIp) && { selfIp }), ...initialRole(bare) };
}

/** The first word of each line of a block, without a prefix length: what follows it are options. */
function addressesIn(config: string, block: string): readonly string[] {
  const inside = new RegExp(`^\\s*${block}\\s*\\{([^}]*)\\}`, 'm').exec(config)?.[1] ?? '';
  return inside.split('\n').flatMap((line) => /^\s*([^\s/]+)/.exec(line)?.[1] ?? []);
}

function initialRole(config: string): Pick<HandMade, 'state' | 'priority'> {
  return { state: setting(config, 'state') ?? 'unknown', priority: setting(config, 'priority') ?? 'unknown' };
}

function setting(config: string, word: string): string | undefined {
  return new RegExp(`^\\s*${word}\\s+([\\w.]+)`, 'm').exec(config)?.[1];
}

function isIpv4(text: string | undefined): text is Ipv4 {
  return text !== undefined && patterns.ipv4.test(text);
}

function findValue(program: string, name: string): string | undefined {
  return new RegExp(`^${name}\\s*=\\s*['"]([^'"]*)['"]`, 'm').exec(program)?.[1];
}
