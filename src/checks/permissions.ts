import { peerOf } from '../cluster/nodes.js';
import { allOf } from '../messages/lists.js';
import { say } from '../messages/say.js';
import { vipOperation } from '../operations/vip.js';
import type { ProvableAction } from '../ports/cloud.js';
import { defineCheck, type RunContext } from './check.js';
import { findAudit, viewOf } from './context.js';
import { error, ok, type Remark, unproven, warning } from './finding.js';
import { isDeaf, type Trial } from './trial.js';

export const mayMigrateCheck = defineCheck({
  id: 'api.may-migrate',
  subject: 'api',
  about: () => say.about.apiMayMigrate,
  mechanism: 'migrate',
  when: ['preflight', 'verify', 'fitness'],
  needs: ['topology', 'host', 'api'],
  run({ topology: { nodes }, host: { node, id }, api }, context) {
    const untried = explainUntried(api, findAudit(context.pair, node)?.host.hooks.status?.owner === 'unknown');
    if (untried !== undefined)
      return [unproven(id, untried, say.access.shownBy({ command: context.command('verify', '--failover') }))];
    const where = allOf([nodes[peerOf(node)].eni.id, nodes[node].eni.id]);
    const remarks = judge(id, api, 'MigratePrivateIpAddress', where, context);
    return remarks.map((one) =>
      one.level === 'error' ? { ...one, unfit: { code: 'may-not-migrate' } as const } : one,
    );
  },
});

/** While nothing has moved the VIP away from its EIP nobody misses this one: before a run it is a warning. */
export const mayBindCheck = defineCheck({
  id: 'api.may-bind',
  subject: 'api',
  about: () => say.about.apiMayBind,
  mechanism: 'migrate',
  when: ['preflight', 'verify'],
  needs: ['topology', 'host', 'api'],
  run({ topology: { eip }, host: { id }, api }, context) {
    if (eip === undefined) return [];
    if (context.phase === 'verify') return judge(id, api, 'AssociateAddress', eip.id, context);
    return warnOf(id, api, 'AssociateAddress', 'bind');
  },
});

export const mayAssignCheck = defineCheck({
  id: 'api.may-assign',
  subject: 'api',
  about: () => say.about.apiMayAssign,
  mechanism: 'migrate',
  when: ['preflight'],
  needs: ['host', 'api'],
  run: ({ host: { id }, api }) => warnOf(id, api, 'AssignPrivateIpAddresses', 'assign'),
});

export const mayFollowCheck = defineCheck({
  id: 'api.may-follow',
  subject: 'api',
  about: () => say.about.apiMayFollow,
  mechanism: 'migrate',
  when: ['preflight'],
  needs: ['host', 'api'],
  run: ({ host: { id }, api }) => warnOf(id, api, 'DescribeVpcTaskResult', 'follow'),
});

export const excessCheck = defineCheck({
  id: 'api.excess',
  subject: 'api',
  about: () => say.about.apiExcess,
  when: ['preflight'],
  needs: ['host', 'api'],
  run: ({ host: { id }, api }) =>
    api.mayBindAny === true ? [warning(id, say.access.excess, say.access.policyHint)] : [],
});

export const operatorCheck = defineCheck({
  id: 'operator.may-assign',
  subject: 'api',
  about: () => say.about.operatorMayAssign,
  mechanism: 'migrate',
  when: ['preflight'],
  needs: ['topology', 'pair', 'operator'],
  async run({ topology, operator }, context) {
    const [assign] = vipOperation.diff(viewOf(context, topology)).changes;
    if (!context.prove || assign?.kind !== 'vip.assign') return [];
    const may = await operator.proveMay('AssignPrivateIpAddresses', assign.eni);
    if (may !== 'denied') return [];
    const { operator: message, operatorHint } = say.access;
    return [error(assign.eni, message({ action: 'AssignPrivateIpAddresses' }), operatorHint)];
  },
});

/** Why nothing is known of the permissions, where something else has said already that the API was not reached. */
function explainUntried({ failure }: Trial, isSaid: boolean): string | undefined {
  if (failure === undefined) return undefined;
  if (isDeaf(failure)) return say.access.deafUntried;
  return isSaid ? say.access.untried({ why: failure.message }) : undefined;
}

function judge(
  id: string,
  { may }: Trial,
  action: ProvableAction,
  resources: string,
  { phase, command }: RunContext,
): Remark[] {
  const proof = may[action];
  if (proof === undefined) return [];
  const words = say.access;
  switch (proof) {
    case 'allowed':
      return [ok(id, words.may({ action, resources }))];
    case 'denied': {
      const credentials = phase === 'preflight' ? words.hooksKey : words.ownKey;
      return [error(id, words.mayNot({ credentials, action, resources }), words.mayNotHint({ action }))];
    }
    case 'unproven': {
      const hint = words.shownBy({ command: command('verify', '--failover') });
      return [unproven(id, words.unproven({ action }), hint)];
    }
  }
}

/** What is needed only where something went wrong. */
function warnOf(
  id: string,
  { may }: Trial,
  action: ProvableAction,
  consequence: keyof typeof say.access.lacks,
): Remark[] {
  if (may[action] !== 'denied') return [];
  const { lacks, hooksKey: credentials, policyHint } = say.access;
  return [warning(id, lacks[consequence]({ credentials, action }), policyHint)];
}
