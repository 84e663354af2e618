import { expect, test } from 'vitest';
import { type Candidate, judgeFitness } from '../../src/checks/fitness.js';
import type { HooksStatus } from '../../src/facts/hooks.js';
import { as, inventory } from '../fakes/view.js';

const standby: HooksStatus = {
  ...{ role: 'BACKUP', nic: false, owner: 'peer', ownerEni: 'eni-aaaaaaa1' },
  ...{ eip: 'none', held: null, switch: null },
};
const fit: Candidate = {
  ...{ status: standby, faults: [], mayMigrate: 'allowed' },
  ...{ eni: as<Candidate['eni']>(inventory.enis[1]), vip: as('10.0.1.100') },
};
const full = (count: number) => ({ ...fit.eni, ips: Array.from({ length: count }, () => as<never>({ address: 'x' })) });

test('a quiet standby is fit, even where its permission could not be proven', () => {
  expect(judgeFitness(fit)).toEqual([]);
  expect(judgeFitness({ ...fit, mayMigrate: 'unproven' })).toEqual([]);
});

test.each<[string, Partial<Candidate>, RegExp]>([
  ['unreachable', { unreached: 'it cannot be reached: timed out' }, /timed out/],
  ['without hooks', { status: undefined }, /hooks do not answer/],
  ['unhealthy', { faults: ['unhealthy: tcp 3306: refused'] }, /tcp 3306/],
  ['held', { faults: ['held: by root on op'] }, /^it is held: by root on op$/],
  ['stopped', { status: { ...standby, role: 'STOP' } }, /keepalived does not run/],
  ['in FAULT for no reason of ours', { status: { ...standby, role: 'FAULT' } }, /FAULT/],
  ['cut off from the API', { status: { ...standby, owner: 'unknown' } }, /API/],
  ['not permitted', { mayMigrate: 'denied' }, /MigratePrivateIpAddress/],
  ['full', { eni: full(6) }, /no room/],
])('one that is %s is not, and it says why', (_, change, reason) => {
  expect(judgeFitness({ ...fit, ...change }).join('\n')).toMatch(reason);
});

test('the VIP itself takes no room beside what is there', () => {
  const eni = { ...full(5), ips: [...full(5).ips, as<never>({ address: '10.0.1.100' })] };
  expect(judgeFitness({ ...fit, eni })).toEqual([]);
});
