import { CloudError, HostError } from '../errors.js';
import { locate } from '../facts/topology.js';
import { say } from '../messages/say.js';
import { defineCheck } from './check.js';
import { error, ok, unproven } from './finding.js';

export const apiCheck = defineCheck({
  id: 'cloud.api',
  subject: 'nodes',
  about: () => say.about.cloudApi,
  when: ['preflight', 'verify'],
  needs: [],
  run(_, { pair: { cloud } }) {
    if ('known' in cloud) return [ok('cloud', say.findings.reached.api)];
    const { message, hint = say.reach.again } = cloud.failure;
    const code = cloud.failure instanceof CloudError ? cloud.failure.code : 'unknown';
    return [{ ...error('cloud', say.findings.reached.apiSilent({ why: message }), hint), code }];
  },
});

export const sshCheck = defineCheck({
  id: 'ssh',
  also: ['ssh.host-key'],
  subject: 'ssh',
  about: () => say.about.ssh,
  when: ['preflight', 'verify', 'fitness'],
  needs: ['node'],
  run({ node }, { pair: { hosts, cloud }, phase }) {
    const reading = hosts[node.name];
    const id = node.instance;
    if ('known' in reading) return [ok(id, say.findings.reached.ssh)];
    const { failure } = reading;
    const { message, hint = say.findings.reached.sshHint } = failure;
    const isHosts = failure instanceof HostError;
    if (phase !== 'fitness' && !isHosts) {
      // Where it is was never learnt: that says nothing of the host.
      if ('failure' in cloud) return [unproven(id, message, hint)];
      // Before a run, the check of the instances has said it already.
      const { instance } = locate(node, cloud.known.inventory);
      if (phase === 'preflight' && instance?.state !== 'RUNNING') return [];
    }
    // Before a run the address matters too: it may be the wrong one.
    const where = phase === 'preflight' ? (failure.where ?? id) : id;
    const remark = { ...error(where, message, hint), unfit: { code: 'unreached', why: message } as const };
    return [isHosts && failure.kind === 'host-key' && phase === 'verify' ? { ...remark, id: 'ssh.host-key' } : remark];
  },
});
