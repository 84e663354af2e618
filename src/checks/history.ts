import { nodeNames } from '../cluster/nodes.js';
import { isProven } from '../operations/proven.js';
import { defineCheck } from './check.js';
import { findAudit, viewOf } from './context.js';
import { ok, unproven, warning } from './finding.js';

export const drillsCheck = defineCheck({
  id: 'drills',
  title: 'the past',
  about: 'the pair has passed its failover drills as it is now',
  when: ['verify'],
  needs: ['topology', 'pair'],
  run({ topology, pair: { a, b } }, context) {
    if (!isProven(viewOf(context, topology))) {
      const message = 'it has not been failed over since it was set up as it is now';
      return [unproven('pair', message, `${context.command('verify', '--failover')} fails it over and times it`)];
    }
    const at = (a.host.verified ?? b.host.verified)?.at;
    return [ok('pair', `it passed its failover drills on ${at?.slice(0, 10)}`)];
  },
});

export const lockCheck = defineCheck({
  id: 'run.lock',
  title: 'the past',
  about: 'no run is changing the pair',
  when: ['verify'],
  needs: [],
  run(_, { pair }) {
    return nodeNames.flatMap((node) => {
      const known = findAudit(pair, node);
      if (known?.host.lockHolder === undefined) return [];
      const message = `a run is changing the pair now: ${known.host.lockHolder}`;
      return [warning(known.id, message, 'run the same command again when it has ended')];
    });
  },
});

export const switchesCheck = defineCheck({
  id: 'log.switches',
  title: 'the past',
  about: 'the last switches to each host, with their outages',
  when: ['verify'],
  needs: ['audit'],
  run({ audit: { id, host } }) {
    if (host.switches.length === 0) return [ok(id, 'its log has no switch to this host')];
    const lines = host.switches.map(({ at, from, sinceMasterSeconds, outageSeconds }) => {
      const outage = outageSeconds === 0 ? ', no outage' : `, outage ${outageSeconds} s`;
      return `${at} from ${from ?? 'no ENI'} in ${sinceMasterSeconds} s${outage}`;
    });
    return [ok(id, `last switches to this host: ${lines.reverse().join('; ')}`)];
  },
});
