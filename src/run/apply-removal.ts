import { drillUnit, paths } from '../cluster/names.js';
import type { ClusterSpec } from '../cluster/spec.js';
import { CloudError } from '../errors.js';
import { isChanging } from '../facts/eip.js';
import { say } from '../messages/say.js';
import type { CloudRemoval, HostRemoval } from '../operations/change.js';
import type { HostPort } from '../ports/host.js';
import { run } from './apply-host.js';
import { changePackages } from './change-packages.js';
import type { CloudContext } from './cloud-context.js';
import { changeFirewall } from './firewall.js';
import type { HostContext } from './host-context.js';
import { ClientTokens, tokenNames } from './tokens.js';
import { unlessGone } from './unless-gone.js';
import { until } from './until.js';
import { whileBusy } from './while-busy.js';

/**
 * The service, and a process that an earlier version started outside it: that one is known by its pid's name. Last, the
 * kernel's ARP as it was before.
 */
const endHooks = `[ ! -e "$3" ] || systemctl disable --now ha-setup-vip.service
pid=$(cat "$1/watch.pid" 2>/dev/null)
is_hooks() { [ -n "$pid" ] && [ "$(cat "/proc/$pid/comm" 2>/dev/null)" = ha-setup-vip ]; }
for signal in TERM KILL; do
  is_hooks && kill -s "$signal" "$pid"
  for _ in 1 2 3 4 5 6 7 8 9 10; do is_hooks && sleep 0.1; done
done
[ -z "$2" ] || ip -o -4 address show to "$2/32" | while read -r _ name _ cidr _; do ip address del "$cidr" dev "$name"; done
[ ! -e "$1/arp" ] || "$4" release`;

/** Folders go only where nobody has put anything else into them; the record goes last, for an interrupted run needs it. */
const removeTraces = `rmdir /etc/keepalived "$(dirname "$4")" 2>/dev/null
rm -rf "$1" /run/ha-setup.lock
rm -f "$2" "$2".[0-9]* "$2"-*
metrics=$(cat "$3/metrics" 2>/dev/null)
case $metrics in /*/ha_setup_*.prom) rm -f "$metrics" "\${metrics%/*}/.\${metrics##*/}.new" ;; esac
rm -rf "$3"
ip link delete ha-setup 2>/dev/null
nft delete table ip ha_setup_vrrp 2>/dev/null
if iptables -w -t raw -D PREROUTING -p 112 -j ha-setup-vrrp 2>/dev/null; then
  iptables -w -t raw -F ha-setup-vrrp; iptables -w -t raw -X ha-setup-vrrp
fi
if [ -e /sys/fs/selinux/enforce ] && command -v semanage >/dev/null 2>&1; then
  for name in notify_action.sh check_self.sh vrrp_guard.sh vip.py; do semanage fcontext -d "/etc/keepalived/$name" 2>/dev/null; done
fi
:`;

/** Takes one thing away on a host; throws HaSetupError with the last lines of what failed there. */
export async function applyHostRemoval(change: HostRemoval, context: HostContext): Promise<void> {
  switch (change.kind) {
    case 'service.stop':
      await context.host.run(['systemctl', 'stop', `${drillUnit}.timer`]);
      return run(['systemctl', 'stop', change.unit], context);
    case 'service.disable':
      return run(['systemctl', 'disable', change.unit], context);
    case 'hooks.stop':
      return run(
        ['sh', '-c', endHooks, 'end-hooks', paths.state, change.vip ?? '', paths.hooksUnit, paths.hooks],
        context,
      );
    case 'file.remove':
      return run(['rm', '-f', change.path], context);
    case 'file.restore':
      return run(['cp', '-a', '--remove-destination', change.backup, change.path], context);
    case 'package.remove':
      return changePackages(change, context);
    case 'firewall.close':
      return changeFirewall(change, context);
    case 'traces.remove':
      return run(['sh', '-c', removeTraces, 'remove', paths.state, paths.log, paths.records, paths.dropIn], context);
  }
}

type EniRemoval = Exclude<CloudRemoval, { kind: `havip.${string}` }>;

/** Takes one thing away in the cloud and returns once the record shows it. */
export async function applyCloudRemoval(
  change: EniRemoval,
  spec: ClusterSpec,
  { cloud, clock, tell, hosts }: CloudContext & { readonly hosts: readonly HostPort[] },
): Promise<void> {
  const instances = spec.nodes.map((node) => node.instance);
  const read = () => cloud.inventory({ instances, limits: false, ...('eip' in change && { eip: { id: change.eip } }) });
  const gone = (problem: string, isGone: (found: Awaited<ReturnType<typeof read>>) => boolean) =>
    until(
      clock,
      { timeoutMs: 60_000, intervalMs: 300 },
      async () => (isGone(await read()) ? true : undefined),
      () =>
        new CloudError(change.kind, 'Timeout', problem, {
          hint: say.run.again,
        }),
    );
  const patiently = (call: () => Promise<unknown>) => unlessGone(() => whileBusy(clock, tell, call));
  // What is made after this is made anew.
  const forget = (name: string) => Promise.all(hosts.map((host) => new ClientTokens(host, clock).forget(name)));
  switch (change.kind) {
    case 'vip.unassign':
      await patiently(() => cloud.unassignVip(change.eni, change.vip));
      await gone(say.run.vipStays(change), ({ enis }) =>
        enis.every((eni) => eni.id !== change.eni || eni.ips.every((ip) => ip.address !== change.vip)),
      );
      await forget(tokenNames.vip);
      return;
    case 'eip.disassociate':
      await patiently(() => cloud.disassociateEip(change.eip));
      await gone(say.run.eipStaysBound(change), ({ eips }) => eips.every((eip) => eip.status === 'UNBIND'));
      return;
    case 'eip.release':
      await gone(say.run.eipStaysChanging(change), ({ eips }) => !eips.some(isChanging));
      await patiently(() => cloud.releaseEip(change.eip));
      await gone(say.run.eipStays(change), ({ eips }) => eips.length === 0);
      await forget(tokenNames.eip);
  }
}
