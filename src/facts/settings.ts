import * as z from 'zod';

const endpoint = z.object({ instance: z.string(), eni: z.string(), ip: z.string() });

const hostSettings = z.object({ cluster: z.string(), vip: z.string(), self: endpoint, peer: endpoint });

/** Whose pair a host believes to be in: what a run wrote into ha-setup.json there. */
export type HostSettings = z.infer<typeof hostSettings>;

/** Undefined where it is damaged: that is the hooks' trouble, and a run writes it anew. */
export function parseSettings(text: string): HostSettings | undefined {
  try {
    return hostSettings.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
