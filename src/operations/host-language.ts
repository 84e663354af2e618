import { nodeNames } from '../cluster/nodes.js';
import type { Language } from '../cluster/spec.js';
import { say } from '../messages/say.js';
import type { View } from './operation.js';

/**
 * The language of what the hosts say, as the hosts have it now: English where hooks of an older version wrote their settings,
 * which knew no other. Undefined on a new pair.
 */
export function findLanguage({ spec, hosts }: Pick<View, 'spec' | 'hosts'>): Language | undefined {
  const [first] = nodeNames.flatMap((node) => {
    const { settings } = hosts[node];
    return settings?.cluster === spec.cluster ? [settings] : [];
  });
  return first && (first.language ?? 'en');
}

/** The one that they should have. It is the pair's and not the run's, so that two operators do not change it to and fro. */
export function languageOf(view: Pick<View, 'spec' | 'hosts'>): Language {
  return view.spec.language ?? findLanguage(view) ?? say.locale.language;
}
