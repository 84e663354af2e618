import * as z from 'zod';

const node = z.strictObject({
  node: z.enum(['a', 'b']),
  instance: z.string(),
  ip: z.string().nullable(),
  state: z.string().nullable().describe("The instance's state in the cloud: RUNNING, STOPPED, …"),
  reachable: z.boolean().describe('SSH answered'),
  problem: z.string().optional().describe('Why it could not be asked'),
  service: z.string().nullable().describe("keepalived's state in systemd: active, inactive, failed, …"),
  vrrp: z.enum(['MASTER', 'BACKUP', 'FAULT', 'STOP', 'unknown']),
  nic: z.boolean().nullable().describe('The VIP is on its NIC'),
  hooks: z.enum(['running', 'frozen', 'gone']).nullable(),
  faults: z.record(z.string(), z.string()).describe('Why it may not be active: held, unhealthy, isolated, yielded'),
});

/** What one host and the cloud say of it. */
export type NodeStatus = z.infer<typeof node>;

/** What `ha-setup status --json` prints. */
export const statusResult = z.strictObject({
  version: z.literal(1),
  cluster: z.string(),
  at: z.iso.datetime(),
  setUp: z.boolean().describe('False where no host that answered has anything of ha-setup'),
  healthy: z.boolean().describe('One host is active by every record, and the other is ready to take over'),
  vip: z.string().nullable(),
  owner: z.string().nullable().describe('The instance that has the VIP in the cloud'),
  ownerEni: z.string().nullable(),
  eip: z.strictObject({ id: z.string(), ip: z.string(), on: z.string().nullable() }).nullable(),
  nodes: z.array(node),
  lastSwitch: z
    .strictObject({ at: z.iso.datetime(), from: z.string().nullable(), to: z.string().nullable(), why: z.string() })
    .nullable(),
  run: z.string().nullable().describe('Whose run is changing the pair now'),
  problems: z.array(z.string()),
});

export type StatusResult = z.infer<typeof statusResult>;
