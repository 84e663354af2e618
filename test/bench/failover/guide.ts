import { readFile } from 'node:fs/promises';
import { type Lab, startLab } from '../../../src/lab/lab.js';
import type { MachineName } from '../../../src/lab/machines/machine.js';
import { labKeys } from '../../../src/lab/operator.js';
import { waitFor } from '../../../src/lab/process.js';
import { ports } from '../../../src/lab/world.js';
import { type Contender, must, names, peerOf, type Variant } from './contender.js';

const vip = '10.0.1.100';
const vpc = 'vpc-lab00001';

const files: Readonly<Record<string, number>> = {
  'keepalived.conf': 0o644,
  'notify_action.sh': 0o744,
  'check_self.sh': 0o744,
  'vip.py': 0o744,
  'QcloudApi/qcloudapi.py': 0o644,
};

/** What the guide tells its reader to fill in, as pairs of what the sample has and what belongs there. */
function edits(name: MachineName, variant: Variant): readonly (readonly [string, string])[] {
  const [self, peer] = [ports[name], ports[peerOf(name)]];
  const isPreferred = variant === 'preferred' && name === 'a';
  return [
    ['unicast_src_ip 10.0.1.17', `unicast_src_ip ${self.ip}`],
    ['        10.0.1.16 ', `        ${peer.ip} `],
    ['    state MASTER ', `    state ${isPreferred ? 'MASTER' : 'BACKUP'} `],
    ['    priority 50 ', `    priority ${variant === 'preferred' && !isPreferred ? 30 : 50} `],
    ['{"eth0":"10.0.1.17"}', `{"eth0":"${self.ip}"}`],
    ["'eni-pvsvph0u'", `'${self.eni}'`],
    ["'eni-qnxioxyi'", `'${peer.eni}'`],
    ["'vpc-1yxuk010'", `'${vpc}'`],
    ["'您的secretId'", `'${labKeys.host.secretId}'`],
    ["'您的secretKey'", `'${labKeys.host.secretKey}'`],
  ];
}

async function lay(lab: Lab, name: MachineName, variant: Variant): Promise<void> {
  await must(lab, name, 'apt-get -q update && apt-get -qy install --no-install-recommends keepalived python3');
  const missing = new Set(edits(name, variant).map(([sample]) => sample));
  for (const [file, mode] of Object.entries(files)) {
    let text = await readFile(new URL(`../guide/${file}`, import.meta.url), 'utf8');
    for (const [sample, value] of edits(name, variant)) {
      if (text.includes(sample)) missing.delete(sample);
      text = text.replace(sample, value);
    }
    await lab.machines[name].write(`/etc/keepalived/${file}`, text, mode);
  }
  if (missing.size > 0) throw new Error(`the guide's files have no ${[...missing].join(', no ')}`);
}

/** Both stopped, the VIP with the first host, then started one after the other: what it takes after the worst fault. */
async function restart(lab: Lab): Promise<void> {
  for (const name of names) {
    await must(lab, name, `systemctl stop keepalived; ip addr flush dev eth0 to ${vip}; rm -rf /var/keepalived`);
  }
  // What is still on its way in the cloud, or waits in a vip.py, has to be over.
  await new Promise((resolve) => setTimeout(resolve, 4000));
  if ((await lab.cloud.owner(vip)) !== ports.a.eni) {
    await lab.cloud.change({ kind: 'move', address: vip, to: ports.a.eni });
  }
  await must(lab, 'a', 'systemctl enable --quiet keepalived && systemctl start keepalived');
  await waitFor("the guide's first host as MASTER", async () => {
    const shown = await must(lab, 'a', `ip -4 -o addr show dev eth0 to ${vip}`);
    return shown === '' ? undefined : true;
  });
  await must(lab, 'b', 'systemctl enable --quiet keepalived && systemctl start keepalived');
}

/** The guide's own scripts, set up as it tells its reader to. */
export const guide: Contender = {
  title: "the guide's",
  variants: ['stable', 'preferred'],
  hasSetUp: false,
  async start(variant) {
    const lab = await startLab();
    try {
      await Promise.all(names.map((name) => lay(lab, name, variant)));
      await lab.cloud.change({ kind: 'assign', address: vip, eni: ports.a.eni });
      await restart(lab);
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
