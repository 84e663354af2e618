import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { TencentCloud } from '../../src/adapters/tencent/tencent-cloud.js';
import type { EipId, EniId, InstanceId, Ipv4 } from '../../src/cluster/ids.js';
import { Secret } from '../../src/cluster/secret.js';
import { CloudError } from '../../src/errors.js';
import type { CloudPort, CloudTask } from '../../src/ports/cloud.js';
import { FakeCloud } from '../fakes/cloud.js';
import { labInventory } from '../fakes/lab-inventory.js';
import { operator, startTestCloud } from '../lab-cloud/start.js';

const [one, two] = ['eni-labnode1' as EniId, 'eni-labnode2' as EniId];
const vip = '10.0.1.100' as Ipv4;
const pair = { instances: ['ins-labnode1', 'ins-labnode2'] };

interface Subject {
  readonly cloud: CloudPort;
  stop(): Promise<void>;
}

async function real(): Promise<Subject> {
  const stand = await startTestCloud();
  const credentials = { ...operator, secretKey: new Secret(operator.secretKey), source: 'the test' };
  const { domain, agent } = stand;
  return { cloud: new TencentCloud({ credentials, region: 'ap-beijing', domain, agent }), stop: stand.stop };
}

async function fake(): Promise<Subject> {
  const cloud = new FakeCloud(labInventory);
  for (const action of ['MigratePrivateIpAddress', 'AssignPrivateIpAddresses'] as const) cloud.tell(action, 'allowed');
  return { cloud, stop: async () => undefined };
}

const codeOf = (call: Promise<unknown>) =>
  call.then(
    () => 'accepted',
    (error: unknown) => (error instanceof CloudError ? error.code : `not a CloudError: ${String(error)}`),
  );

