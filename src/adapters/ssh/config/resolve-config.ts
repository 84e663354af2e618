import { isIP, SocketAddress } from 'node:net';
import { HostError } from '../../../errors.js';
import { say } from '../../../messages/say.js';
import { type Environment, expandTokens } from './expand.js';
import { type ConfigPlace, ConfigReader, type ConfigValues } from './read-config.js';

/** The place that the program runs in. */
export interface Surroundings extends ConfigPlace {
  readonly env: Environment;
  /** This machine's name. */
  readonly hostname: string;
  /** Whether a name has an address. */
  hasAddress(name: string): Promise<boolean>;
}

/** What is asked of the configuration: the host as it was typed, and what goes before anything that is written there. */
export interface ConfigQuery {
  readonly alias: string;
  readonly user?: string;
  readonly port?: number;
  readonly proxyJump?: string;
  /** Where neither the caller nor ssh_config names a user. */
  readonly userOtherwise: string;
}

export interface HostConfig {
  /** The name or address to connect to. */
  readonly host: string;
  readonly values: ReadonlyMap<string, readonly string[]>;
}

/**
 * What `ssh HOST` would read for one host, from ~/.ssh/config and the system's file. Where no user is named anywhere it is read
 * again as `ssh USER@HOST` would with the user to take then. Throws HostError('config') on what OpenSSH refuses.
 * @param onLeftOut called with each block that is left out, as its condition is not evaluated here
 */
export async function resolveConfig(
  query: ConfigQuery,
  around: Surroundings,
  onLeftOut: (what: string) => void,
): Promise<HostConfig> {
  const found = await resolveOnce(query, around, onLeftOut);
  if (found.values.has('user')) return found;
  return resolveOnce({ ...query, user: query.userOtherwise }, around, onLeftOut);
}

async function resolveOnce(
  query: ConfigQuery,
  around: Surroundings,
  onLeftOut: (what: string) => void,
): Promise<HostConfig> {
  const { alias } = query;
  const values: ConfigValues = new Map();
  if (query.user !== undefined) values.set('user', [query.user]);
  if (query.port !== undefined) values.set('port', [String(query.port)]);
  if (query.proxyJump !== undefined) values.set('proxyjump', [query.proxyJump]);
  const first = new ConfigReader(around, { host: alias, alias, isFinal: false, values, onLeftOut });
  first.read();
  const written = values.get('hostname')?.[0];
  const named = written === undefined ? alias : expandTokens(written, { h: alias });
  const host = await canonicalName(named, values, around);
  const canonical = values.get('canonicalizehostname')?.[0]?.toLowerCase() ?? 'no';
  if (first.wantsFinalPass || !['no', 'false'].includes(canonical)) {
    values.set('hostname', [host]);
    new ConfigReader(around, { host, alias, isFinal: true, values, onLeftOut }).read();
  }
  return { host, values };
}

/** The name in full where CanonicalizeHostname asks for it, in lower case; an address in its usual form. */
async function canonicalName(named: string, values: ConfigValues, around: Surroundings): Promise<string> {
  const address = canonicalAddress(named, values.get('addressfamily')?.[0]?.toLowerCase() ?? 'any');
  if (address !== undefined) return address.toLowerCase() === named.toLowerCase() ? named : address;
  // What looks like an address stays as it is (such as one with an interface that is not there).
  if (/[:%]/.test(named) || /^[0-9.]+$/.test(named)) return named;
  const host = named.toLowerCase();
  const setting = (keyword: string) => values.get(keyword)?.[0]?.toLowerCase();
  const mode = setting('canonicalizehostname') ?? 'no';
  const proxy = values.get('proxyjump') ?? values.get('proxycommand');
  const isDirect = proxy === undefined || proxy[0]?.toLowerCase() === 'none';
  if (mode === 'no' || mode === 'false' || (!isDirect && mode !== 'always')) return host;
  if (host.endsWith('.')) {
    if (await around.hasAddress(host)) return host.slice(0, -1);
  } else {
    if (host.split('.').length - 1 > Number(setting('canonicalizemaxdots') ?? 1)) return host;
    for (const domain of values.get('canonicaldomains') ?? []) {
      if (domain.toLowerCase() === 'none') break;
      const full = `${host}.${domain}`;
      if (await around.hasAddress(`${full}.`)) return full;
    }
  }
  if (['no', 'false'].includes(setting('canonicalizefallbacklocal') ?? 'yes')) {
    throw new HostError('config', say.sshConfig.noDomain({ host }), {
      hint: say.sshConfig.noDomainHint,
    });
  }
  return host;
}

/** An address as getnameinfo(3) prints it; undefined for a name, and for an address of a family that is not to be used. */
function canonicalAddress(text: string, family: string): string | undefined {
  if (isIP(text) === 6) {
    if (family === 'inet') return undefined;
    return text.includes('%') ? text : new SocketAddress({ address: text, family: 'ipv6' }).address;
  }
  if (family === 'inet6') return undefined;
  if (isIP(text) === 4) return text;
  // Such as 10.1, which is 10.0.0.1.
  if (!/^(?:0x[0-9a-f]+|\d+)(?:\.(?:0x[0-9a-f]+|\d+)){0,3}$/i.test(text)) return undefined;
  return URL.canParse(`http://${text}`) ? new URL(`http://${text}`).hostname : undefined;
}
