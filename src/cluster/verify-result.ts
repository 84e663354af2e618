import * as z from 'zod';

export const checkLevels = ['ok', 'unproven', 'warning', 'error'] as const;

const check = z.strictObject({
  id: z.string().describe('What was looked at; never changes its meaning between versions: service.active, vip.nic, …'),
  level: z
    .enum(checkLevels)
    .describe('ok; unproven: nothing showed it either way; warning: works and should be repaired; error: broken'),
  where: z.string().describe('An instance id, an ENI, or cloud'),
  message: z.string(),
  hint: z.string().optional().describe('How to repair it; with every warning and error'),
  diff: z.array(z.string()).optional().describe('Of a file: - as it stands on the host, + as it should be'),
});

/** One thing that verify looked at, as its users read it. */
export type PublishedFinding = z.infer<typeof check>;

export const diagnosisCodes = [
  'operator-clock',
  'operator-key',
  'operator-offline',
  'api-refuses',
  'run-under-way',
  'drill-left',
  'instance-off',
  'host-key-changed',
  'host-unreached',
  'disk-full',
  'no-role',
  'clock-off',
  'no-permission',
  'host-offline',
  'host-credentials',
  'vrrp-blocked',
  'config-refused',
  'keepalived-masked',
  'hooks-stopped',
  'hooks-frozen',
  'keepalived-stopped',
  'health-command',
  'unhealthy-everywhere',
  'unhealthy',
  'isolated',
  'stranger',
  'vip-taken',
  'vip-moved-to-peer',
  'eip-away',
  'files-changed',
  'not-restarted',
  'vip-on-wrong-nic',
  'roles-disagree',
  'held',
  'other',
] as const;

export type CauseCode = (typeof diagnosisCodes)[number];

const place = z.strictObject({ id: z.string(), where: z.string() });

export const diagnosis = z.strictObject({
  code: z.enum(diagnosisCodes).describe('Never changes its meaning between versions'),
  where: z.string().describe('The instance, ENI or EIP that shows it'),
  message: z.string(),
  on: z.string().nullable().describe('The instance on which the command is typed; null: where ha-setup runs'),
  command: z.string().nullable().describe('The one command that repairs it, or shows what to repair'),
  hint: z.string().optional().describe('Where there is no such command'),
  explains: z.array(place).describe('The checks that follow from it'),
  others: z.array(place).describe('What it does not explain'),
});

/** The likeliest single cause of what verify found. */
export type Diagnosis = z.infer<typeof diagnosis>;

const moment = z.int().min(0).optional();

const drill = z.strictObject({
  kind: z.enum(['graceful', 'crash', 'failback', 'power']),
  from: z.string(),
  to: z.string(),
  outageMs: z.int().min(0),
  place: z.string().describe('Where the probes were sent from'),
  detectedMs: moment,
  acceptedMs: moment,
  landedMs: moment,
  firstReplyMs: moment,
});

/** What `ha-setup verify --json` prints. */
export const verifyResult = z.strictObject({
  version: z.literal(1),
  cluster: z.string(),
  at: z.iso.datetime(),
  healthy: z.boolean().describe('No check is an error, and every drill that was asked for went well'),
  vip: z.string().nullable(),
  active: z.string().nullable().describe("The instance that has the VIP by the cloud's record"),
  counts: z.strictObject({ ok: z.int(), unproven: z.int(), warning: z.int(), error: z.int() }),
  checks: z.array(check),
  diagnosis: diagnosis.nullable().describe('The likeliest single cause of what is wrong; null while all is well'),
  drills: z.array(drill).describe('With --failover; moments count in ms from the fault'),
  outages: z
    .array(z.strictObject({ kind: drill.shape.kind, runs: z.int(), medianMs: z.int(), maximumMs: z.int() }))
    .describe('One row for each kind of drill'),
});

export type VerifyResult = z.infer<typeof verifyResult>;
