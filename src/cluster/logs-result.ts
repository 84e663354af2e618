import * as z from 'zod';

const moment = z.iso
  .datetime()
  .describe("By the clock of the machine that ran ha-setup: each host's clock was compared");

export const causeCodes = [
  'stopped',
  'died',
  'kept-out',
  'restarted',
  'silent',
  'failback',
  'foreign-eni',
  'no-eni',
  'dead-peer',
  'idle-peer',
  'somebody-else',
  'unrecorded',
] as const;

const cause = z.strictObject({
  code: z
    .enum(causeCodes)
    .describe(
      'Why the VIP moved. stopped: keepalived was stopped; died: it ended without a word; kept-out: see reason; restarted: the host booted; silent: no power or no network; failback: mode preferred; foreign-eni, no-eni, dead-peer, idle-peer: somebody else had moved it, and it was fetched back; somebody-else: and it stayed there; unrecorded: no record tells',
    ),
  where: z.string().nullable().describe('The instance that it was so of'),
  reason: z.string().optional().describe('With kept-out: held, unhealthy, isolated, yielded, stranger'),
  why: z.string().optional().describe('What the host said of the reason'),
});

const switched = z.strictObject({
  at: moment,
  detectedAt: moment.nullable(),
  acceptedAt: moment.nullable(),
  from: z.string().nullable().describe('An instance of the pair, else the ENI'),
  to: z.string().nullable(),
  outageMs: z.int().min(0).nullable().describe('For how long nobody served; null where nobody measured it'),
  cause,
});

export const eventKinds = [
  'started',
  'role',
  'nic-on',
  'nic-off',
  'owner',
  'unfit',
  'fit',
  'api-lost',
  'api-back',
  'detected',
  'accepted',
  'landed',
  'moved',
] as const;

const event = z.strictObject({
  at: moment,
  where: z.string().describe('The instance that saw it'),
  kind: z.enum(eventKinds),
  from: z.string().nullable().optional(),
  to: z.string().nullable().optional(),
  reason: z.string().optional(),
  why: z.string().optional(),
  seconds: z.number().optional(),
});

/** What `ha-setup logs --json` prints. */
export const logsResult = z.strictObject({
  version: z.literal(1),
  cluster: z.string(),
  at: moment,
  since: moment.nullable().describe('null: the last switches, whenever they were'),
  hosts: z.array(
    z.strictObject({
      instance: z.string(),
      read: z.boolean(),
      problem: z.string().optional().describe('Why its log could not be read'),
      clockOffsetMs: z.int().nullable().describe("Its clock minus this machine's"),
    }),
  ),
  switches: z.array(switched).describe('The oldest first'),
  events: z.array(event).describe('What each host saw, the oldest first'),
});

export type LogsResult = z.infer<typeof logsResult>;
export type LoggedEvent = LogsResult['events'][number];
export type PairSwitch = LogsResult['switches'][number];
export type Cause = PairSwitch['cause'];
