import { cloudName } from '../../cluster/names.js';
import type { Check } from '../../cluster/verify-result.js';
import type { CloudFacts } from '../../facts/survey.js';
import type { Topology } from '../../facts/topology.js';
import type { Finding } from '../finding.js';
import { checkNodes } from '../nodes.js';
import { checkSecurityGroups } from '../security-groups.js';
import { error, ok, warning } from './check.js';
import { idOf, type PairFacts } from './pair.js';

/** What the cloud's record says of the instances, their ENIs and what lies between them. */
export function checkCloudRecord(cloud: CloudFacts, { spec }: PairFacts): Check[] {
  return [
    ...fromFindings('nodes', checkNodes(spec, cloud), 'both instances run, and their ENIs are in one subnet'),
    ...fromFindings('security-group', checkSecurityGroups(spec, cloud), 'VRRP passes between the hosts both ways'),
  ];
}

function fromFindings(id: string, findings: readonly Finding[], fine: string): Check[] {
  if (findings.length === 0) return [ok(id, 'cloud', fine)];
  return findings.map(({ level, where, message, hint }) => {
    const build = level === 'error' ? error : warning;
    return build(id, where ?? 'cloud', message, hint);
  });
}

/** The VIP is on one of the two ENIs, at rest, under its name, and has room on the other. */
export function checkVipRecord(topology: Topology, { spec, mend }: PairFacts): Check[] {
  return [checkOwner(topology, spec, mend), ...checkName(topology, spec.cluster, mend), ...checkQuota(topology)];
}

function checkOwner({ vip, vipRecord, owner }: Topology, spec: PairFacts['spec'], mend: string): Check {
  if (vipRecord === undefined) {
    return error(
      'vip.owner',
      'cloud',
      `${vip} is on no ENI: nobody gets its packets`,
      `the hooks assign it where they run; else ${mend}`,
    );
  }
  const { eni, state } = vipRecord;
  if (owner === undefined) {
    const place = `${vip} is on ${eni.id}${eni.instance ? ` of ${eni.instance}` : ''}, which is neither node's ENI`;
    return error(
      'vip.owner',
      eni.id,
      place,
      'the active host takes it back by itself; else move it in the console to one of the two ENIs',
    );
  }
  if (state !== 'AVAILABLE') {
    return warning(
      'vip.owner',
      eni.id,
      `${vip} is ${state}`,
      'a move is under way: run the same command again in some seconds',
    );
  }
  return ok('vip.owner', 'cloud', `${vip} is on ${eni.id} of ${idOf(spec, owner)}`);
}

function checkName({ vip, vipRecord }: Topology, cluster: string, mend: string): Check[] {
  if (vipRecord === undefined || vipRecord.description === cloudName(cluster)) return [];
  const called = vipRecord.description === '' ? 'has no description' : `is described as "${vipRecord.description}"`;
  const hint = vipRecord.description === '' ? mend : `describe it in the console as ${cloudName(cluster)}`;
  return [warning('vip.name', vipRecord.eni.id, `${vip} ${called}: vip: auto would not recognise it`, hint)];
}

function checkQuota({ vip, nodes }: Topology): Check[] {
  const full = [nodes.a.eni, nodes.b.eni].filter(
    ({ ips, ipQuota }) => ipQuota !== undefined && ips.filter(({ address }) => address !== vip).length >= ipQuota,
  );
  if (full.length === 0) return [ok('quota', 'cloud', 'both ENIs have room for the VIP')];
  return full.map(({ id, ipQuota }) =>
    error(
      'quota',
      id,
      `the ENI has all of its ${ipQuota} addresses in use: ${vip} cannot move there`,
      'unassign one of its secondary addresses, or use a larger instance type',
    ),
  );
}

/** The EIP exists and is bound to the VIP where the VIP is. */
export function checkEipRecord({ eip, vip, vipRecord }: Topology, { spec, mend }: PairFacts): Check[] {
  if (spec.eip === 'none') return [];
  if (eip === undefined) {
    const wanted = spec.eip === 'allocate' ? `an EIP named ${cloudName(spec.cluster)}` : spec.eip;
    const hint = spec.eip === 'allocate' ? `${mend} allocates one` : 'name another in eip of the answers';
    return [error('eip.exists', 'cloud', `there is no ${wanted}`, hint)];
  }
  if (eip.privateIp === vip && eip.eni === vipRecord?.eni.id)
    return [ok('eip.bound', eip.id, `${eip.ip} is on ${vip}`)];
  if (eip.status === 'UNBIND') {
    return [
      error(
        'eip.bound',
        eip.id,
        `${eip.ip} is bound to nothing`,
        `the active host binds it where its hooks run; else ${mend}`,
      ),
    ];
  }
  const place = [eip.privateIp, eip.eni].filter(Boolean).join(' on ');
  return [
    error(
      'eip.bound',
      eip.id,
      `${eip.ip} is ${eip.status} to ${place || 'something else'}, not to ${vip}`,
      'the active host takes it back where its hooks run; else unbind it in the console',
    ),
  ];
}
