import * as z from 'zod';
import { refuseContradictions } from './contradictions.js';
import { type EipId, type EniId, type HaVipId, type InstanceId, type Ipv4, patterns, type Region } from './ids.js';

/** A text of one shape. The meaning completes "expected …". */
const matching = <T extends string = string>(pattern: RegExp, meaning: string) =>
  z
    .string({ error: meaning })
    .regex(pattern, { error: meaning })
    .transform((text) => text as T);

const either = (words: string, pattern: RegExp) => new RegExp(`^(?:${words})$|${pattern.source}`);

const whole = (meaning: string, from: number, to: number) =>
  z.int({ error: meaning }).min(from, { error: meaning }).max(to, { error: meaning });

const portNumber = '(?:6553[0-5]|655[0-2]\\d|65[0-4]\\d\\d|6[0-4]\\d{3}|[1-5]\\d{4}|[1-9]\\d{0,3})';
const port = whole('a port number from 1 to 65535', 1, 65535);

/** No byte that a shell, keepalived.conf or a terminal would read as anything but text. */
const path = matching(/^[\x20-\x7e]+$/, 'the path of a file, in printable ASCII');

/** Also a name that only ssh_config knows. */
const sshHost = /^[A-Za-z0-9][A-Za-z0-9._-]{0,252}$/;
const hop = `([A-Za-z0-9._][A-Za-z0-9._-]*@)?[A-Za-z0-9][A-Za-z0-9._-]*(:${portNumber})?`;

const ssh = z.strictObject({
  /** private and public stand for the instance's own addresses; anything else is a name or an address. */
  host: matching(sshHost, 'private, public, a host name, an address or a Host of your ssh_config').exactOptional(),
  /** What is absent comes from ssh_config, else it has OpenSSH's default; the user's is root. */
  user: matching(/^[A-Za-z0-9._][A-Za-z0-9._-]{0,63}$/, 'a user name such as root').exactOptional(),
  port: port.exactOptional(),
  identityFile: path.exactOptional(),
  /** Hops with commas between, the outermost first; `none` overrules ssh_config. */
  proxyJump: matching(
    new RegExp(`^${hop}(,${hop})*$`),
    '[user@]host[:port] with a port from 1 to 65535, several with commas, or none',
  ).exactOptional(),
  knownHosts: path.exactOptional(),
  /** What to do with a host key that nobody knows yet; absent: ask where somebody can be asked, else strict. */
  hostKeys: z.enum(['strict', 'accept-new']).exactOptional(),
});

const node = z.strictObject({
  instance: matching<InstanceId>(patterns.instance, 'an instance id such as ins-aaaaaaa1'),
  /** The primary ENI where absent. */
  eni: matching<EniId>(patterns.eni, 'an ENI id such as eni-aaaaaaa1').exactOptional(),
  /** Over the common ssh block, key by key. */
  ssh: ssh.exactOptional(),
});

const httpUrl = (example: string) =>
  matching(
    new RegExp(`^https?://[A-Za-z0-9.-]+(:${portNumber})?(/[A-Za-z0-9._~!$&()*+,;=:@%/?-]*)?$`),
    `an http:// or https:// URL such as ${example}`,
  );

const executable = (example: string) =>
  matching(/^\/[A-Za-z0-9/._-]+$/, `the absolute path of an executable, without arguments, such as ${example}`);

/** Bodies that a webhook may take: ours, or those of four messengers' group robots. */
export const webhookFormats = ['json', 'wecom', 'dingtalk', 'feishu', 'slack'] as const;

const healthCheck = z.union(
  [
    z.strictObject({ tcp: whole('a port number from 1 to 65535, such as 3306', 1, 65535) }),
    z.strictObject({ http: httpUrl('http://127.0.0.1:8080/health') }),
    z.strictObject({
      unit: matching(/^[A-Za-z0-9:_.@-]{1,200}$/, 'the name of a systemd unit, such as nginx.service'),
    }),
    z.strictObject({
      command: executable('/usr/local/bin/check.sh'),
    }),
  ],
  { error: 'exactly one of tcp: PORT, http: URL, unit: NAME, command: PATH' },
);

