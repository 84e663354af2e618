import { describe, expect, it } from 'vitest';
import { runPreflight } from '../../src/checks/run.js';
import { firstMatch } from '../../src/checks/security-groups.js';
import { type Answers, toSpec } from '../../src/cluster/spec.js';
import type { Eni, Inventory, SecurityRule, UsedAddress } from '../../src/ports/inventory.js';
import { contextOf, healthyPair } from '../fakes/pair.js';
import { answers, as, inventory, withVip } from '../fakes/view.js';

const [a, b] = inventory.enis as [Eni, Eni];
const [first, second] = inventory.instances as [Inventory['instances'][number], Inventory['instances'][number]];
const full = Array.from({ length: 6 }, (_, index) =>
  as<Eni['ips'][number]>({ address: `10.0.1.2${index}`, primary: index === 0, description: '', state: 'AVAILABLE' }),
);
const eip = as<Inventory['eips'][number]>({
  id: 'eip-aaaaaaa1',
  name: 'other',
  ip: '198.51.100.7',
  status: 'BIND',
  eni: 'eni-x',
  privateIp: '10.0.1.9',
});

const toUsed = (text: string) => {
  const [address, resourceId, resourceType] = text.split(' ');
  return as<UsedAddress>({ address, resourceId, resourceType });
};

const check = (given: Partial<Inventory>, used: readonly string[] = [], more: Partial<Answers> = {}) => {
  const spec = toSpec({ ...answers, ...more });
  const cloud = { known: { inventory: { ...inventory, ...given }, used: used.map(toUsed) } };
  return runPreflight(contextOf({ ...healthyPair(), spec, cloud }), { cloudAlone: true });
};
const found = async (...given: Parameters<typeof check>) =>
  (await check(...given)).map(({ where, message }) => `${where === 'cloud' ? '-' : where}: ${message}`);

