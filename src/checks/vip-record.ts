import { cloudName } from '../cluster/names.js';
import type { ClusterSpec } from '../cluster/spec.js';
import { type AddressUser, findUser, nameUser } from '../facts/address-user.js';
import { isChanging } from '../facts/eip.js';
import type { Topology } from '../facts/topology.js';
import { mechanismOf } from '../mechanism/mechanisms.js';
import { say } from '../messages/say.js';
import { defineCheck } from './check.js';
import { idOf } from './context.js';
import { error, ok, type Remark, warning } from './finding.js';

export const vipOwnerCheck = defineCheck({
  id: 'vip.owner',
  title: 'VIP',
  about: 'the cloud has the VIP on one of the two ENIs, at rest',
  when: ['verify'],
  needs: ['cloud', 'topology'],
  run: ({ cloud, topology }, { pair, command }) => [
    checkOwner(topology, pair.spec, findUser(topology.vip, cloud), command()),
  ],
});

export const vipNameCheck = defineCheck({
  id: 'vip.name',
  title: 'VIP',
  about: "the VIP's description in the cloud is the cluster's name",
  mechanism: 'migrate',
  when: ['verify'],
  needs: ['topology'],
  run: ({ topology }, { pair, command }) => checkName(topology, pair.spec.cluster, command()),
});

export const eipBoundCheck = defineCheck({
  id: 'eip.bound',
  title: 'EIP',
  about: 'the EIP is on the VIP',
  when: ['verify'],
  needs: ['topology'],
  appliesTo: ({ eip }) => eip !== 'none',
  run: ({ topology }, { pair, command }) => checkBinding(topology, pair.spec, command()),
});

function checkOwner(
  { vip, vipRecord, haVip, owner, subnet }: Topology,
  spec: ClusterSpec,
  user: AddressUser | undefined,
  repair: string,
): Remark {
  if (vipRecord === undefined && user !== undefined) {
    const hint = `free it there; or set vip to auto or to a free address of ${subnet.cidr} in the answers, then ${repair}`;
    return error('cloud', `${vip} is in use by ${nameUser(user)}: this pair gets none of its packets`, hint);
  }
  if (vipRecord === undefined && haVip !== undefined) {
    return error(haVip.id, say.havip.unclaimed({ vip }), say.havip.unclaimedHint({ command: repair }));
  }
  if (vipRecord === undefined) {
    return error(
      'cloud',
      `${vip} is on no ENI: nobody gets its packets`,
      `the hooks assign it where they run; else ${repair}`,
    );
  }
  const { eni, state } = vipRecord;
  if (owner === undefined) {
    const place = `${vip} is on ${eni.id}${eni.instance ? ` of ${eni.instance}` : ''}, which is neither node's ENI`;
    return error(
      eni.id,
      place,
      'the active host takes it back by itself; else move it in the console to one of the two ENIs',
    );
  }
  if (state !== 'AVAILABLE') {
    return warning(eni.id, `${vip} is ${state}`, 'a move is under way: run the same command again in some seconds');
  }
  return ok('cloud', `${vip} is on ${eni.id} of ${idOf(spec, owner)}`);
}

function checkName({ vip, vipRecord }: Topology, cluster: string, repair: string): Remark[] {
  if (vipRecord === undefined || vipRecord.name === cloudName(cluster)) return [];
  const called = vipRecord.name === '' ? 'has no description' : `is described as "${vipRecord.name}"`;
  const hint = vipRecord.name === '' ? repair : `describe it in the console as ${cloudName(cluster)}`;
  return [warning(vipRecord.eni.id, `${vip} ${called}: vip: auto would not recognise it`, hint)];
}

function checkBinding(topology: Topology, spec: ClusterSpec, repair: string): Remark[] {
  const { eip, vip } = topology;
  if (eip === undefined) return [];
  if (mechanismOf(spec).isEipOnVip(topology)) return [ok(eip.id, `${eip.ip} is on ${vip}`)];
  if (isChanging(eip)) {
    const hint = 'its state is changing: run the same command again in some seconds';
    return [warning(eip.id, `${eip.ip} is ${eip.status}`, hint)];
  }
  if (eip.status === 'UNBIND') {
    return [
      error(eip.id, `${eip.ip} is bound to nothing`, `the active host binds it where its hooks run; else ${repair}`),
    ];
  }
  const place = [eip.privateIp, eip.eni].filter(Boolean).join(' on ');
  const away = error(
    eip.id,
    `${eip.ip} is ${eip.status} to ${place || 'something else'}, not to ${vip}`,
    'the active host takes it back where its hooks run; else unbind it in the console',
  );
  return [{ ...away, code: eip.status }];
}