describe.each([
  ['TencentCloud against the stand-in', real],
  ['FakeCloud', fake],
])('%s', (_name, make) => {
  let subject: Subject;
  let cloud: CloudPort;
  beforeEach(async () => {
    subject = await make();
    ({ cloud } = subject);
  });
  afterEach(() => subject.stop());

  const ipsOf = async (eni: EniId) =>
    (await cloud.inventory(pair)).enis.find((candidate) => candidate.id === eni)?.ips ?? [];
  const settled = (task: CloudTask) => vi.waitFor(async () => expect(await cloud.taskState(task)).toBe('SUCCESS'));
  const assigned = async () => {
    await cloud.assignVip(one, vip, 'ha-setup/web', 'token');
    await vi.waitFor(async () => expect((await ipsOf(one))[1]?.state).toBe('AVAILABLE'));
  };

  it('shows what a run is about, and nothing else', async () => {
    const inventory = await cloud.inventory(pair);
    expect(inventory).toEqual(await new FakeCloud(labInventory).inventory(pair));
    expect(inventory.enis.map((eni) => eni.id)).toContain(one);
  });

  it('leaves out an instance that the account does not have', async () => {
    const { instances, enis } = await cloud.inventory({ instances: ['ins-labnode1', 'ins-nobodys1'] });
    expect(instances.map((instance) => instance.id)).toEqual(['ins-labnode1']);
    expect(enis.some((eni) => eni.instance === 'ins-labnode2')).toBe(false);
    expect(await cloud.inventory({ instances: ['ins-nobodys1'] })).toMatchObject({
      instances: [],
      enis: [],
      subnets: [],
    });
  });

  it('shows the region a person may choose from, with its room on crowded ENIs', async () => {
    expect((await cloud.regions()).find((region) => region.id === 'ap-beijing')?.name).toMatch(/Beijing/);
    const { instances, enis, subnets, eips } = await cloud.landscape();
    expect(instances.map((instance) => instance.name)).toEqual(expect.arrayContaining(['lab-a', 'lab-b']));
    expect(enis.find((eni) => eni.id === two)).toMatchObject({ instance: 'ins-labnode2', primary: true });
    expect(subnets.map((subnet) => subnet.cidr)).toContain('10.0.1.0/24');
    expect(eips).toEqual([]);
  });

  it("puts the peer's rule in front of a security group's others", async () => {
    const rule = { group: 'sg-lab00001', direction: 'ingress', peerIp: '10.0.1.17' as Ipv4, description: 'x' } as const;
    const before = (await cloud.inventory(pair)).securityGroups;
    await cloud.addPeerRule(rule);
    await cloud.addPeerRule({ ...rule, direction: 'egress' });
    const { securityGroups } = await cloud.inventory(pair);
    const added = { protocol: 'ALL', port: 'ALL', action: 'ACCEPT', cidr: '10.0.1.17/32', template: false };
    expect(securityGroups).toEqual(
      before.map(({ id, ingress, egress }) => ({ id, ingress: [added, ...ingress], egress: [added, ...egress] })),
    );
  });

  it('assigns the VIP once for a token, with its description', async () => {
    await assigned();
    await cloud.assignVip(one, vip, 'ha-setup/web', 'token');
    expect((await ipsOf(one)).slice(1)).toEqual([
      { address: vip, primary: false, description: 'ha-setup/web', state: 'AVAILABLE' },
    ]);
    expect(await codeOf(cloud.assignVip(two, vip, 'ha-setup/web', 'other'))).toBe('ResourceInUse');
    const used = await cloud.usedAddresses('vpc-lab00001', 'subnet-lab00001');
    expect(used.find(({ address }) => address === vip)).toEqual({ address: vip, resourceType: 'ENI', resourceId: one });
  });

  it('changes the description', async () => {
    await assigned();
    await cloud.describeVip(one, vip, 'ha-setup/db');
    expect((await ipsOf(one))[1]?.description).toBe('ha-setup/db');
  });

  it('migrates the VIP, and never a primary IP', async () => {
    await assigned();
    expect(await cloud.findOwner([one, two], vip)).toBe(one);
    await settled(await cloud.migrateVip(one, two, vip));
    expect(await cloud.findOwner([one, two], vip)).toBe(two);
    expect(await cloud.findOwner([one, two], '10.0.1.10' as Ipv4)).toBeUndefined();
    expect((await ipsOf(two)).map((ip) => ip.address)).toContain(vip);
    expect((await ipsOf(one)).map((ip) => ip.address)).not.toContain(vip);
    expect(await codeOf(cloud.migrateVip(one, two, '10.0.1.16' as Ipv4))).toMatch(/PrimaryIp$/);
    expect(await codeOf(cloud.migrateVip(one, two, vip))).toBe('ResourceNotFound');
  });

  it('allocates an EIP once for a token and binds it to the VIP', async () => {
    await assigned();
    const { id, task } = await cloud.allocateEip('ha-setup-web', 'eip-token');
    await settled(task);
    expect((await cloud.allocateEip('ha-setup-web', 'eip-token')).id).toBe(id);
    const find = async (eip: { id: EipId } | { name: string }) => (await cloud.inventory({ ...pair, eip })).eips;
    expect(await find({ name: 'ha-setup-web' })).toMatchObject([{ id, status: 'UNBIND' }]);
    expect(await find({ name: 'ha-setup' })).toEqual([]);
    await settled(await cloud.associateEip(id, one, vip));
    expect(await find({ id })).toMatchObject([{ status: 'BIND', eni: one, privateIp: vip }]);
    expect(await codeOf(cloud.associateEip(id, one, vip))).toBe('UnsupportedOperation.AddressStatusNotPermit');
  });

  it('takes the EIP off, gives it back, and gives the VIP back with whatever is bound to it', async () => {
    await assigned();
    const { id, task } = await cloud.allocateEip('ha-setup-web', 'eip-token');
    await settled(task);
    await settled(await cloud.associateEip(id, one, vip));
    const status = async () => (await cloud.inventory({ ...pair, eip: { id } })).eips[0]?.status;
    expect(await codeOf(cloud.releaseEip(id))).toBe('UnsupportedOperation.AddressStatusNotPermit');
    await settled(await cloud.disassociateEip(id));
    expect(await status()).toBe('UNBIND');
    expect(await codeOf(cloud.disassociateEip(id))).toBe('UnsupportedOperation.AddressStatusNotPermit');
    await settled(await cloud.associateEip(id, one, vip));
    await cloud.unassignVip(one, vip);
    await expect.poll(async () => (await ipsOf(one)).map((ip) => ip.address)).not.toContain(vip);
    expect(await status()).toBe('UNBIND');
    expect(await codeOf(cloud.unassignVip(one, vip))).toBe('ResourceNotFound');
    await settled(await cloud.releaseEip(id));
    expect((await cloud.inventory({ ...pair, eip: { id } })).eips).toEqual([]);
  });

  it('proves what the caller may do and changes nothing by it', async () => {
    const before = await cloud.inventory(pair);
    expect(await cloud.proveMay('MigratePrivateIpAddress', one, two)).toBe('allowed');
    expect(await cloud.proveMay('AssignPrivateIpAddresses', one)).toBe('allowed');
    expect(await cloud.inventory(pair)).toEqual(before);
  });

  describe('a HAVIP', () => {
    const havips = async () => (await cloud.inventory({ ...pair, haVips: true })).haVips;
    const create = async (address = vip, token = 'token') => {
      const { vpcId = '', subnetId = '' } = (await cloud.inventory(pair)).instances[0] ?? {};
      const instances = pair.instances.map((id) => id as InstanceId);
      return cloud.createHaVip(
        { name: 'ha-setup-web', cluster: 'web', vpcId, subnetId, vip: address, instances },
        token,
      );
    };

    it('is closed, for the two instances, and with nobody; a second call with the same token makes no second one', async () => {
      const id = await create();
      expect(await create()).toBe(id);
      expect(await havips()).toEqual([
        {
          ...{ id, name: 'ha-setup-web', address: vip, checkAssociate: true, state: 'UNBIND' },
          ...{ vpcId: expect.any(String), subnetId: expect.any(String) },
          associations: pair.instances.map((instance) => ({ instance, type: 'CVM' })),
        },
      ]);
      expect(await cloud.findHaVipOwner(id)).toBeUndefined();
      expect((await cloud.inventory(pair)).haVips).toEqual([]);
    });

    it('is refused where something has its address', async () => {
      await assigned();
      expect(await codeOf(create())).toMatch(/ResourceInUse|Duplicate/);
    });

    it('changes whom it is for', async () => {
      const id = await create();
      const [, second] = pair.instances as [string, InstanceId];
      await cloud.disassociateHaVipInstances(id, [second]);
      expect((await havips())[0]?.associations.map(({ instance }) => instance)).toEqual([pair.instances[0]]);
      await cloud.associateHaVipInstances(id, [second]);
      expect((await havips())[0]?.associations).toHaveLength(2);
    });

    it('takes an EIP by its address, and is deleted only without it', async () => {
      const id = await create();
      const { id: eip, task } = await cloud.allocateEip('ha-setup-web', 'eip-token');
      await settled(task);
      const ipOf = async () => (await cloud.inventory({ ...pair, eip: { id: eip } })).eips[0]?.ip as Ipv4;
      await settled(await cloud.haVipAssociateAddressIp(id, await ipOf()));
      expect((await havips())[0]?.eipAddress).toBe(await ipOf());
      expect(await codeOf(cloud.deleteHaVip(id))).not.toBe('accepted');
      await settled(await cloud.haVipDisassociateAddressIp(id));
      await settled(await cloud.deleteHaVip(id));
      expect(await havips()).toEqual([]);
    });
  });
});
