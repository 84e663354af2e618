import { hostPermissions } from '../../../src/lab/cloud/keys.js';
import { labRole, labUin } from '../../../src/lab/cloud/seed.js';
import { ports } from '../../../src/lab/world.js';
import type { Defect, Scene } from './defect.js';

const group = 'sg-lab00001';
const describe = [{ action: '*:Describe*', resource: '*' }];
const enis = [ports.a.eni, ports.b.eni];

const permissions =
  (allowed: typeof describe) =>
  ({ pair }: Scene) =>
    pair.lab.cloud.change({ kind: 'permissions', of: `role:${labRole}`, allowed });
const givePermissions = permissions([...hostPermissions(labUin, 'ap-beijing', enis)]);
const rules =
  (ingress: { Protocol: string; Port: string; CidrBlock: string; Action: string; PolicyDescription: string }[]) =>
  ({ pair }: Scene) =>
    pair.lab.cloud.change({ kind: 'rules', group, ingress });
const allowInside = {
  Protocol: 'ALL',
  Port: 'ALL',
  CidrBlock: '10.0.0.0/16',
  Action: 'ACCEPT',
  PolicyDescription: 'inside',
};
const clock =
  (clockOffsetSeconds: number) =>
  ({ pair }: Scene) =>
    pair.lab.cloud.set({ clockOffsetSeconds });
/** What may be wrong in the account: permissions, keys, rules, quotas, clocks. */
export const cloudDefects: Readonly<Record<string, Defect>> = {
  'a permission that was revoked': {
    inject: permissions([...describe, { action: 'vpc:AssociateAddress', resource: '*' }]),
    undo: givePermissions,
    id: 'api.may-migrate',
    says: 'its own credentials lack the permission for MigratePrivateIpAddress on eni-labnode',
    hint: 'vpc:MigratePrivateIpAddress',
    cause: 'no-permission',
  },
  'a permission for the EIP that was revoked': {
    inject: permissions([...describe, { action: 'vpc:MigratePrivateIpAddress', resource: '*' }]),
    undo: givePermissions,
    id: 'api.may-bind',
    says: 'its own credentials lack the permission for AssociateAddress',
    hint: 'vpc:AssociateAddress',
    cause: 'no-permission',
  },
  'a role without any permission': {
    inject: permissions([]),
    undo: givePermissions,
    id: 'api.credentials',
    says: 'it cannot ask the API',
    hint: 'Cloud Access Management',
    cause: 'no-permission',
  },
  'a key that has expired': {
    inject: ({ pair }) => pair.lab.cloud.change({ kind: 'expire-credentials' }),
    undo: ({ pair }) => pair.lab.cloud.change({ kind: 'rotate-credentials' }),
    id: 'api.credentials',
    says: 'it cannot ask the API',
    hint: 'Cloud Access Management',
    cause: 'host-credentials',
  },
  'a key that is about to expire': {
    inject: async ({ pair }) => {
      await pair.lab.cloud.set({ credentialsSeconds: 120 });
      await pair.lab.cloud.change({ kind: 'rotate-credentials' });
    },
    undo: async ({ pair }) => {
      await pair.lab.cloud.set({ credentialsSeconds: 7200 });
      await pair.lab.cloud.change({ kind: 'rotate-credentials' });
    },
    id: 'credentials.expiry',
    level: 'warning',
    says: 'within 5 minutes: new ones are overdue',
    hint: 'CAM role',
    cause: 'host-credentials',
  },
  'an instance without its role': {
    inject: ({ pair, standby }) =>
      pair.lab.cloud.change({ kind: 'role', instance: ports[standby].instance, role: null }),
    undo: ({ pair, standby }) =>
      pair.lab.cloud.change({ kind: 'role', instance: ports[standby].instance, role: labRole }),
    id: 'nodes',
    says: 'the instance has no CAM role',
    hint: 'console',
    cause: 'no-role',
  },
  'a security group that blocks VRRP': {
    inject: rules([]),
    undo: rules([allowInside]),
    id: 'security-group',
    says: 'do not let VRRP from the peer',
    hint: 'protocol ALL',
    cause: 'vrrp-blocked',
  },
  'an ENI without room': {
    inject: ({ pair, standby }) =>
      pair.lab.cloud.change({ kind: 'ip-quota', instance: ports[standby].instance, quota: 1 }),
    undo: ({ pair, standby }) =>
      pair.lab.cloud.change({ kind: 'ip-quota', instance: ports[standby].instance, quota: 6 }),
    id: 'quota',
    says: 'the ENI has all of its 1 addresses in use',
    hint: 'unassign',
    cause: 'other',
  },
  'an instance that is stopped': {
    inject: ({ pair, standby }) =>
      pair.lab.cloud.change({ kind: 'instance', id: ports[standby].instance, state: 'STOPPED' }),
    undo: ({ pair, standby }) =>
      pair.lab.cloud.change({ kind: 'instance', id: ports[standby].instance, state: 'RUNNING' }),
    id: 'nodes',
    says: 'the instance is STOPPED, not RUNNING',
    hint: 'start it',
    cause: 'instance-off',
  },
  'a clock that is a little off': {
    inject: clock(100),
    undo: clock(0),
    id: 'clock',
    level: 'warning',
    says: "s behind the API's; at 300 s the API refuses its signatures",
    hint: 'timedatectl',
    cause: 'clock-off',
  },
  'a clock that is far off': {
    inject: clock(400),
    undo: clock(0),
    id: 'cloud.api',
    says: "this machine's clock is 400 s behind the API's",
    hint: 'set the clock',
    cause: 'operator-clock',
  },
  'an operator whose key is wrong': {
    inject: async () => {},
    undo: async () => {},
    env: { TENCENTCLOUD_SECRET_KEY: 'wrong' },
    id: 'cloud.api',
    says: 'the SecretKey from the environment does not belong to the SecretId',
    hint: 'check the SecretKey',
    cause: 'operator-key',
  },
};
