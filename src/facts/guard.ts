import type { Fact } from './fact.js';

/** Whether VRRP from strangers is dropped before keepalived sees it. */
export type Guard =
  | { readonly kind: 'on'; readonly peers: readonly string[] }
  | { readonly kind: 'off' }
  /** The host has neither nft nor iptables, or a kernel that knows neither. */
  | { readonly kind: 'no-tool' };

const script = `PATH=/usr/sbin:/usr/bin:/sbin:/bin
if nft list tables >/dev/null 2>&1; then
  nft list table ip ha_setup_vrrp 2>/dev/null | sed -n 's/.*saddr != \\([0-9.]*\\) drop.*/peer \\1/p'
elif iptables -w -t raw -S >/dev/null 2>&1; then
  iptables -w -t raw -C PREROUTING -p 112 -j ha-setup-vrrp 2>/dev/null &&
    iptables -w -t raw -C ha-setup-vrrp -j DROP 2>/dev/null &&
    iptables -w -t raw -S ha-setup-vrrp 2>/dev/null | sed -n 's/.*-s \\([0-9.]*\\).*ACCEPT.*/peer \\1/p'
else
  echo no-tool
fi
:`;

export const guardFact: Fact<Guard> = {
  key: 'guard',
  argv: ['sh', '-c', script],
  parse: ({ stdout }) => parseGuard(stdout),
};

export function parseGuard(text: string): Guard {
  if (/^no-tool$/m.test(text)) return { kind: 'no-tool' };
  const peers = [...text.matchAll(/^peer ([\d.]+)$/gm)].map(([, address = '']) => address);
  return peers.length === 0 ? { kind: 'off' } : { kind: 'on', peers };
}
