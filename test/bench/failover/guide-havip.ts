import { readFile } from 'node:fs/promises';
import { type Lab, startLab } from '../../../src/lab/lab.js';
import type { MachineName } from '../../../src/lab/machines/machine.js';
import { waitFor } from '../../../src/lab/process.js';
import { ports } from '../../../src/lab/world.js';
import { type Contender, must, names, peerOf } from './contender.js';

const address = '10.0.1.100';

const files: Readonly<Record<string, number>> = { 'keepalived.conf': 0o644, 'notify.sh': 0o755 };

/** Puts the configuration of a pair made by hand on a host; keepalived is not started. */
async function lay(lab: Lab, name: MachineName): Promise<void> {
  await must(lab, name, 'apt-get -q update && apt-get -qy install --no-install-recommends keepalived');
  const fills = { '@SELF@': ports[name].ip, '@PEER@': ports[peerOf(name)].ip, '@VIP@': address };
  for (const [file, mode] of Object.entries(files)) {
    const sample = await readFile(new URL(`../guide-havip/${file}`, import.meta.url), 'utf8');
    const text = Object.entries(fills).reduce((filled, [place, value]) => filled.replaceAll(place, value), sample);
    await lab.machines[name].write(`/etc/keepalived/${file}`, text, mode);
  }
}

/** Both stopped, then the first host started, and the second once the first has the HAVIP. */
async function restart(lab: Lab): Promise<void> {
  for (const name of names) await must(lab, name, `systemctl stop keepalived; ip addr flush dev eth0 to ${address}`);
  await must(lab, 'a', 'systemctl enable --quiet keepalived && systemctl start keepalived');
  const isActive = async () => {
    const shown = await must(lab, 'a', `ip -4 -o addr show dev eth0 to ${address}`);
    return shown !== '' && (await lab.cloud.owner(address)) === ports.a.eni ? true : undefined;
  };
  await waitFor("the HAVIP's coming to the first host", isActive, { timeoutMs: 60_000, everyMs: 200 });
  await must(lab, 'b', 'systemctl enable --quiet keepalived && systemctl start keepalived');
}

/** A HAVIP with both hosts in its range, and a pair on it made by hand, as far as a lab with neither. */
export async function makeByHand(lab: Lab): Promise<string> {
  const instances = names.map((name) => ports[name].instance);
  const haVip = { id: 'havip-byhand01', name: 'by-hand', address, checkAssociate: true, instances };
  await lab.cloud.change({ kind: 'add-havip', ...haVip });
  await Promise.all(names.map((name) => lay(lab, name)));
  await restart(lab);
  return address;
}

/** A pair on a HAVIP as the guide of today tells its reader to make it. */
export const guideHaVip: Contender = {
  title: "the guide's on a HAVIP",
  variants: ['havip'],
  hasSetUp: false,
  async start() {
    const lab = await startLab();
    try {
      const vip = await makeByHand(lab);
      return {
        lab,
        vip,
        isWell: (owner, other) => owner.includes('eth0') && other.length === 0,
        revive: () => restart(lab),
      };
    } catch (error) {
      await lab.close();
      throw error;
    }
  },
};
