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
  drills: z.array(drill).describe('With --failover; moments count in ms from the fault'),
  outages: z
    .array(z.strictObject({ kind: drill.shape.kind, runs: z.int(), medianMs: z.int(), maximumMs: z.int() }))
    .describe('One row for each kind of drill'),
});

export type VerifyResult = z.infer<typeof verifyResult>;
