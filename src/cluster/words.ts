import leven from 'leven';
import { listed } from '../messages/lists.js';
import { say } from '../messages/say.js';
import type { Path } from './problem.js';
import { answersJsonSchema } from './spec.js';

interface JsonSchema {
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
}

const root: JsonSchema = answersJsonSchema();

/** The schemas that hold at a path; several where the file has a choice. */
function schemasAt(path: Path): readonly JsonSchema[] {
  return path.reduce<readonly JsonSchema[]>(
    (schemas, segment) =>
      schemas.flatMap((schema) => {
        const next = typeof segment === 'number' ? schema.items : schema.properties?.[segment];
        return next === undefined ? [] : (next.anyOf ?? [next]);
      }),
    [root],
  );
}

/** The keys that may stand below a path; none below what takes a plain value. */
export function keysAt(path: Path): readonly string[] {
  return schemasAt(path).flatMap(({ properties }) => Object.keys(properties ?? {}));
}

/** Every key with the path of the mapping in which it stands; those of a node's own ssh block are those of the common one. */
const places: readonly { readonly key: string; readonly parent: string }[] = [
  ...['', 'ssh', 'hostCredentials', 'healthCheck', 'api', 'notify', 'metrics'].flatMap((parent) =>
    keysAt(parent === '' ? [] : [parent]).map((key) => ({ key, parent })),
  ),
  ...keysAt(['nodes', 0]).map((key) => ({ key, parent: 'nodes[]' })),
];

/** What other programs call it, or people do. */
const synonyms: Readonly<Record<string, string>> = {
  ...{ name: 'cluster', clustername: 'cluster', zone: 'region', location: 'region', regionid: 'region' },
  ...{ master: 'preferred', primary: 'preferred', prefer: 'preferred', failbackdelay: 'failback', delay: 'failback' },
  ...{ virtualip: 'vip', virtualipaddress: 'vip', floatingip: 'vip', publicip: 'eip', elasticip: 'eip' },
  ...{ instances: 'nodes', servers: 'nodes', hosts: 'nodes', machines: 'nodes' },
  ...{ id: 'instance', instanceid: 'instance', eniid: 'eni', networkinterface: 'eni', networkinterfaceid: 'eni' },
  ...{ hostname: 'host', address: 'host', ip: 'host', username: 'user', login: 'user' },
  ...{ key: 'identityFile', keyfile: 'identityFile', privatekey: 'identityFile', privatekeyfile: 'identityFile' },
  ...{
    identity: 'identityFile',
    sshkey: 'identityFile',
    bastion: 'proxyJump',
    jump: 'proxyJump',
    jumphost: 'proxyJump',
  },
  ...{ userknownhostsfile: 'knownHosts', stricthostkeychecking: 'hostKeys' },
  ...{ check: 'healthCheck', health: 'healthCheck', credentials: 'hostCredentials', role: 'hostCredentials' },
  ...{ url: 'http', https: 'http', service: 'unit', systemd: 'unit', script: 'command', exec: 'command' },
  ...{ port: 'tcp', endpoint: 'domain', hook: 'webhook', lang: 'language', locale: 'language' },
};

/** Spelling without case, hyphens and underscores: identity_file and IdentityFile are identityFile. */
const plain = (word: string) => word.toLowerCase().replace(/[^a-z0-9]/g, '');

/** The candidate that was most likely meant, within one or two slips of the finger. */
function nearest(word: string, candidates: readonly string[]): string | undefined {
  const typed = plain(word);
  if (typed === '' || typed.length > 40) return undefined;
  const slips = typed.length < 4 ? 1 : 2;
  const [best] = candidates
    .map((candidate) => ({ candidate, distance: leven(typed, plain(candidate), { maxDistance: slips + 1 }) }))
    .filter(({ candidate, distance }) => distance <= slips && distance < candidate.length - 1)
    .sort((one, other) => one.distance - other.distance);
  return best?.candidate;
}

/** The known key nearest to a word, wherever it stands. */
export function nearestKey(word: string): string | undefined {
  return nearest(word, [...new Set(places.map(({ key }) => key))]);
}

/** Where secrets come from, for keys that people expect to hold them. */
function adviseSecret(path: Path): string | undefined {
  const key = plain(String(path.at(-1)));
  const isHosts = path[0] === 'hostCredentials';
  const names = isHosts ? 'HA_SETUP_HOST' : 'TENCENTCLOUD';
  const variable = /^(tencentcloud|host|api|access)?(secret|access)(key)?id$/.test(key)
    ? `${names}_SECRET_ID`
    : /^(tencentcloud|host|api|access)?(secret|secretkey|accesskey|secretaccesskey|apikey)$/.test(key)
      ? `${names}_SECRET_KEY`
      : /^(tencentcloud|session|security)?token$/.test(key)
        ? 'TENCENTCLOUD_TOKEN'
        : /^(ssh|sudo)?(pass|passwd|password)$/.test(key)
          ? 'HA_SETUP_SSH_PASSWORD'
          : undefined;
  if (variable !== undefined) return say.answers.key.secretVariable({ variable });
  if (/passphrase/.test(key)) return say.answers.key.passphrase;
  return undefined;
}

/** What to do about an unknown key, and the key that was meant where one stands near. */
export function adviseKey(path: Path): { readonly message: string; readonly meant?: Path } {
  const key = String(path.at(-1));
  const parent = path.slice(0, -1);
  const here = keysAt(parent);
  const slip = adviseSlip(key) ?? adviseSecret(path);
  if (slip !== undefined) return { message: slip };
  const synonym = synonyms[plain(key)] ?? '';
  const near = here.includes(synonym) ? synonym : nearest(key, here);
  if (near !== undefined) return { message: say.answers.key.mean({ word: near }), meant: [...parent, near] };
  const other = nearestKey(key) ?? synonym;
  const place = places.find((one) => one.key === other);
  if (place === undefined) {
    return { message: here.length > 8 ? say.answers.key.unknown : say.answers.key.known({ keys: listed(here) }) };
  }
  const { meanTop, meanElsewhere } = say.answers.key;
  const isTop = place.parent === '';
  return { message: isTop ? meanTop({ word: place.key }) : meanElsewhere({ word: `${place.parent}.${place.key}` }) };
}

/** What is typed so that YAML takes more for the key than was meant. */
function adviseSlip(key: string): string | undefined {
  const glued = /^\s*([A-Za-z_]+)\s*[:=：]/.exec(key)?.[1];
  if (glued !== undefined) return say.answers.key.noColon({ write: `${nearestKey(glued) ?? 'key'}: …` });
  if (/^\s*(\/\/|\/\*)/.test(key)) return say.answers.key.comment;
  if (/[\u00a0\u2000-\u200b\u3000]/.test(key)) return say.answers.key.oddSpace;
  return key === '<<' ? say.answers.key.merge : undefined;
}

/** The choice nearest to a value that is none. */
export function nearestChoice(value: unknown, choices: readonly string[]): string | undefined {
  if (value === false || value === null) return choices.find((choice) => choice === 'none');
  if (typeof value !== 'string') return undefined;
  if (/^(no|off|false|null|nil)$/i.test(value)) return choices.find((choice) => choice === 'none');
  return nearest(value, choices);
}
