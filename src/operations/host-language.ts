import { nodeNames } from '../cluster/nodes.js';
import type { ClusterSpec } from '../cluster/spec.js';
import type { HostSettings } from '../facts/settings.js';
import type { Language } from '../messages/language.js';
import { say } from '../messages/say.js';
import type { View } from './operation.js';

/**
 * The language of what the hosts of a pair say, as they have it now, by the settings of those that could be read. English
 * where hooks of an older version wrote them, which knew no other. Undefined on a new pair.
 */
export function findLanguage(
  { cluster }: ClusterSpec,
  known: readonly (HostSettings | undefined)[],
): Language | undefined {
  const settings = known.find((one) => one?.cluster === cluster);
  return settings && (settings.language ?? 'en');
}

/** The one that they should have. It is the pair's and not the run's, so that two operators do not change it to and fro. */
export function desiredLanguage(spec: ClusterSpec, known: readonly (HostSettings | undefined)[]): Language {
  return spec.language ?? findLanguage(spec, known) ?? say.language.code;
}

export function languageOf({ spec, hosts }: View): Language {
  // Where the answers name it, no host has to be known.
  return spec.language ?? desiredLanguage(spec, settingsOf({ hosts }));
}

export function settingsOf({ hosts }: Pick<View, 'hosts'>): readonly (HostSettings | undefined)[] {
  return nodeNames.map((node) => hosts[node].settings);
}
