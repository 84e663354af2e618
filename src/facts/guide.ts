import { type Ipv4, patterns } from '../cluster/ids.js';
import { paths } from '../cluster/names.js';
import type { FileStates } from './files.js';

/** A host that somebody set up by hand from the vendor's guide, as its files say. */
export interface GuideSetup {
  readonly vip: Ipv4;
  /** The ENIs between which its vip.py moves the VIP. */
  readonly selfEni: string;
  readonly peerEni: string;
  /** VRRP's initial state and priority: MASTER, 50. */
  readonly state: string;
  readonly priority: string;
}

/** By the guide's own names inside its files; undefined for any other set-up. */
export function findGuideSetup(files: FileStates): GuideSetup | undefined {
  const config = files[paths.config]?.content ?? '';
  const hooks = files[paths.hooks]?.content ?? '';
  if (!/^\s*notify_master\s+"?\/etc\/keepalived\/notify_action\.sh\b/m.test(config)) return undefined;
  const vip = findValue(hooks, 'vip');
  const selfEni = findValue(hooks, 'thisNetworkInterfaceId');
  const peerEni = findValue(hooks, 'thatNetworkInterfaceId');
  if (vip === undefined || !patterns.ipv4.test(vip) || selfEni === undefined || peerEni === undefined) return undefined;
  const setting = (word: string) => new RegExp(`^\\s*${word}\\s+(\\w+)`, 'm').exec(config)?.[1] ?? 'unknown';
  return { vip: vip as Ipv4, selfEni, peerEni, state: setting('state'), priority: setting('priority') };
}

function findValue(program: string, name: string): string | undefined {
  return new RegExp(`^${name}\\s*=\\s*['"]([^'"]*)['"]`, 'm').exec(program)?.[1];
}
