import type { ClusterSpec } from '../cluster/spec.js';
import { findEip } from '../facts/topology.js';
import type { Eip, Inventory } from '../ports/inventory.js';
import { defineCheck } from './check.js';
import { error, type Remark, warning } from './finding.js';

const another = 'name another EIP in the answers, or set eip to allocate';

/** Why an EIP cannot serve, whatever it is bound to. */
function findFaults({ ip, status, arrears, blocked, releasedWhenUnbound }: Eip) {
  return [
    ...(arrears
      ? [{ message: `the EIP ${ip} is isolated for want of payment`, hint: `top up the account, or ${another}` }]
      : []),
    ...(blocked
      ? [
          {
            message: `the vendor has blocked the EIP ${ip}, after an attack for one`,
            hint: `have it unblocked in the console, or ${another}`,
          },
        ]
      : []),
    ...(releasedWhenUnbound
      ? [
          {
            message: `the EIP ${ip} is released for good as soon as it is unbound, which a failover may have to do`,
            hint: another,
          },
        ]
      : []),
    ...(status === 'OFFLINING' ? [{ message: `the EIP ${ip} is being released`, hint: another }] : []),
  ];
}

/** The charges with which an instance takes an EIP where the bandwidth is its own. */
const suitable = ['TRAFFIC_POSTPAID_BY_HOUR', 'BANDWIDTH_PACKAGE'];

export const eipServesCheck = defineCheck({
  id: 'eip.serves',
  title: 'EIP',
  about: 'the EIP is paid for, not blocked and here to stay, and both instances may have one',
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
    const message = 'whether both instances can have an EIP could not be seen: that depends on the kind of the account';
    const hint = 'grant DescribeNetworkAccountType (ha-setup policy --operator prints all that is needed)';
    return [warning(undefined, message, hint)];
  }
  if (accountType === 'STANDARD') return [];
  return spec.nodes.flatMap(({ instance }) => {
    const internet = instances.find(({ id }) => id === instance)?.internet;
    if (internet === undefined || suitable.includes(internet.chargeType)) return [];
    const build = internet.mbits > 0 ? error : warning;
    const message = `pays for its public bandwidth by ${internet.chargeType}, and with an account of this kind (LEGACY) such an instance takes no EIP`;
    return [
      build(instance, message, 'let it pay by traffic (TRAFFIC_POSTPAID_BY_HOUR) in the console, or set eip to none'),
    ];
  });
}
