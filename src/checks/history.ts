import { nodeNames } from '../cluster/nodes.js';
import { series } from '../messages/lists.js';
import { say } from '../messages/say.js';
import { isProven } from '../operations/proven.js';
import { defineCheck } from './check.js';
import { findHost, viewOf } from './context.js';
import { ok, unproven, warning } from './finding.js';

export const drillsCheck = defineCheck({
  id: 'drills',
  subject: 'past',
  about: () => say.about.drills,
  when: ['verify'],
  needs: ['topology', 'pair'],
  run({ topology, pair: { a, b } }, context) {
    if (!isProven(viewOf(context, topology))) {
      const command = context.command('verify', '--failover');
      return [unproven('pair', say.checks.past.unproven, say.checks.past.unprovenHint({ command }))];
    }
    const at = (a.host.verified ?? b.host.verified)?.at;
    return [ok('pair', say.checks.past.proven({ date: at?.slice(0, 10) ?? '' }))];
  },
});

export const lockCheck = defineCheck({
  id: 'run.lock',
  subject: 'hosts',
  about: () => say.about.runLock,
  when: ['preflight', 'verify'],
  needs: [],
  run(_, { pair }) {
    return nodeNames.flatMap((node) => {
      const known = findHost(pair, node);
      if (known?.host.lockHolder === undefined) return [];
      const message = say.checks.past.running({ who: known.host.lockHolder });
      return [warning(known.id, message, say.checks.past.runningHint)];
    });
  },
});

export const switchesCheck = defineCheck({
  id: 'log.switches',
  subject: 'past',
  about: () => say.about.logSwitches,
  when: ['verify'],
  needs: ['audit'],
  run({ audit: { id, host } }) {
    if (host.switches.length === 0) return [ok(id, say.checks.past.noSwitch)];
    const lines = host.switches.map(({ at, from, sinceMasterSeconds, outageSeconds }) => {
      const { noEni, smooth, rough, unmeasured } = say.checks.past;
      const words = { at, from: from ?? noEni, seconds: sinceMasterSeconds };
      if (outageSeconds === undefined) return unmeasured(words);
      return outageSeconds === 0 ? smooth(words) : rough({ ...words, outage: outageSeconds });
    });
    return [ok(id, say.checks.past.switches({ list: series(lines.reverse()) }))];
  },
});
