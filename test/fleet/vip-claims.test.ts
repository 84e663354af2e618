import { expect, test } from 'vitest';
import type { Ipv4 } from '../../src/cluster/ids.js';
import type { Prepared } from '../../src/commands/prepare.js';
import type { GoodMember } from '../../src/fleet/members.js';
import { VipClaims } from '../../src/fleet/vip-claims.js';
import { as } from '../fakes/view.js';

const subnet = { id: 'subnet-1', vpcId: 'vpc-1', cidr: '10.0.1.0/24' };
const member = (path: string, vip: string) => as<GoodMember>({ path, label: path, spec: { cluster: path, vip } });

let closed = 0;
/** Prepares a pair as if nothing of it existed: the highest free address, or the one that is asked for. */
const prepare =
  (member: GoodMember, of = subnet) =>
  async (vip?: Ipv4) => {
    const named = member.spec.vip as unknown as string;
    const chosen = vip ?? (named === 'auto' ? '10.0.1.254' : named);
    const cloud = { usedAddresses: async () => [{ address: '10.0.1.253' }] };
    const live = { view: () => ({ topology: { subnet: of, vip: chosen } }), ports: { cloud } };
    const close = async () => {
      closed += 1;
    };
    return as<Prepared>({ live, close });
  };
const vipOf = ({ live }: Prepared) => String(live.view().topology.vip);

test('two pairs of one subnet that choose the same address get two, side by side', async () => {
  const members = [member('a', 'auto'), member('b', 'auto'), member('c', 'auto')];
  const claims = new VipClaims(members);
  const before = closed;
  const prepared = await Promise.all(members.map((one) => claims.settle(one, prepare(one))));
  expect(prepared.map(vipOf).sort()).toEqual(['10.0.1.251', '10.0.1.252', '10.0.1.254']);
  expect(closed - before).toBeGreaterThanOrEqual(2);
});

test('an address that another file names is left to it, whoever comes first', async () => {
  const [auto, named] = [member('a', 'auto'), member('b', '10.0.1.254')] as const;
  const claims = new VipClaims([auto, named]);
  expect(vipOf(await claims.settle(auto, prepare(auto)))).toBe('10.0.1.252');
  expect(vipOf(await claims.settle(named, prepare(named)))).toBe('10.0.1.254');
});

test('two files that name one address of a subnet: the later one is told whose it is', async () => {
  const [one, other] = [member('a', '10.0.1.9'), member('b', '10.0.1.9')] as const;
  const claims = new VipClaims([one, other]);
  await claims.settle(one, prepare(one));
  await expect(claims.settle(other, prepare(other))).rejects.toMatchObject({
    exitCode: 2,
    message: 'the VIP 10.0.1.9 of subnet-1 is in a, too',
    where: 'b',
  });
});

test('the same address in another subnet is another address', async () => {
  const [one, other] = [member('a', '10.0.1.9'), member('b', '10.0.1.9')] as const;
  const claims = new VipClaims([one, other]);
  await claims.settle(one, prepare(one));
  expect(vipOf(await claims.settle(other, prepare(other, { ...subnet, id: 'subnet-2' })))).toBe('10.0.1.9');
});
