import { z } from 'zod';
import { patterns } from './ids.js';

const matching = (pattern: RegExp, meaning: string) => z.string().regex(pattern, { error: meaning });

const either = (words: string, pattern: RegExp) => new RegExp(`^(?:${words})$|${pattern.source}`);

const port = z.int({ error: 'a port number from 1 to 65535' }).min(1).max(65535);

/** No byte that a shell, keepalived.conf or a terminal would read as anything but text. */
const plainText = z.string().regex(/^[\x20-\x7e]+$/, { error: 'printable ASCII text' });

/** Also a name that only ssh_config knows. */
const sshHost = /^[A-Za-z0-9][A-Za-z0-9._-]{0,252}$/;
const jump = '([A-Za-z0-9._][A-Za-z0-9._-]*@)?[A-Za-z0-9][A-Za-z0-9._-]*(:\\d{1,5})?';

const ssh = z.strictObject({
  host: matching(sshHost, 'private, public, a host name, an address or a Host of your ssh_config').optional(),
  user: matching(/^[A-Za-z0-9._][A-Za-z0-9._-]{0,63}$/, 'a user name').optional(),
  port: port.optional(),
  identityFile: plainText.optional(),
  proxyJump: matching(
    new RegExp(`^${jump}(,${jump})*$`),
    '[user@]host[:port], several with commas, or none',
  ).optional(),
  knownHosts: plainText.optional(),
  hostKeys: z.enum(['strict', 'accept-new']).optional(),
});

const node = z.strictObject({
  instance: matching(patterns.instance, 'an instance id such as ins-aaaaaaa1'),
  eni: matching(patterns.eni, 'an ENI id such as eni-aaaaaaa1').optional(),
  ssh: ssh.optional(),
});

const httpUrl = matching(
  /^https?:\/\/[A-Za-z0-9.-]+(:\d{1,5})?(\/[A-Za-z0-9._~!$&()*+,;=:@%/?-]*)?$/,
  'an http(s) URL',
);

const healthCheck = z.union(
  [
    z.strictObject({ tcp: port }),
    z.strictObject({ http: httpUrl }),
    z.strictObject({ unit: matching(/^[A-Za-z0-9:_.@-]{1,200}$/, 'a systemd unit') }),
    z.strictObject({ command: matching(/^\/[A-Za-z0-9/._-]+$/, 'the absolute path of an executable') }),
  ],
  { error: 'exactly one of tcp: PORT, http: URL, unit: NAME, command: PATH' },
);

/** The answers file, as people write it (design.md, "The answers file"). */
export const answersSchema = z.strictObject({
  version: z.literal(1, { error: 'the number 1' }),
  cluster: matching(patterns.cluster, 'a lower-case name: a letter, then up to 30 letters, digits or hyphens'),
  region: matching(patterns.region, 'a region such as ap-beijing'),
  mode: z.enum(['stable', 'preferred']),
  preferred: matching(patterns.instance, 'the id of one of the two instances').optional(),
  failback: z.int({ error: 'whole seconds from 1 to 1000' }).min(1).max(1000).optional(),
  vip: matching(either('auto', patterns.ipv4), 'auto or an IPv4 address of the subnet'),
  eip: matching(either('none|allocate', patterns.eip), 'none, allocate, or an EIP id such as eip-aaaaaaa1'),
  nodes: z.array(node).length(2, { error: 'exactly two nodes' }),
  ssh: ssh.optional(),
  hostCredentials: z.strictObject({ type: z.enum(['role', 'key']) }).optional(),
  detection: z.enum(['standard', 'fast']).optional(),
  healthCheck: healthCheck.optional(),
  api: z.strictObject({ domain: matching(patterns.host, 'a domain such as tencentcloudapi.com') }).optional(),
  notify: z.strictObject({ webhook: httpUrl }).optional(),
});

export type Answers = z.infer<typeof answersSchema>;

/** The same as a JSON Schema, for editors. */
export function answersJsonSchema(): object {
  return z.toJSONSchema(answersSchema);
}
