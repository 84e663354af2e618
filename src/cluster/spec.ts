import * as z from 'zod';
import { languages } from '../messages/language.js';
import { say } from '../messages/say.js';
import { refuseContradictions } from './contradictions.js';
import { type EipId, type EniId, type HaVipId, type InstanceId, type Ipv4, patterns, type Region } from './ids.js';

/** What completes "expected …", in the language of the moment in which it is said. */
type Meaning = () => string;

/** A text of one shape. */
const matching = <T extends string = string>(pattern: RegExp, meaning: Meaning) =>
  z
    .string({ error: meaning })
    .regex(pattern, { error: meaning })
    .transform((text) => text as T);

const either = (words: string, pattern: RegExp) => new RegExp(`^(?:${words})$|${pattern.source}`);

const whole = (meaning: Meaning, from: number, to: number) =>
  z.int({ error: meaning }).min(from, { error: meaning }).max(to, { error: meaning });

const portNumber = '(?:6553[0-5]|655[0-2]\\d|65[0-4]\\d\\d|6[0-4]\\d{3}|[1-5]\\d{4}|[1-9]\\d{0,3})';
const port = whole(() => say.schema.port, 1, 65535);

/** No byte that a shell, keepalived.conf or a terminal would read as anything but text. */
const path = matching(/^[\x20-\x7e]+$/, () => say.schema.path);

/** Also a name that only ssh_config knows. */
const sshHost = /^[A-Za-z0-9][A-Za-z0-9._-]{0,252}$/;
const hop = `([A-Za-z0-9._][A-Za-z0-9._-]*@)?[A-Za-z0-9][A-Za-z0-9._-]*(:${portNumber})?`;

const ssh = z.strictObject({
  /** private and public stand for the instance's own addresses; anything else is a name or an address. */
  host: matching(sshHost, () => say.schema.sshHost).exactOptional(),
  /** What is absent comes from ssh_config, else it has OpenSSH's default; the user's is root. */
  user: matching(/^[A-Za-z0-9._][A-Za-z0-9._-]{0,63}$/, () => say.schema.user).exactOptional(),
  port: port.exactOptional(),
  identityFile: path.exactOptional(),
  /** Hops with commas between, the outermost first; `none` overrules ssh_config. */
  proxyJump: matching(new RegExp(`^${hop}(,${hop})*$`), () => say.schema.proxyJump).exactOptional(),
  knownHosts: path.exactOptional(),
  /** What to do with a host key that nobody knows yet; absent: ask where somebody can be asked, else strict. */
  hostKeys: z.enum(['strict', 'accept-new']).exactOptional(),
});

const node = z.strictObject({
  instance: matching<InstanceId>(patterns.instance, () => say.schema.instance),
  /** The primary ENI where absent. */
  eni: matching<EniId>(patterns.eni, () => say.schema.eni).exactOptional(),
  /** Over the common ssh block, key by key. */
  ssh: ssh.exactOptional(),
});

const httpUrl = (example: string) =>
  matching(new RegExp(`^https?://[A-Za-z0-9.-]+(:${portNumber})?(/[A-Za-z0-9._~!$&()*+,;=:@%/?-]*)?$`), () =>
    say.schema.httpUrl({ example }),
  );

const executable = (example: string) => matching(/^\/[A-Za-z0-9/._-]+$/, () => say.schema.executable({ example }));

/** Bodies that a webhook may take: ours, or those of four messengers' group robots. */
export const webhookFormats = ['json', 'wecom', 'dingtalk', 'feishu', 'slack'] as const;

const healthCheck = z.union(
  [
    z.strictObject({ tcp: whole(() => say.schema.tcp, 1, 65535) }),
    z.strictObject({ http: httpUrl('http://127.0.0.1:8080/health') }),
    z.strictObject({
      unit: matching(/^[A-Za-z0-9:_.@-]{1,200}$/, () => say.schema.unit),
    }),
    z.strictObject({
      command: executable('/usr/local/bin/check.sh'),
    }),
  ],
  { error: () => say.schema.healthCheck },
);

/** The keys of the answers file, in the order in which they are written. */
const answersShape = z.strictObject({
  version: z.literal(1, { error: () => say.schema.version }),
  /** Names the VIP and the EIP in the cloud. */
  cluster: matching(patterns.cluster, () => say.schema.cluster),
  region: matching<Region>(patterns.region, () => say.schema.region),
  mode: z.enum(['stable', 'preferred']),
  preferred: matching<InstanceId>(patterns.instance, () => say.schema.oneOfBoth).exactOptional(),
  /** Seconds for which the preferred node must have been well before it takes the VIP back. */
  failback: whole(() => say.schema.failback, 1, 1000).exactOptional(),
  /** How the VIP moves: by a call of the API (MigratePrivateIpAddress), or to the host that announces it (HAVIP). */
  mechanism: z.enum(['migrate', 'havip']).default('migrate'),
  /** A HAVIP by its id only where that is the mechanism. */
  vip: matching<'auto' | Ipv4 | HaVipId>(
    either(`auto|${patterns.haVip.source.slice(1, -1)}`, patterns.ipv4),
    () => say.schema.vip,
  ),
  eip: matching<'none' | 'allocate' | EipId>(either('none|allocate', patterns.eip), () => say.schema.eip),
  nodes: z.array(node, { error: () => say.schema.nodes }).length(2, { error: () => say.schema.nodes }),
  ssh: ssh.exactOptional(),
  hostCredentials: z.strictObject({ type: z.enum(['role', 'key', 'none']) }).default({ type: 'role' }),
  detection: z.enum(['standard', 'fast']).default('standard'),
  healthCheck: healthCheck.exactOptional(),
  /** Of what the hosts say: their log, their README, what they tell of a switch. Absent: the one that the pair has, else the run's. */
  language: z.enum(languages).exactOptional(),
  api: z
    .strictObject({ domain: matching(patterns.host, () => say.schema.domain) })
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
      textfile: matching(/^\/[A-Za-z0-9/._-]+$/, () =>
        say.schema.folder({ example: '/var/lib/prometheus/node-exporter' }),
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
