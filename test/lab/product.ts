import type { DrillResult } from '../../src/drills/drill.js';
import type { Lab } from '../../src/lab/lab.js';

export interface RunResult {
  readonly cluster: string;
  readonly vip: string;
  readonly eip: string | null;
  readonly active: { readonly instance: string; readonly eni: string } | null;
  readonly changed: number;
  readonly drills: readonly DrillResult[];
}

const names = ['a', 'b'] as const;

/** Runs ha-setup with --json; the result is whatever it printed on stdout. */
export async function runJson(lab: Lab, args: readonly string[]) {
  const { code, stdout, stderr } = await lab.run([...args, '--json']);
  return { code, stderr, result: (stdout === '' ? {} : JSON.parse(stdout)) as RunResult };
}

async function onBoth(lab: Lab, script: string): Promise<Readonly<Record<'a' | 'b', string>>> {
  const [a = '', b = ''] = await Promise.all(
    names.map(async (name) => (await lab.machines[name].exec(['sh', '-c', script])).stdout),
  );
  return { a, b };
}

/** What a run would leave on the hosts; empty where there is nothing. */
export function hostTraces(lab: Lab) {
  const places = '/etc/keepalived /var/lib/ha-setup /etc/systemd/system/keepalived.service.d';
  return onBoth(lab, `ls -d ${places} 2>/dev/null; command -v keepalived python3`);
}

/** Every file that a run manages, with its modification time and mode. */
export function snapshotFiles(lab: Lab) {
  const places = '/etc/keepalived /etc/logrotate.d /etc/systemd/system /var/lib/ha-setup';
  return onBoth(lab, `find ${places} -type f -printf '%p %T@ %m\\n' | sort`);
}

/** How long keepalived took from its first BACKUP to its first MASTER, in seconds, by the journal of a host. */
export async function firstElection(lab: Lab, name: 'a' | 'b'): Promise<number> {
  const script = "journalctl -u keepalived -o short-unix --no-pager | grep -E 'Entering (BACKUP|MASTER) STATE'";
  const lines = (await lab.machines[name].exec(['sh', '-c', script])).stdout.split('\n');
  const at = (role: string) => Number(lines.find((line) => line.includes(role))?.split(' ')[0]);
  return at('MASTER') - at('BACKUP');
}

/** keepalived writes what it knows to a file when asked by SIGUSR1. */
const isMaster = `rm -f /tmp/keepalived.data; pkill -USR1 -o -x keepalived || exit 1
for i in 1 2 3 4 5 6 7 8 9 10; do [ -s /tmp/keepalived.data ] && break; sleep 0.1; done
grep -q 'State = MASTER' /tmp/keepalived.data`;

/** Who has the VIP by each record: the cloud's, `ip addr` of the NICs, and keepalived's own dump of its state. */
export async function owners(lab: Lab, vip: string) {
  const eni = await lab.cloud.owner(vip);
  const holders = async (script: string) => {
    const found: string[] = [];
    for (const name of names) {
      const machine = lab.machines[name];
      if ((await machine.isOn()) && (await machine.exec(['sh', '-c', script, 'sh', vip])).code === 0) found.push(name);
    }
    return found;
  };
  return {
    cloud: eni?.replace('eni-labnode1', 'a').replace('eni-labnode2', 'b'),
    nic: await holders('ip -o -4 addr show dev eth0 | grep -qF " $1/"'),
    vrrp: await holders(isMaster),
  };
}
