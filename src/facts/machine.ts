import type { Fact } from './fact.js';

export interface Machine {
  readonly hostname: string;
  /** Changes with each start of the kernel. */
  readonly bootId: string;
  /** Two hosts with the same one were cloned; empty where none was set. */
  readonly machineId: string;
}

const script = `for f in /proc/sys/kernel/hostname /proc/sys/kernel/random/boot_id /etc/machine-id; do
  line=
  read -r line 2>/dev/null <"$f"
  echo "$line"
done`;

export const machineFact: Fact<Machine> = {
  key: 'machine',
  argv: ['sh', '-c', script],
  parse: ({ stdout }) => {
    const [hostname = '', bootId = '', machineId = ''] = stdout.split('\n');
    return { hostname, bootId, machineId };
  },
};
