import type { MachineName } from '../../../src/lab/machines/machine.js';
import { ports } from '../../../src/lab/world.js';
import { type Defect, repair, type Scene } from './defect.js';

/** While its hooks are frozen, a host neither repairs nor moves anything. */
function frozen(
  change: (scene: Scene) => Promise<unknown>,
  back: (scene: Scene) => Promise<unknown>,
): Pick<Defect, 'inject' | 'undo'> {
  const signal = async ({ pair }: Scene, name: string) => {
    // systemd's watchdog would start them anew.
    const watchdogs = `systemctl service-watchdogs ${name === 'STOP' ? 'no' : 'yes'}`;
    await Promise.all(
      (['a', 'b'] as const).map((host) => pair.sh(host, `${watchdogs}; pkill -${name} -x ha-setup-vip`)),
    );
  };
  return {
    inject: async (scene) => {
      await signal(scene, 'STOP');
      await change(scene);
    },
    undo: async (scene) => {
      await back(scene);
      await signal(scene, 'CONT');
      await scene.pair.settled();
    },
  };
}

const eniOf = (name: MachineName) => ports[name].eni;
const moveVip = (to: (scene: Scene) => string) => (scene: Scene) =>
  scene.pair.lab.cloud.change({ kind: 'move', address: scene.pair.vip, to: to(scene) });
const nic = (verb: 'add' | 'del', where: 'active' | 'standby') => (scene: Scene) =>
  scene.pair.sh(scene[where], `ip address ${verb} ${scene.pair.vip}/32 dev eth0`);
/** What may be wrong with where the VIP and the EIP are. */
export const addressDefects: Readonly<Record<string, Defect>> = {
  'the VIP on both NICs': {
    ...frozen(nic('add', 'standby'), nic('del', 'standby')),
    id: 'vip.nic',
    says: 'is on eth0, and the cloud has it on the other node',
    hint: 'ip address del',
    cause: 'hooks-frozen',
  },
  'the VIP on no NIC': {
    ...frozen(nic('del', 'active'), nic('add', 'active')),
    id: 'vip.nic',
    says: 'is not on eth0, and the cloud sends its packets here',
    hint: 'ip address add',
    cause: 'hooks-frozen',
  },
  "the VIP on the standby's ENI": {
    ...frozen(
      moveVip(({ standby }) => eniOf(standby)),
      moveVip(({ active }) => eniOf(active)),
    ),
    id: 'vrrp',
    says: 'VRRP says MASTER, expected BACKUP',
    hint: '/var/log/keepalived.log',
    cause: 'hooks-frozen',
  },
  'the VIP on a third ENI': {
    ...frozen(
      moveVip(() => ports.client.eni),
      moveVip(({ active }) => eniOf(active)),
    ),
    id: 'vip.owner',
    says: "is on eni-labclnt1 of ins-labclnt1, which is neither node's ENI",
    hint: 'console',
    cause: 'hooks-frozen',
  },
  'the VIP on no ENI': {
    ...frozen(
      ({ pair }) => pair.lab.cloud.change({ kind: 'unassign', address: pair.vip }),
      ({ pair, active, eip }) =>
        pair.lab.cloud.change(
          { kind: 'assign', address: pair.vip, eni: eniOf(active), description: 'ha-setup-web' },
          { kind: 'bind-eip', id: eip, eni: eniOf(active), address: pair.vip },
        ),
    ),
    id: 'vip.owner',
    says: 'is on no ENI',
    hint: repair,
    cause: 'hooks-frozen',
  },
  'the VIP under another name': {
    inject: ({ pair }) => pair.lab.cloud.change({ kind: 'describe', address: pair.vip, description: 'mine' }),
    undo: ({ pair }) => pair.lab.cloud.change({ kind: 'describe', address: pair.vip, description: 'ha-setup-web' }),
    id: 'vip.name',
    level: 'warning',
    says: 'is described as "mine"',
    hint: 'ha-setup-web',
    cause: 'other',
  },
  'the EIP elsewhere': {
    ...frozen(
      ({ pair, eip }) =>
        pair.lab.cloud.change({ kind: 'bind-eip', id: eip, eni: ports.client.eni, address: ports.client.ip }),
      ({ pair, eip, active }) =>
        pair.lab.cloud.change({ kind: 'bind-eip', id: eip, eni: eniOf(active), address: pair.vip }),
    ),
    id: 'eip.bound',
    says: `to ${ports.client.ip} on ${ports.client.eni}`,
    hint: 'console',
    cause: 'hooks-frozen',
  },
  'the EIP on nothing': {
    ...frozen(
      ({ pair, eip }) => pair.lab.cloud.change({ kind: 'unbind-eip', id: eip }),
      ({ pair, eip, active }) =>
        pair.lab.cloud.change({ kind: 'bind-eip', id: eip, eni: eniOf(active), address: pair.vip }),
    ),
    id: 'eip.bound',
    says: 'is bound to nothing',
    hint: repair,
    cause: 'hooks-frozen',
  },
};
