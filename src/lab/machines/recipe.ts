import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { HaSetupError } from '../../errors.js';
import { say } from '../../messages/say.js';
import { runChecked } from '../process.js';
import { type SystemName, systems } from './systems.js';

/** What a fresh cloud host has. Neither keepalived nor python3: bringing them is the product's work. */
const packages = [
  ...['systemd-sysv', 'dbus', 'openssh-server', 'sudo', 'ca-certificates', 'logrotate'],
  ...['iproute2', 'iputils-ping', 'procps', 'kmod', 'nftables'],
];

/** What the machines' package repository offers, with all it needs beyond the image. */
const offered = ['keepalived', 'python3', 'curl', 'needrestart', 'iptables', 'ufw'];

/** Everything that decides what the image contains. */
export interface Recipe {
  readonly suite: string;
  readonly packages: readonly string[];
  readonly offered: readonly string[];
  /** apt's one-line sources, from this machine's own. */
  readonly sources: readonly string[];
  /** mmdebstrap's --aptopt, from this machine's own configuration: proxies and date checks. */
  readonly aptOptions: readonly string[];
  /** The authority that the machines trust, in PEM. */
  readonly authority: string;
  /** The script that finishes the image. */
  readonly script: string;
}

/** Reads this machine's apt configuration into the recipe of a system; throws where apt has no Debian source. */
export async function readRecipe(authorityFile: string, name: SystemName): Promise<Recipe> {
  const format = '$(ORIGIN)|$(CREATED_BY)|$(CODENAME)|deb $(REPO_URI) $(RELEASE) $(COMPONENT)';
  const readTargets = () => runChecked(['apt-get', 'indextargets', '--format', format]);
  let listed = await readTargets();
  if (!listed.includes('Debian|Packages|')) {
    await runChecked(['apt-get', 'update']);
    listed = await readTargets();
  }
  const rows = listed.split('\n').map((line) => line.split('|'));
  const debian = rows.filter(([origin, kind]) => origin === 'Debian' && kind === 'Packages');
  const suite = debian.map(([, , codename]) => codename ?? '').find((codename) => /^[a-z]+$/.test(codename));
  if (!suite) {
    throw new HaSetupError(say.rehearsal.system.noDebian, {
      hint: say.rehearsal.system.noDebianHint,
    });
  }
  const system = systems[name];
  const sources = [...new Set(debian.map(([, , , source]) => source ?? ''))];
  return {
    suite: system.suite ?? suite,
    packages: [...packages, ...system.packages],
    offered,
    sources: system.suite === undefined ? sources : sources.map((line) => ofSuite(line, suite, system.suite)),
    aptOptions: await readAptOptions(),
    authority: await readFile(authorityFile, 'utf8'),
    script: customizeScript + system.script,
  };
}

/** The same source for another suite of Debian; its updates and its security suite are named alike. */
function ofSuite(source: string, suite: string, other = suite): string {
  return source.replace(new RegExp(`(?<= )${suite}(?=[ -])`), other);
}

/** A short name for everything in a recipe: another recipe is another image. */
export function hashRecipe(recipe: Recipe): string {
  return createHash('sha256').update(JSON.stringify(recipe)).digest('hex').slice(0, 12);
}

async function readAptOptions(): Promise<string[]> {
  const dump = await runChecked(['apt-config', 'dump', 'Acquire']);
  const carried = /^Acquire::(https?::Proxy\S*|Check-Valid-Until|Check-Date) ".+";$/;
  return dump.split('\n').filter((line) => carried.test(line));
}

/**
 * Runs with the image's root as $1, after its packages are installed. The network is set up at each boot from
 * /etc/lab-network, so that a boot finds nothing of the former life on its NIC.
 */
const customizeScript = `set -eu
root="$1"
put() { mkdir -p "$(dirname "$root$1")"; cat > "$root$1"; }
rm -f "$root"/etc/ssh/ssh_host_* "$root/etc/machine-id"
put /etc/ssh/sshd_config.d/lab.conf <<'END'
UseDNS no
MaxStartups 100
END
put /etc/apt/apt.conf.d/99lab <<'END'
Acquire::Languages "none";
END
put /etc/systemd/system/lab-network.service <<'END'
[Unit]
Description=Address and route of the NIC
DefaultDependencies=no
After=local-fs.target
Before=network-pre.target network.target shutdown.target
Wants=network.target
Conflicts=shutdown.target
[Service]
Type=oneshot
RemainAfterExit=yes
EnvironmentFile=/etc/lab-network
ExecStart=/usr/sbin/ip addr flush dev lo
ExecStart=/usr/sbin/ip addr add 127.0.0.1/8 dev lo
ExecStart=/usr/sbin/ip link set lo up
ExecStart=/usr/sbin/ip addr flush dev eth0
ExecStart=/usr/sbin/ip addr add \${ADDRESS} brd + dev eth0
ExecStart=/usr/sbin/ip link set eth0 up
ExecStart=/usr/sbin/ip route add default via \${GATEWAY}
ExecStop=/usr/sbin/ip link set eth0 down
[Install]
WantedBy=multi-user.target
END
chroot "$root" systemctl enable --quiet lab-network.service ssh.service
chroot "$root" systemctl mask --quiet apt-daily.timer apt-daily-upgrade.timer dpkg-db-backup.timer \\
  e2scrub_all.timer e2scrub_reap.service fstrim.timer getty.target console-getty.service
for user in ubuntu nosudo; do
  chroot "$root" useradd --create-home --shell /bin/bash "$user"
done
put /etc/sudoers.d/ubuntu <<'END'
ubuntu ALL=(ALL) NOPASSWD:ALL
END
chmod 0440 "$root/etc/sudoers.d/ubuntu"
chroot "$root" update-ca-certificates >/dev/null
`;
