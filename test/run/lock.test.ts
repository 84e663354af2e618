import { expect, test } from 'vitest';
import type { NodeName } from '../../src/cluster/spec.js';
import type { HostPort } from '../../src/ports/host.js';
import { withPairLock } from '../../src/run/lock.js';
import { as, view } from '../fakes/view.js';

/** A host on which a lock is taken at once and held until it is killed. */
function lockable(node: NodeName, locked: string[], name: string): HostPort {
  let release = (): void => {};
  return as<HostPort>({
    node,
    run: ([program]: readonly string[], options?: { onLine?: (line: string) => void }) => {
      if (program === 'kill') {
        release();
        return Promise.resolve({ code: 0, stdout: '', stderr: '' });
      }
      if (program !== 'sh') throw new Error(`the fake was not told of ${program}`);
      locked.push(name);
      options?.onLine?.('locked 4711');
      return new Promise((resolve) => {
        release = () => resolve({ code: 143, stdout: '', stderr: '' });
      });
    },
  });
}

test('two answers files that list the nodes in another order lock on the same host', async () => {
  const { spec } = view();
  const [a, b] = spec.nodes;
  const turned = {
    ...spec,
    nodes: [
      { ...b, name: 'a' },
      { ...a, name: 'b' },
    ],
  } as typeof spec;
  for (const one of [spec, turned]) {
    const locked: string[] = [];
    const hosts = {
      a: lockable('a', locked, one.nodes[0].instance),
      b: lockable('b', locked, one.nodes[1].instance),
    };
    expect(await withPairLock(one, hosts, 'us', async () => 'done')).toBe('done');
    expect(locked).toEqual(['ins-aaaaaaa1']);
  }
});

test('where that host is missing, its peer has the lock; where both are, the work is done all the same', async () => {
  const { spec } = view();
  const locked: string[] = [];
  const hosts = { b: lockable('b', locked, spec.nodes[1].instance) };
  expect(await withPairLock(spec, hosts, 'us', async () => 'done')).toBe('done');
  expect(locked).toEqual(['ins-aaaaaaa2']);
  expect(await withPairLock(spec, {}, 'us', async () => 'done')).toBe('done');
});
