import { paths } from '../cluster/names.js';
import { type KeepalivedConfig, parseKeepalivedConfig } from '../facts/keepalived-config.js';
import { findPreferred, type HostSettings, parseSettings } from '../facts/settings.js';
import type { HostReader } from '../ports/host.js';
import type { Draft } from './draft.js';

/** What an earlier run has left on a host. */
export interface HostMemory {
  readonly settings?: HostSettings;
  readonly config?: KeepalivedConfig;
}

/** Reads what an earlier run has left; nothing on a host that is new. Throws HostError where the host is lost. */
export async function readMemory(host: HostReader): Promise<HostMemory> {
  const read = async (path: string) => {
    const { code, stdout } = await host.read(['cat', path]);
    return code === 0 ? stdout : '';
  };
  const settings = parseSettings(await read(paths.settings));
  if (settings === undefined) return {};
  const config = parseKeepalivedConfig(await read(paths.config));
  return { settings, ...(config.managed && { config }) };
}

/** The answers that a pair was set up with, as its hosts tell them; undefined where they tell of no pair, or of two. */
export function recallAnswers(memories: readonly HostMemory[]): Draft | undefined {
  const all = memories.flatMap(({ settings }) => settings ?? []);
  const [first] = all;
  if (first === undefined || new Set(all.map(({ cluster }) => cluster)).size > 1) return undefined;
  const instances = memories.flatMap(({ config }) => config?.instances[0] ?? []);
  const {
    cluster,
    vip,
    mechanism = 'migrate',
    mode,
    eip,
    credentials,
    healthCheck,
    webhook,
    webhookFormat,
    notifyCommand,
    metrics,
    endpoints,
  } = first;
  const format = webhook && webhookFormat !== 'json' ? webhookFormat : undefined;
  const preferred = findPreferred(first);
  const failback = instances.find(({ preemptDelay }) => preemptDelay !== undefined)?.preemptDelay;
  // The last one is the name in the answers; a host may have a nearer one before it.
  const domain = endpoints?.at(-1)?.replace(/^vpc\./, '');
  return {
    cluster,
    mechanism,
    vip,
    ...(mode !== undefined && { mode }),
    ...(preferred !== undefined && { preferred }),
    ...(mode === 'preferred' && failback !== undefined && failback !== 30 && { failback }),
    ...(eip !== undefined && { eip: eip ?? 'none' }),
    ...(credentials !== undefined && { hostCredentials: { type: credentials } }),
    ...(instances.length > 0 && { detection: instances.some(({ version }) => version === 3) ? 'fast' : 'standard' }),
    ...(healthCheck && { healthCheck }),
    ...((webhook || notifyCommand) && {
      notify: {
        ...(webhook && { webhook }),
        ...(format && { format }),
        ...(notifyCommand && { command: notifyCommand }),
      },
    }),
    ...(metrics && { metrics: { textfile: metrics } }),
    ...(domain !== undefined && domain !== 'tencentcloudapi.com' && { api: { domain } }),
  };
}
