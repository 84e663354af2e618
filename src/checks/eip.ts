import type { ClusterSpec } from '../cluster/spec.js';
import { findEip } from '../facts/topology.js';
import { say } from '../messages/say.js';
import type { Eip, Inventory } from '../ports/inventory.js';
import { defineCheck } from './check.js';
import { error, type Remark, warning } from './finding.js';

/** Why an EIP cannot serve, whatever it is bound to. */
function findFaults({ ip, status, arrears, blocked, releasedWhenUnbound }: Eip) {
  const words = say.checks.eip;
  return [
    ...(arrears ? [{ message: words.arrears({ ip }), hint: words.arrearsHint }] : []),
    ...(blocked ? [{ message: words.blocked({ ip }), hint: words.blockedHint }] : []),
    ...(releasedWhenUnbound ? [{ message: words.cascade({ ip }), hint: words.another }] : []),
    ...(status === 'OFFLINING' ? [{ message: words.leaving({ ip }), hint: words.another }] : []),
  ];
}

/** The charges with which an instance takes an EIP where the bandwidth is its own. */
const suitable = ['TRAFFIC_POSTPAID_BY_HOUR', 'BANDWIDTH_PACKAGE'];

export const eipServesCheck = defineCheck({
  id: 'eip.serves',
  subject: 'eip',
  about: () => say.about.eipServes,
  when: ['preflight', 'verify'],
  needs: ['cloud'],
  appliesTo: ({ eip }) => eip !== 'none',
  run({ cloud: { inventory } }, { pair: { spec }, phase }) {
    const eip = findEip(spec, inventory);
    const faults = eip === undefined ? [] : findFaults(eip).map(({ message, hint }) => error(eip.id, message, hint));
    return [...faults, ...(phase === 'preflight' ? checkAccount(spec, inventory) : [])];
  },
});

function checkAccount(spec: ClusterSpec, { accountType, instances }: Inventory): Remark[] {
  if (accountType === undefined) {
    return [warning(undefined, say.checks.eip.unknownAccount, say.checks.eip.unknownAccountHint)];
  }
  if (accountType === 'STANDARD') return [];
  return spec.nodes.flatMap(({ instance }) => {
    const internet = instances.find(({ id }) => id === instance)?.internet;
    if (internet === undefined || suitable.includes(internet.chargeType)) return [];
    const build = internet.mbits > 0 ? error : warning;
    return [build(instance, say.checks.eip.legacy({ charge: internet.chargeType }), say.checks.eip.legacyHint)];
  });
}
