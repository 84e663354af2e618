import * as z from 'zod';
import { languages } from '../messages/language.js';

const endpoint = z.object({ instance: z.string(), eni: z.string(), ip: z.string() });

/** What one version of the program writes and another does not know is no damage. */
const ifKnown = <T extends z.ZodType>(type: T) => type.optional().catch(undefined);

const hostSettings = z.object({
  cluster: z.string(),
  vip: z.string(),
  self: endpoint,
  peer: endpoint.extend({ priority: ifKnown(z.number()) }),
  /** Absent where a version wrote it that knew one mechanism alone. */
  mechanism: ifKnown(z.enum(['migrate', 'havip'])),
  mode: ifKnown(z.enum(['stable', 'preferred'])),
  /** The EIP's id; null where the pair has none. */
  eip: ifKnown(z.string().nullable()),
  /** hostCredentials. */
  credentials: ifKnown(z.string()),
  /** As the answers have it, null where there is none: its kind is the one key. */
  healthCheck: ifKnown(z.record(z.string(), z.union([z.string(), z.number()])).nullable()),
  webhook: ifKnown(z.string().nullable()),
  webhookFormat: ifKnown(z.string()),
  notifyCommand: ifKnown(z.string().nullable()),
  /** The folder of metrics.textfile. */
  metrics: ifKnown(z.string().nullable()),
  /** Of what the host says; absent where a version wrote it that knew English alone. */
  language: ifKnown(z.enum(languages)),
  /** The API's names, the host's favourite first: vpc.DOMAIN. */
  endpoints: ifKnown(z.array(z.string())),
});

/** Whose pair a host believes to be in, and how: what a run wrote into ha-setup.json there. */
export type HostSettings = z.infer<typeof hostSettings>;

/** Undefined where it is damaged: that is the hooks' trouble, and a run writes it anew. */
export function parseSettings(text: string): HostSettings | undefined {
  try {
    return hostSettings.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** The instance that takes the VIP back: it advertises 50, the other one 30, and each host knows its peer's priority. */
export function findPreferred({ mode, self, peer }: HostSettings): string | undefined {
  if (mode !== 'preferred' || peer.priority === undefined) return undefined;
  return peer.priority >= 50 ? peer.instance : self.instance;
}