describe('the cloud checks', () => {
  it('find nothing wrong with two good instances, also once the VIP is there', async () => {
    expect(await found({})).toEqual([]);
    expect(await found(withVip(1))).toEqual([]);
  });

  it.each([
    [
      'an instance that does not exist',
      { instances: [first], enis: [a] },
      [],
      {},
      'ins-aaaaaaa2: there is no such instance in ap-beijing',
    ],
    [
      'one that is stopped',
      { instances: [first, { ...second, state: 'STOPPED' }] },
      [],
      {},
      'ins-aaaaaaa2: the instance is STOPPED, not RUNNING',
    ],
    [
      'two subnets',
      { enis: [a, { ...b, subnetId: 'subnet-2' }] },
      [],
      {},
      '-: the two nodes are not in one subnet: eni-aaaaaaa1 is in subnet-1 of vpc-1, eni-aaaaaaa2 is in subnet-2 of vpc-1',
    ],
    [
      'no CAM role',
      { instances: [first, as<typeof second>({ ...second, camRole: undefined })] },
      [],
      {},
      'ins-aaaaaaa2: the instance has no CAM role, by which its hooks would call the API',
    ],
    [
      'a VIP outside the subnet',
      {},
      [],
      { vip: '10.0.9.9' },
      "-: the VIP 10.0.9.9 is not in the nodes' subnet 10.0.1.0/24",
    ],
    ['a reserved VIP', {}, [], { vip: '10.0.1.1' }, '-: the VIP 10.0.1.1 is reserved by the cloud in 10.0.1.0/24'],
    [
      'a VIP that is taken',
      {},
      ['10.0.1.100'],
      {},
      '-: the VIP 10.0.1.100 is in use by something that the cloud does not name',
    ],
    [
      'a VIP that a load balancer has',
      {},
      ['10.0.1.100 lb-12345678 CLB'],
      {},
      '-: the VIP 10.0.1.100 is in use by lb-12345678 (CLB)',
    ],
    [
      'a VIP on an ENI of another instance',
      { enis: [a, b, { ...(withVip(1, 'mysql').enis[0] as Eni), id: 'eni-other001', instance: 'ins-other001' }] },
      [],
      {},
      '-: the VIP 10.0.1.100 is in use by eni-other001 (ins-other001)',
    ],
    [
      'a primary address as the VIP',
      {},
      [],
      { vip: '10.0.1.16' },
      "eni-aaaaaaa1: 10.0.1.16 is the ENI's primary address, which cannot move",
    ],
    [
      'a full ENI',
      { enis: [a, { ...b, ips: full }] },
      [],
      {},
      'eni-aaaaaaa2: the ENI has all of its 6 addresses in use, so 10.0.1.100 could not move to it',
    ],
    ['an EIP that does not exist', {}, [], { eip: 'eip-zzzzzzz1' }, 'eip-zzzzzzz1: there is no such EIP in ap-beijing'],
    [
      'an EIP that is bound elsewhere',
      { eips: [eip] },
      [],
      { eip: 'eip-aaaaaaa1' },
      'eip-aaaaaaa1: the EIP 198.51.100.7 is bound to 10.0.1.9 on eni-x (BIND)',
    ],
    [
      'an EIP that was not paid for',
      { eips: [{ ...eip, status: 'UNBIND', arrears: true }] },
      [],
      { eip: 'eip-aaaaaaa1' },
      'eip-aaaaaaa1: the EIP 198.51.100.7 is isolated because payment is overdue',
    ],
    [
      'a blocked EIP',
      { eips: [{ ...eip, status: 'UNBIND', blocked: true }] },
      [],
      { eip: 'eip-aaaaaaa1' },
      'eip-aaaaaaa1: the vendor has blocked the EIP 198.51.100.7, after an attack for one',
    ],
    [
      'an EIP that a failover would lose',
      { eips: [{ ...eip, status: 'UNBIND', releasedWhenUnbound: true }] },
      [],
      { eip: 'eip-aaaaaaa1' },
      'eip-aaaaaaa1: the EIP 198.51.100.7 is released for good as soon as it is unbound, which a failover may have to do',
    ],
    [
      'an EIP that is going',
      { eips: [{ ...eip, status: 'OFFLINING' }] },
      [],
      { eip: 'eip-aaaaaaa1' },
      'eip-aaaaaaa1: the EIP 198.51.100.7 is being released',
    ],
    [
      'an EIP on its way',
      { eips: [{ ...eip, status: 'UNBINDING' }] },
      [],
      { eip: 'eip-aaaaaaa1' },
      'eip-aaaaaaa1: the EIP 198.51.100.7 is UNBINDING: its state is changing',
    ],
    [
      'an instance that takes no EIP',
      {
        accountType: 'LEGACY',
        instances: [first, { ...second, internet: { chargeType: 'BANDWIDTH_PREPAID', mbits: 5 } }],
      },
      [],
      { eip: 'allocate' },
      'ins-aaaaaaa2: pays for its public bandwidth by BANDWIDTH_PREPAID, and with an account of this kind (LEGACY) such an instance takes no EIP',
    ],
    [
      'an account whose kind may not be read',
      { accountType: undefined },
      [],
      { eip: 'allocate' },
      '-: whether both instances can have an EIP could not be seen: that depends on the kind of the account',
    ],
    [
      'an ENI without security groups',
      { enis: [{ ...a, securityGroupIds: [] }, b] },
      [],
      {},
      'eni-aaaaaaa1: neither the ENI nor its instance names a security group, so nothing tells whether VRRP passes',
    ],
  ] as const)('name %s', async (_, given, used, more, message) => {
    expect(await found(as(given), used, as(more))).toContain(message);
  });

  it('let an account of either kind have an EIP where its instances suit it', async () => {
    const internet = (chargeType: string, mbits = 5) => ({
      instances: [first, { ...second, internet: { chargeType, mbits } }],
    });
    const eips = { eip: 'allocate' } as const;
    expect(await found({ accountType: 'STANDARD', ...internet('BANDWIDTH_PREPAID') }, [], eips)).toEqual([]);
    expect(await found({ accountType: 'LEGACY', ...internet('TRAFFIC_POSTPAID_BY_HOUR') }, [], eips)).toEqual([]);
    expect(await found({ accountType: 'LEGACY', ...internet('BANDWIDTH_PACKAGE') }, [], eips)).toEqual([]);
    expect(await found({ accountType: 'LEGACY', ...internet('BANDWIDTH_PREPAID') })).toEqual([]);
  });

  it('offer no rule that stands there already, below one that drops it', async () => {
    const rule = (action: string, cidr: string) => ({ protocol: 'ALL', port: 'ALL', action, cidr, template: false });
    const ingress = [rule('DROP', '0.0.0.0/0'), rule('ACCEPT', '10.0.1.17/32')];
    const remarks = await check({ securityGroups: [{ id: 'sg-1', ingress, egress: [rule('ACCEPT', '0.0.0.0/0')] }] });
    const finding = remarks.find(({ where }) => where === 'eni-aaaaaaa1');
    expect(finding).toMatchObject({ level: 'error', hint: expect.stringMatching(/move that rule of sg-1 to the top/) });
    expect(finding?.rule).toBeUndefined();
  });

  it('say nothing of a full ENI that already has the VIP', async () => {
    const [, holder] = withVip(2).enis as [Eni, Eni];
    const ips = [...full.slice(0, 5), ...holder.ips.slice(1)];
    expect(await found({ enis: [a, { ...b, ips }] })).toEqual([]);
  });

  it('name both ways that VRRP cannot take, and the rule that would let it', async () => {
    const tcp: SecurityRule = { protocol: 'TCP', port: 'ALL', action: 'ACCEPT', cidr: '0.0.0.0/0', template: false };
    const findings = await check({ securityGroups: [{ id: 'sg-1', ingress: [tcp], egress: [] }] });
    expect(findings).toHaveLength(4);
    expect(findings[0]?.hint).toContain('ingress, protocol ALL, port ALL, 10.0.1.17/32, ACCEPT');
    expect(findings.map(({ rule }) => [rule?.group, rule?.direction, rule?.peerIp])).toEqual([
      ['sg-1', 'ingress', '10.0.1.17'],
      ['sg-1', 'egress', '10.0.1.17'],
      ['sg-1', 'ingress', '10.0.1.16'],
      ['sg-1', 'egress', '10.0.1.16'],
    ]);
  });
});

