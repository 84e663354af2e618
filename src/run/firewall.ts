import type { FirewallTool } from '../facts/firewall.js';
import { say } from '../messages/say.js';
import type { Change } from '../operations/change.js';
import { richRule } from '../operations/firewall-verdict.js';
import { failure, type HostContext } from './host-context.js';

type FirewallChange = Extract<Change, { kind: `firewall.${string}` }>;

const unitFile = '/etc/systemd/system/ha-setup-firewall.service';

/** Rules of a filter that does not keep what others add: a unit makes them after those of its owner, at each boot and each restart of it. */
const withUnit = (after: string, start: string, stop: string) => `cat >${unitFile} <<END
# Managed by ha-setup.
[Unit]
Description=VRRP from the peer of the ha-setup pair
After=${after}
PartOf=${after}
Before=keepalived.service

[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/bin/sh -c '${start}'
ExecStop=-/bin/sh -c '${stop}'

[Install]
WantedBy=multi-user.target ${after}
END
systemctl daemon-reload && systemctl enable --quiet ha-setup-firewall.service && systemctl restart ha-setup-firewall.service`;

const closeUnit = `systemctl disable --quiet --now ha-setup-firewall.service
rm -f ${unitFile}
systemctl daemon-reload`;

const accept = '-s $1 -p 112 -m comment --comment ha-setup -j ACCEPT';
/** Before every other rule of INPUT. */
const withIptables = (after: string) =>
  withUnit(
    after,
    `iptables -w -C INPUT ${accept} 2>/dev/null || iptables -w -I INPUT ${accept}`,
    `iptables -w -D INPUT ${accept}`,
  );

/** Each with the peer's address as $1, the place as $2 and firewalld's rule as $3. */
const scripts: Readonly<Record<FirewallTool, { readonly open: string; readonly close: string }>> = {
  firewalld: {
    open: `firewall-cmd -q --permanent --zone="$2" --add-rich-rule="$3" && firewall-cmd -q --zone="$2" --add-rich-rule="$3"`,
    close: `firewall-cmd -q --permanent --zone="$2" --remove-rich-rule="$3"; firewall-cmd -q --zone="$2" --remove-rich-rule="$3" || true`,
  },
  // A ufw before 0.36.2 knows no vrrp, and would let the peer in with everything or not at all: there the rule goes before its own.
  ufw: {
    open: `ufw allow proto vrrp from "$1" comment ha-setup 2>/dev/null || {
${withIptables('ufw.service')}
}`,
    close: `if ufw show added | grep -q "^ufw allow from $1 proto vrrp "; then ufw delete allow proto vrrp from "$1"; fi
${closeUnit}`,
  },
  iptables: {
    open: withIptables('iptables.service netfilter-persistent.service'),
    close: closeUnit,
  },
  nftables: {
    open: withUnit(
      'nftables.service',
      `nft list chain $2 | grep -q ha-setup || nft insert rule $2 ip saddr $1 ip protocol 112 accept comment ha-setup`,
      `nft -a list chain $2 | sed -n "s/.*comment .ha-setup. # handle /nft delete rule $2 handle /p" | sh`,
    ),
    close: closeUnit,
  },
};

/** Lets VRRP from the peer in, now and after a boot, or takes that back; throws HaSetupError with what the tool said. */
export async function changeFirewall(change: FirewallChange, context: HostContext): Promise<void> {
  const { kind, tool, peer, place = '' } = change;
  const script = scripts[tool][kind === 'firewall.open' ? 'open' : 'close'];
  const result = await context.host.run(['sh', '-c', script, 'firewall', peer, place, richRule(peer)]);
  if (result.code !== 0) throw failure(say.run.firewallBy({ tool }), result.stderr || result.stdout, context);
}
