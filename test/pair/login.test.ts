import { expect, test } from 'vitest';
import type { InstanceId, Ipv4 } from '../../src/cluster/ids.js';
import type { NodeSpec, SshSpec } from '../../src/cluster/spec.js';
import { CloudError } from '../../src/errors.js';
import { findLogin, getLogin } from '../../src/pair/login.js';
import type { AddressEntry } from '../../src/ports/address-book.js';
import { labInventory } from '../fakes/lab-inventory.js';

const node = (ssh: SshSpec, instance = 'ins-labnode2'): NodeSpec => ({
  name: 'b',
  instance: instance as InstanceId,
  ssh,
});
const [one, two] = labInventory.instances;
if (one === undefined || two === undefined) throw new Error('the fake has two instances');
const public1 = '203.0.113.7' as Ipv4;
const withPublicIp = { ...labInventory, instances: [{ ...one, publicIps: [public1] }, two] };

test('private, public, or as it stands', () => {
  expect(findLogin(node({ host: 'private' }), withPublicIp)).toMatchObject({ address: '10.0.1.17' });
  expect(findLogin(node({ host: 'public' }, 'ins-labnode1'), withPublicIp)).toMatchObject({ address: public1 });
  expect(findLogin(node({ host: 'web-b' }), withPublicIp)).toMatchObject({ address: 'web-b' });
  expect(findLogin(node({ host: 'private' }, 'ins-nothere1'), withPublicIp)).toBeUndefined();
});

test('a public address that is not there is said, with the instance', () => {
  const said = { kind: 'unreachable', where: 'ins-labnode2', message: 'the instance has no public IP' };
  expect(findLogin(node({ host: 'public' }), withPublicIp)).toMatchObject(said);
  expect(findLogin(node({ host: 'private', proxyJump: 'ins-labnode2' }, 'ins-labnode1'), withPublicIp)).toMatchObject(
    said,
  );
});

test('one of the pair as the way to both: it is reached at its public address, the other through that', () => {
  const ssh = { host: 'private', proxyJump: 'admin@ins-labnode1:2200' };
  expect(findLogin(node(ssh), withPublicIp)).toMatchObject({
    address: '10.0.1.17',
    node: { ssh: { proxyJump: `admin@${public1}:2200` } },
  });
  expect(findLogin(node(ssh, 'ins-labnode1'), withPublicIp)).toMatchObject({
    address: public1,
    node: { ssh: { proxyJump: 'none' } },
  });
});

test('while the cloud does not answer, a host is where it was when the cloud was last asked', () => {
  const entries = new Map<string, AddressEntry>();
  const book = {
    find: (key: string) => entries.get(key),
    note: (key: string, entry: AddressEntry) => void entries.set(key, entry),
  };
  const silent = { failure: new CloudError('DescribeInstances', 'Network', 'no valid answer came from vpc.x') };
  const jump = node({ host: 'private', proxyJump: 'admin@ins-labnode1:2200' });
  expect(() => getLogin(jump, silent, book)).toThrow('its address is not known while the API does not answer');
  getLogin(jump, { known: { inventory: withPublicIp } }, book);
  expect(getLogin(jump, silent, book)).toMatchObject({
    address: '10.0.1.17',
    node: { ssh: { proxyJump: `admin@${public1}:2200` } },
  });
  // Another way to the same instance is another entry.
  expect(() => getLogin(node({ host: 'public' }), silent, book)).toThrow('its address is not known');
});
