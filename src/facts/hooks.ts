import * as z from 'zod';
import { paths } from '../cluster/names.js';
import { say } from '../messages/say.js';
import type { Fact } from './fact.js';

const lastSwitch = z.object({
  from: z.string().nullable().catch(null),
  to: z.string().nullable().catch(null),
  /** In the pair's language. */
  why: z.string().catch(''),
  code: z.string().catch(''),
  /** MASTER was entered, epoch ms of the host's clock. */
  detectedMs: z.number().nullable().catch(null),
  /** The API accepted the move. */
  acceptedMs: z.number().nullable().catch(null),
  /** The record was seen with us. */
  landedMs: z.number().nullable().catch(null),
});

const hooksStatus = z.object({
  role: z.enum(['MASTER', 'BACKUP', 'FAULT', 'STOP', 'unknown']).catch('unknown'),
  /** The VIP is on the NIC. */
  nic: z.boolean(),
  owner: z.enum(['self', 'peer', 'other', 'none', 'unknown']).catch('unknown'),
  ownerEni: z.string().nullable().catch(null),
  eip: z.enum(['vip', 'elsewhere', 'unbound', 'none', 'unknown']).catch('unknown'),
  /** Why a person keeps the host out; null while nobody does. */
  held: z.string().nullable().catch(null),
  switch: lastSwitch.nullable().catch(null),
  /** Why the API did not answer; hooks of older versions do not say it here. */
  problem: z.string().nullable().optional().catch(null),
});

/** What the hooks know of their host and of the cloud. */
export type HooksStatus = z.infer<typeof hooksStatus>;

/** The same, with what they complained of: why the API did not answer them, why they could not start. */
export interface HooksReport {
  readonly status?: HooksStatus;
  readonly complaint?: string;
  /** There is no such program: nothing of ha-setup is installed there. */
  readonly absent?: true;
}

export const hooksReportFact: Fact<HooksReport> = {
  key: 'hooks',
  argv: ['timeout', '15', paths.hooks, 'status'],
  parse: ({ code, stdout, stderr }) => {
    const status = parseHooksStatus(stdout);
    const said = stderr
      .trim()
      .split('\n')
      .at(-1)
      ?.replace(/^vip\.py: (the API: )?/, '');
    const complaint =
      status?.problem ||
      said ||
      (code === 124 ? say.facts.hooksSilent : status ? undefined : say.facts.status({ code }));
    // What timeout ends with where there is no such program.
    const isAbsent = code === 127 && status === undefined;
    return { ...(status && { status }), ...(isAbsent && { absent: true }), ...(complaint && { complaint }) };
  },
};

/** What `vip.py status` says; undefined where the hooks are absent or do not answer within 15 s. Costs an API call of the host. */
export const hooksFact: Fact<HooksStatus | undefined> = {
  key: 'hooks',
  argv: ['timeout', '15', paths.hooks, 'status'],
  parse: ({ stdout }) => parseHooksStatus(stdout),
};

/** Takes the last line that is a status object; a value that it does not know counts as unknown. */
export function parseHooksStatus(text: string): HooksStatus | undefined {
  for (const line of text.trim().split('\n').reverse()) {
    const parsed = hooksStatus.safeParse(fromJson(line));
    if (parsed.success) return parsed.data;
  }
  return hooksStatus.safeParse(fromJson(text)).data;
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
