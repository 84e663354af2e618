import { describe, expect, it } from 'vitest';
import { toSpec } from '../../src/cluster/spec.js';
import type { CloudFacts } from '../../src/facts/survey.js';
import { surveyCloud } from '../../src/mechanism/survey.js';
import { withKnownVip, withOwnVip } from '../../src/pair/known-vip.js';
import type { Eni } from '../../src/ports/inventory.js';
import { FakeCloud } from '../fakes/cloud.js';
import { answers, as, inventory, withVip } from '../fakes/view.js';

const spec = toSpec({ ...answers, vip: 'auto' });
const balancer = as<CloudFacts['used'][number]>({ address: '10.0.1.100', resourceId: 'lb-1', resourceType: 'CLB' });
const remember = (vip: string, cluster = 'web') => {
  const known = { settings: { cluster, vip } };
  return { a: { known }, b: { known } };
};
const vipOf = (given: Partial<CloudFacts>, hosts = remember('10.0.1.100'), asked = spec) =>
  withOwnVip(asked, hosts, { known: { inventory, used: [], ...given } }).vip;

describe('what auto stands for in a run', () => {
  it('is the address that the hosts serve, while it is theirs or free', () => {
    expect(vipOf({})).toBe('10.0.1.100');
    expect(vipOf({ inventory: withVip(1, 'mysql') })).toBe('10.0.1.100');
    expect(vipOf({}, remember('10.0.1.100', 'db'))).toBe('auto');
  });

  it('is another one where the cloud has given that to something else', () => {
    expect(vipOf({ used: [balancer] })).toBe('auto');
    const other = { ...as<Eni>(withVip(1, 'mysql').enis[0]), id: 'eni-other001', instance: 'ins-other001' };
    expect(vipOf({ inventory: { ...inventory, enis: [...inventory.enis, as<Eni>(other)] } })).toBe('auto');
  });

  it('is still theirs on the ENI of a host that was changed for another', () => {
    const former = { ...as<Eni>(withVip(1).enis[0]), id: 'eni-former01', instance: 'ins-former01' };
    expect(vipOf({ inventory: { ...inventory, enis: [...inventory.enis, as<Eni>(former)] } })).toBe('10.0.1.100');
  });

  it("is the address with the pair's name where a run that failed has put one there", () => {
    expect(vipOf({ inventory: withVip(2, 'ha-setup-web', '10.0.1.254') })).toBe('auto');
  });

  it('never goes by what the hosts say where the answers name an address', () => {
    expect(vipOf({ used: [balancer] }, remember('10.0.1.100'), toSpec({ ...answers, vip: '10.0.1.77' }))).toBe(
      '10.0.1.77',
    );
  });

  it('stays what the hosts serve for whoever only looks', () => {
    expect(withKnownVip(spec, remember('10.0.1.100')).vip).toBe('10.0.1.100');
  });
});

it('knows what uses the subnet, also where another pair has the same name', async () => {
  const other = { ...as<Eni>(withVip(1).enis[0]), id: 'eni-other001', instance: 'ins-other001' };
  const cloud = new FakeCloud({ ...inventory, enis: [...inventory.enis, as<Eni>(other)] });
  cloud.used = [as<CloudFacts['used'][number]>({ address: '10.0.1.254' })];
  const facts = await surveyCloud(cloud, spec);
  expect(facts.used.map(({ address }) => address)).toEqual(expect.arrayContaining(['10.0.1.100', '10.0.1.254']));
});

it('takes the address of a HAVIP for free that is deleted while the cloud is read', async () => {
  const cloud = new FakeCloud(inventory);
  const haVip = as<CloudFacts['used'][number]>({ address: '10.0.1.100', resourceId: 'havip-0000000a' });
  const readings = [[haVip], []];
  cloud.usedAddresses = async () => readings.shift() ?? [];
  expect((await surveyCloud(cloud, spec)).used).toEqual([]);
});
