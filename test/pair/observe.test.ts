import { expect, it } from 'vitest';
import { CloudError, HostError } from '../../src/errors.js';
import { Observer, type Outside } from '../../src/pair/observe.js';
import type { Depth } from '../../src/pair/pair.js';
import type { CloudPort, InventoryQuery } from '../../src/ports/cloud.js';
import type { OpenHost } from '../../src/ports/host.js';
import { as, inventory, view } from '../fakes/view.js';

const { spec } = view();

/** A cloud whose inventory waits, once the instances are known, until it is told to go on; and hosts that note what is done. */
function outside(end: () => Promise<void>) {
  const log: string[] = [];
  const host = (node: string) =>
    as<OpenHost>({
      node,
      read: () => Promise.reject(new HostError('lost', 'gone')),
      close: async () => void log.push(`${node} closed`),
    });
  const cloud = as<CloudPort>({
    clockOffsetMs: () => 0,
    usedAddresses: async () => [],
    inventory: async ({ onInstances }: InventoryQuery) => {
      onInstances?.(inventory);
      await end();
      log.push('cloud read');
      return inventory;
    },
  });
  const built: Outside = {
    clock: { now: () => 0, sleep: async () => undefined },
    connectCloud: async () => cloud,
    connectHost: async ({ name }) => {
      log.push(`${name} connected`);
      return host(name);
    },
    timed: (_, work) => work(),
  };
  return { log, built };
}

const soon = () => new Promise<void>((resolve) => setTimeout(resolve, 10));
const observe = (depth: Depth, { built }: ReturnType<typeof outside>) => new Observer(spec, { depth }, built).observe();

it.each<Depth>(['glance', 'audit', 'log'])(
  '%s: logs in to both hosts while the rest of the cloud is read',
  async (depth) => {
    const world = outside(soon);
    await observe(depth, world);
    expect(world.log).toEqual(['a connected', 'b connected', 'cloud read', 'a closed', 'b closed']);
  },
);

it('a run logs in to nobody before the cloud has been read and looked at', async () => {
  const world = outside(soon);
  await observe('full', world);
  expect(world.log.slice(0, 3)).toEqual(['cloud read', 'a connected', 'b connected']);
});

it('a run that can ask nobody logs in meanwhile, and leaves no connection where the cloud then says no', async () => {
  const world = outside(soon);
  await new Observer(spec, { depth: 'full', asksNobody: true }, world.built).observe();
  expect(world.log.slice(0, 3)).toEqual(['a connected', 'b connected', 'cloud read']);
  const refused = outside(async () => {
    await soon();
    throw new CloudError('DescribeInstances', 'UnauthorizedOperation', 'no');
  });
  const { cloud } = await new Observer(spec, { depth: 'full', asksNobody: true }, refused.built).observe();
  expect(cloud).toHaveProperty('failure');
  expect(refused.log).toEqual(['a connected', 'b connected', 'a closed', 'b closed']);
});

it('leaves no connection open where reading the cloud ends in a failure that is not its own', async () => {
  const world = outside(async () => {
    await soon();
    throw new RangeError('broken');
  });
  await expect(observe('glance', world)).rejects.toThrow('broken');
  expect(world.log).toEqual(['a connected', 'b connected', 'a closed', 'b closed']);
});
