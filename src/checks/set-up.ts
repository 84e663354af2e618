import { nodeNames } from '../cluster/nodes.js';
import type { NodeName } from '../cluster/spec.js';
import { say } from '../messages/say.js';
import { defineCheck } from './check.js';
import { type CheckContext, findAudit, findHost } from './context.js';
import { error } from './finding.js';

export const setUpCheck = defineCheck({
  id: 'set-up',
  subject: 'hosts',
  about: () => say.about.setUp,
  when: ['verify'],
  needs: ['audit'],
  run({ audit: { node, id } }, { pair, command }) {
    if (!isAbsent(pair, node)) return [];
    return [error(id, say.setUp.isNot, say.setUp.hint({ command: command() }))];
  },
});

/** Neither the hooks nor their settings are there: before the first run, or after an uninstall. */
export function isAbsent(pair: CheckContext['pair'], node: NodeName): boolean {
  const audit = findAudit(pair, node)?.host;
  return audit !== undefined && audit.hooks.absent === true && audit.settings === undefined;
}

/** No host that answered is set up. */
export function isNoneSetUp(pair: CheckContext['pair']): boolean {
  const known = nodeNames.filter((node) => findHost(pair, node) !== undefined);
  return known.length > 0 && known.every((node) => isAbsent(pair, node));
}