/** The keys of the answers file, in the order in which they are written. */
const answersShape = z.strictObject({
  version: z.literal(1, { error: 'the number 1' }),
  /** Names the VIP and the EIP in the cloud. */
  cluster: matching(patterns.cluster, 'a lower-case name: a letter, then up to 30 letters, digits or hyphens'),
  region: matching<Region>(patterns.region, 'a region such as ap-beijing'),
  mode: z.enum(['stable', 'preferred']),
  preferred: matching<InstanceId>(patterns.instance, 'the id of one of the two instances').exactOptional(),
  /** Seconds for which the preferred node must have been well before it takes the VIP back. */
  failback: whole('whole seconds from 1 to 1000', 1, 1000).exactOptional(),
  /** How the VIP moves: by a call of the API (MigratePrivateIpAddress), or to the host that announces it (HAVIP). */
  mechanism: z.enum(['migrate', 'havip']).default('migrate'),
  /** A HAVIP by its id only where that is the mechanism. */
  vip: matching<'auto' | Ipv4 | HaVipId>(
    either(`auto|${patterns.haVip.source.slice(1, -1)}`, patterns.ipv4),
    'auto, an IPv4 address of the subnet, or the id of a HAVIP such as havip-aaaaaaa1',
  ),
  eip: matching<'none' | 'allocate' | EipId>(
    either('none|allocate', patterns.eip),
    'none, allocate, or an EIP id such as eip-aaaaaaa1',
  ),
  nodes: z.array(node, { error: 'exactly two nodes' }).length(2, { error: 'exactly two nodes' }),
  ssh: ssh.exactOptional(),
  hostCredentials: z.strictObject({ type: z.enum(['role', 'key', 'none']) }).default({ type: 'role' }),
  detection: z.enum(['standard', 'fast']).default('standard'),
  healthCheck: healthCheck.exactOptional(),
  api: z
    .strictObject({ domain: matching(patterns.host, 'a domain such as tencentcloudapi.com') })
    .default({ domain: 'tencentcloudapi.com' }),
  notify: z
    .strictObject({
      webhook: httpUrl('https://hooks.example.com/ha').exactOptional(),
      /** Whose body the webhook takes; json where absent. */
      format: z.enum(webhookFormats).exactOptional(),
      command: executable('/usr/local/sbin/on-switch').exactOptional(),
    })
    .exactOptional(),
  metrics: z
    .strictObject({
      textfile: matching(
        /^\/[A-Za-z0-9/._-]+$/,
        'the absolute path of a folder, such as /var/lib/prometheus/node-exporter',
      ),
    })
    .exactOptional(),
});

/** The answers file and what it means: its input is what people write, its output what the program works with. */
export const clusterSchema = refuseContradictions(answersShape).transform(
  ({ version: _version, ssh: common, nodes, hostCredentials, failback, ...answers }) => {
    const toNode = (name: 'a' | 'b', { ssh: own, ...one }: z.output<typeof node>) => ({
      ...one,
      name,
      ssh: { host: 'private', ...common, ...own },
    });
    const [a, b] = nodes as [z.output<typeof node>, z.output<typeof node>];
    return {
      ...answers,
      failback: failback ?? 30,
      nodes: [toNode('a', a), toNode('b', b)] as const,
      hostCredentials: hostCredentials.type,
    };
  },
);

/** In the order in which they are written. */
export const answerKeys = answersShape.keyof().options;

export type Answers = z.input<typeof clusterSchema>;
export type ClusterSpec = Readonly<z.output<typeof clusterSchema>>;

export type MechanismName = ClusterSpec['mechanism'];

/** The two nodes in the answers' order. */
export type NodeSpec = Readonly<ClusterSpec['nodes'][number]>;
export type NodeName = NodeSpec['name'];
export type SshSpec = Readonly<NodeSpec['ssh']>;
export type HealthCheck = Readonly<z.output<typeof healthCheck>>;

/** Fills in every default. Throws ZodError for answers that did not pass the schema. */
export function toSpec(answers: Answers): ClusterSpec {
  return clusterSchema.parse(answers);
}

/** The VIP where the answers name it as an address. */
export function vipAddress({ vip }: Pick<ClusterSpec, 'vip'>): Ipv4 | undefined {
  return patterns.ipv4.test(vip) ? (vip as Ipv4) : undefined;
}

/** The HAVIP that the answers name by its id. */
export function namedHaVip({ vip }: Pick<ClusterSpec, 'vip'>): HaVipId | undefined {
  return patterns.haVip.test(vip) ? (vip as HaVipId) : undefined;
}

/** The answers file as a JSON Schema, for editors. */
export function answersJsonSchema(): object {
  return z.toJSONSchema(clusterSchema, { io: 'input' });
}
