import * as z from 'zod';

const hostRecord = z.looseObject({
  version: z.literal(1),
  cluster: z.string(),
  /** Packages that the host did not have before our first run. */
  installedPackages: z.array(z.string()),
  /** Managed paths at which somebody's own file was: uninstall puts its first backup there again. */
  originals: z.array(z.string()).optional(),
  /** It was a host of a pair that somebody had made from the guide. */
  tookOver: z.boolean().optional(),
  /** keepalived was enabled before our first run. */
  wasEnabled: z.boolean().optional(),
  /** The rule by which the host's packet filter lets VRRP in, where we made one. */
  firewall: z
    .object({
      tool: z.enum(['firewalld', 'ufw', 'iptables', 'nftables']),
      peer: z.string(),
      place: z.string().exactOptional(),
    })
    .optional(),
});

export type HostRecord = z.infer<typeof hostRecord>;

/** What an earlier run noted on the host. Throws on a record of a later version. */
export function parseRecord(text: string): HostRecord {
  const parsed = hostRecord.safeParse(JSON.parse(text));
  if (!parsed.success) throw new Error(z.prettifyError(parsed.error));
  return parsed.data;
}
