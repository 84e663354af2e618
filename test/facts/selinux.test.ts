import { expect, test } from 'vitest';
import { hookPaths, hookType } from '../../src/cluster/names.js';
import { gather } from '../../src/facts/fact.js';
import { parseSelinux, selinuxFact } from '../../src/facts/selinux.js';
import { renderHostFiles } from '../../src/operations/host-files.js';
import { selinuxOperation } from '../../src/operations/selinux.js';
import { as, view } from '../fakes/view.js';
import { localReader } from './local-reader.js';

test('the types of the hooks where it is enforced; nothing elsewhere', () => {
  const text = 'enforcing\nsystem_u:object_r:etc_t:s0 /etc/keepalived/vip.py\n';
  expect(parseSelinux(text)).toEqual({ '/etc/keepalived/vip.py': 'etc_t' });
  expect(parseSelinux('enforcing\n')).toEqual({});
  expect(parseSelinux('')).toBeUndefined();
});

test('this machine answers', async () => {
  await gather(localReader, { selinuxFact });
});

test('hooks that are still to be written, or of another type, are labelled; others are not', () => {
  const label = (selinux: Readonly<Record<string, string>>, files = {}) =>
    selinuxOperation('a').diff(view({ hosts: { a: { selinux, files: as(files) } } })).changes;
  expect(label({})).toEqual([{ kind: 'selinux.label', node: 'a', paths: hookPaths }]);
  const states = renderHostFiles(view(), 'a').map(({ path, content, ...file }) => [
    path,
    { ...file, content: content.reveal(), kind: 'file', uid: 0, gid: 0 },
  ]);
  const right = Object.fromEntries(hookPaths.map((path) => [path, hookType]));
  expect(label(right, Object.fromEntries(states))).toEqual([]);
  expect(label({ ...right, '/etc/keepalived/vip.py': 'etc_t' }, Object.fromEntries(states))).toEqual([
    { kind: 'selinux.label', node: 'a', paths: ['/etc/keepalived/vip.py'] },
  ]);
});
