import { peerOf } from '../cluster/nodes.js';
import { vipOperation } from '../operations/vip.js';
import type { ProvableAction } from '../ports/cloud.js';
import { defineCheck, type RunContext } from './check.js';
import { findAudit, viewOf } from './context.js';
import { error, ok, type Remark, unproven, warning } from './finding.js';
import { hooksCredentials, isDeaf, type Trial } from './trial.js';

export const mayMigrateCheck = defineCheck({
  id: 'api.may-migrate',
  title: 'API access and permissions',
  about: 'each host may move the VIP (shown by a call that the API always refuses)',
  mechanism: 'migrate',
  when: ['preflight', 'verify', 'fitness'],
  needs: ['topology', 'host', 'api'],
  run({ topology: { nodes }, host: { node, id }, api }, context) {
    const untried = explainUntried(api, findAudit(context.pair, node)?.host.hooks.status?.owner === 'unknown');
    if (untried !== undefined) return [unproven(id, untried, `${context.command('verify', '--failover')} shows them`)];
    const where = `${nodes[peerOf(node)].eni.id} and ${nodes[node].eni.id}`;
    const remarks = judge(id, api, 'MigratePrivateIpAddress', where, context);
    return remarks.map((one) =>
      one.level === 'error' ? { ...one, unfit: { code: 'may-not-migrate' } as const } : one,
    );
  },
});

/** While nothing has moved the VIP away from its EIP nobody misses this one: before a run it is a warning. */
export const mayBindCheck = defineCheck({
  id: 'api.may-bind',
  title: 'API access and permissions',
  about: 'each host may bind the EIP to the VIP again',
  mechanism: 'migrate',
  when: ['preflight', 'verify'],
  needs: ['topology', 'host', 'api'],
  run({ topology: { eip }, host: { id }, api }, context) {
    if (eip === undefined) return [];
    if (context.phase === 'verify') return judge(id, api, 'AssociateAddress', eip.id, context);
    return warnOf(id, api, 'AssociateAddress', 'an EIP that a move leaves behind is not bound to the VIP again');
  },
});

export const mayAssignCheck = defineCheck({
  id: 'api.may-assign',
  title: 'API access and permissions',
  about: 'each host may put a VIP back that somebody took off both',
  mechanism: 'migrate',
  when: ['preflight'],
  needs: ['host', 'api'],
  run: ({ host: { id }, api }) =>
    warnOf(id, api, 'AssignPrivateIpAddresses', 'a VIP that somebody takes off both hosts is not put back'),
});

export const mayFollowCheck = defineCheck({
  id: 'api.may-follow',
  title: 'API access and permissions',
  about: 'each host may read what became of a move',
  mechanism: 'migrate',
  when: ['preflight'],
  needs: ['host', 'api'],
  run: ({ host: { id }, api }) =>
    warnOf(id, api, 'DescribeVpcTaskResult', 'a move that fails in the cloud is noticed late'),
});

export const excessCheck = defineCheck({
  id: 'api.excess',
  title: 'API access and permissions',
  about: 'the key on the hosts may do no more than their hooks need',
  when: ['preflight'],
  needs: ['host', 'api'],
  run: ({ host: { id }, api }) =>
    api.mayBindAny === true
      ? [warning(id, 'the key that it gets may bind any EIP of the account: more than its hooks need', policyHint)]
      : [],
});

export const operatorCheck = defineCheck({
  id: 'operator.may-assign',
  title: 'API access and permissions',
  about: 'you may assign the VIP',
  mechanism: 'migrate',
  when: ['preflight'],
  needs: ['topology', 'pair', 'operator'],
  async run({ topology, operator }, context) {
    const [assign] = vipOperation.diff(viewOf(context, topology)).changes;
    if (!context.prove || assign?.kind !== 'vip.assign') return [];
    const may = await operator.proveMay('AssignPrivateIpAddresses', assign.eni);
    if (may !== 'denied') return [];
    const hint = 'ha-setup policy --operator prints the policy that you need';
    return [error(assign.eni, 'your credentials may not AssignPrivateIpAddresses there', hint)];
  },
});

const policyHint = 'ha-setup policy prints the policy that the role (or the key) of the hosts needs';

/** Why nothing is known of the permissions, where something else has said already that the API was not reached. */
function explainUntried({ failure }: Trial, isSaid: boolean): string | undefined {
  if (failure === undefined) return undefined;
  if (isDeaf(failure)) return 'its sshd forwards no connections, so its permissions were not tried';
  return isSaid ? `not tried: ${failure.message}` : undefined;
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
  switch (proof) {
    case 'allowed':
      return [ok(id, `it may ${action} on ${resources}`)];
    case 'denied': {
      const message = `${phase === 'preflight' ? hooksCredentials : 'its credentials'} may not ${action} on ${resources}`;
      return [error(id, message, `allow vpc:${action} there; ${policyHint}`)];
    }
    case 'unproven': {
      const hint = `${command('verify', '--failover')} shows it`;
      return [unproven(id, `whether it may ${action} could not be shown without doing it`, hint)];
    }
  }
}

/** What is needed only where something went wrong. */
function warnOf(id: string, { may }: Trial, action: ProvableAction, consequence: string): Remark[] {
  if (may[action] !== 'denied') return [];
  return [warning(id, `${hooksCredentials} may not ${action}: ${consequence}`, policyHint)];
}
