import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { TencentCloud } from '../../src/adapters/tencent/tencent-cloud.js';
import type { EipId, HaVipId, InstanceId, Ipv4 } from '../../src/cluster/ids.js';
import { Secret } from '../../src/cluster/secret.js';
import type { ClusterSpec } from '../../src/cluster/spec.js';
import { applyCloudChange } from '../../src/run/apply-cloud.js';
import { applyHaVipChange, type HaVipChange } from '../../src/run/apply-havip.js';
import { ClientTokens } from '../../src/run/tokens.js';
import { NoteKeeper, QuickClock } from '../fakes/notes.js';
import { as } from '../fakes/view.js';
import { operator, startTestCloud, type TestCloud } from '../lab-cloud/start.js';

const vip = '10.0.1.100' as Ipv4;
const name = 'ha-setup-web';
const [one, two, other] = ['ins-labnode1', 'ins-labnode2', 'ins-labclnt1'] as InstanceId[];
const spec = as<ClusterSpec>({
  ...{ mechanism: 'havip', cluster: 'web', region: 'ap-beijing', eip: 'allocate', vip },
  nodes: [{ instance: one }, { instance: two }],
});

let stand: TestCloud;
beforeAll(async () => {
  stand = await startTestCloud();
});
afterAll(() => stand.stop());
afterEach(() => stand.control.reset());

function world() {
  const host = new NoteKeeper();
  const clock = new QuickClock();
  const { domain, agent } = stand;
  const credentials = { ...operator, secretKey: new Secret(operator.secretKey), source: 'the test' };
  const cloud = new TencentCloud({ credentials, region: 'ap-beijing', domain, agent, clock });
  const context = { cloud, clock, tell: () => undefined, tokens: new ClientTokens(host, clock) };
  const apply = (change: HaVipChange) => applyHaVipChange(change, spec, context);
  return {
    ...{ host, cloud, apply },
    create: async () => {
      const { subnetId, vpcId } = (await read(cloud)).instances[0] ?? { subnetId: '', vpcId: '' };
      const instances = [one, two].flatMap((id) => id ?? []);
      await apply({ kind: 'havip.create', name, cluster: 'web', vpcId, subnetId, vip, instances });
      return find(cloud);
    },
    allocate: async () => {
      await applyCloudChange({ kind: 'eip.allocate', name }, spec, context);
      const [eip] = (await read(cloud)).eips;
      return { eip: eip?.id as EipId, ip: eip?.ip as Ipv4 };
    },
  };
}

const read = (cloud: TencentCloud) =>
  cloud.inventory({ instances: ['ins-labnode1', 'ins-labnode2'], eip: { name }, haVips: true });

async function find(cloud: TencentCloud) {
  const found = (await read(cloud)).haVips.find(({ address }) => address === vip);
  if (found === undefined) throw new Error(`there is no HAVIP at ${vip}`);
  return found;
}

const callsOf = async (action: string) => (await stand.control.calls()).filter((call) => call.action === action);

describe('a HAVIP', () => {
  it('is made closed, for the two instances, under its name and with its tag', async () => {
    const { create, host } = world();
    expect(await create()).toMatchObject({
      ...{ name, address: vip, checkAssociate: true, state: 'UNBIND' },
      associations: [
        { instance: one, type: 'CVM' },
        { instance: two, type: 'CVM' },
      ],
    });
    expect((await callsOf('CreateHaVip'))[0]?.params).toMatchObject({ Tags: [{ Key: 'ha-setup', Value: 'web' }] });
    expect(host.files.size).toBe(0);
  });

  it('is made once by a run that is killed after the call and begun again', async () => {
    const { create, cloud, host, apply } = world();
    const { vpcId, subnetId } = (await read(cloud)).instances[0] ?? { vpcId: '', subnetId: '' };
    const change = { kind: 'havip.create', name, cluster: 'web', vpcId, subnetId, vip } as const;
    const instances = [one, two].flatMap((id) => id ?? []);
    await apply({ ...change, instances });
    const params = (await callsOf('CreateHaVip'))[0]?.params as { ClientToken: string };
    // The note that the killed run had left.
    const subject = `${subnetId} ${vip} ${name} ${instances.join(' ')}`;
    const note = JSON.stringify({ subject, token: params.ClientToken, at: Date.now() });
    host.files.set('/var/lib/ha-setup/tokens/vip', note);
    await create();
    expect((await read(cloud)).haVips.filter(({ address }) => address === vip)).toHaveLength(1);
    expect(host.files.size).toBe(0);
  });

  it('lets in whoever comes, and shuts out whoever leaves', async () => {
    const { create, apply, cloud } = world();
    const { id } = await create();
    if (other === undefined || two === undefined) throw new Error('the lab has three instances');
    await apply({ kind: 'havip.associate', haVip: id, instances: [other] });
    await apply({ kind: 'havip.disassociate', haVip: id, instances: [two] });
    expect((await find(cloud)).associations.map(({ instance }) => instance)).toEqual([one, other]);
  });

  it('has its EIP by its address, and is unbound and deleted again', async () => {
    const { create, allocate, apply, cloud } = world();
    const { id } = await create();
    const { eip, ip } = await allocate();
    await apply({ kind: 'havip.bind', haVip: id, vip, eip, ip });
    expect((await find(cloud)).eipAddress).toBe(ip);
    await expect(apply({ kind: 'havip.delete', haVip: id, vip })).rejects.toMatchObject({ action: 'DeleteHaVip' });
    await apply({ kind: 'havip.unbind', haVip: id, ip });
    await apply({ kind: 'havip.delete', haVip: id, vip });
    expect((await read(cloud)).haVips).toEqual([]);
    // An earlier run was killed after its call, when the inventory still had it.
    await apply({ kind: 'havip.delete', haVip: id, vip });
    expect((await read(cloud)).eips).toMatchObject([{ id: eip, status: 'UNBIND' }]);
  });

  it('that an account may not have is refused with where to apply', async () => {
    await stand.control.set({ haVipBeta: 'refused' });
    await expect(world().create()).rejects.toMatchObject({ hint: expect.stringContaining('/215/31817') });
  });

  it('a task that fails in the cloud ends the run, and names it', async () => {
    const { create, allocate, apply } = world();
    const haVip: HaVipId = (await create()).id;
    const bound = await allocate();
    await stand.control.set({ faults: [{ action: 'HaVipAssociateAddressIp', effect: { taskFails: true } }] });
    await expect(apply({ kind: 'havip.bind', haVip, vip, ...bound })).rejects.toMatchObject({ code: 'TaskFailed' });
  });
});
