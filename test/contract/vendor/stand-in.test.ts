import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestCloud, type TestCloud } from '../../lab-cloud/start.js';
import { compare } from './compare.js';
import { examples } from './examples.js';
import { eip, eni, playAll } from './plays.js';
import { reads, shapeOf } from './reads.js';

let stand: TestCloud;
let replies: Awaited<ReturnType<typeof playAll>>;
beforeAll(async () => {
  stand = await startTestCloud({ knobs: { landingMs: 20, assignMs: 10, eipMs: 10 } });
  replies = await playAll(stand);
});
afterAll(() => stand.stop());

it('every action that the vendor shows is played', () => {
  expect(new Set(Object.keys(replies))).toEqual(new Set(examples.map(({ action }) => action)));
  expect(new Set(Object.keys(reads))).toEqual(new Set(Object.keys(replies)));
});

it.each(Object.keys(reads))('%s answers in the vendor’s shape', (action) => {
  expect(compare(action, shapeOf(...(replies[action] ?? [])))).toEqual([]);
});

it('an EIP that was unbound still shows where it was, as the vendor’s does', () => {
  const [, unbound] = (replies['DescribeAddresses'] ?? []) as { AddressSet: { AddressId: string }[] }[];
  expect(unbound?.AddressSet.find(({ AddressId }) => AddressId === eip.AddressId)).toMatchObject({
    AddressStatus: 'UNBIND',
    NetworkInterfaceId: eni,
    PrivateAddressIp: '10.0.1.100',
  });
});