describe('the first matching rule', () => {
  const rule = (over: Partial<SecurityRule>): SecurityRule => ({
    protocol: 'ALL',
    port: 'ALL',
    action: 'ACCEPT',
    template: false,
    ...over,
  });
  const peer = as<Parameters<typeof firstMatch>[1]>('10.0.1.17');

  it.each([
    ['no rule at all', [], 'drop'],
    ['only TCP', [rule({ protocol: 'TCP', cidr: '0.0.0.0/0' })], 'drop'],
    ['the peer', [rule({ cidr: '10.0.1.17/32' })], 'accept'],
    ['a bare address', [rule({ cidr: '10.0.1.17' })], 'accept'],
    ['another address', [rule({ cidr: '10.0.1.18/32' })], 'drop'],
    ['everything', [rule({ cidr: '0.0.0.0/0' })], 'accept'],
    ["the peer's group", [rule({ groupId: 'sg-1' })], 'accept'],
    ['another group', [rule({ groupId: 'sg-2' })], 'drop'],
    ['a drop before an accept', [rule({ cidr: '10.0.1.0/24', action: 'DROP' }), rule({ cidr: '0.0.0.0/0' })], 'drop'],
    ['a template first', [rule({ template: true }), rule({ cidr: '0.0.0.0/0' })], 'unknown'],
    [
      'a template of addresses for TCP',
      [rule({ template: true, protocol: 'TCP' }), rule({ cidr: '0.0.0.0/0' })],
      'accept',
    ],
    ['templates alone, as the API shows them', [rule({ template: true, protocol: '' })], 'unknown'],
    ['a template of services for others', [rule({ template: true, protocol: '', cidr: '10.9.0.0/16' })], 'drop'],
    ['a template of services for the peer', [rule({ template: true, protocol: '', cidr: '10.0.0.0/8' })], 'unknown'],
    ['a rule without a protocol', [rule({ protocol: '', cidr: '0.0.0.0/0' })], 'drop'],
  ] as const)('%s', (_, rules, verdict) => {
    expect(firstMatch(rules, peer, ['sg-1'])).toBe(verdict);
  });
});
