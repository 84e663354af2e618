import { describe, expect, it } from 'vitest';
import { paths } from '../../src/cluster/names.js';
import { dnf } from '../../src/facts/families/dnf.js';
import type { FileState } from '../../src/facts/files.js';
import type { HostFacts } from '../../src/facts/host.js';
import { filesOperation, recordOperation } from '../../src/operations/files.js';
import { hooksOperation } from '../../src/operations/hooks.js';
import { renderHostFiles } from '../../src/operations/host-files.js';
import type { View } from '../../src/operations/operation.js';
import { packagesOperation } from '../../src/operations/packages.js';
import { serviceOperation } from '../../src/operations/service.js';
import { as, freshHost, view, withVip } from '../fakes/view.js';

const installed = {
  packages: { keepalived: '1:2.2.7-1+b2', python3: '3.11.2-1' },
  keepalivedVersion: [2, 2, 7] as const,
  python: { path: '/usr/bin/python3', version: [3, 11, 2] as const },
};

/** The host as it is once every file was written. */
function written(base: View): Partial<HostFacts> {
  const files = renderHostFiles(base, 'a').map(({ path, sha256, content, mode }) => [
    path,
    { kind: 'file', mode, uid: 0, gid: 0, sha256, content: content.reveal() },
  ]);
  return { ...installed, files: as<HostFacts['files']>(Object.fromEntries(files)) };
}

describe('packages', () => {
  it('installs what is missing, and names what is there', () => {
    expect(packagesOperation('a').diff(view()).changes).toEqual([
      { kind: 'package.install', node: 'a', packages: ['keepalived', 'python3'], manager: 'apt' },
    ]);
    expect(packagesOperation('a').diff(view({ hosts: { a: installed } }))).toEqual({
      changes: [],
      ok: 'keepalived 1:2.2.7-1+b2, /usr/bin/python3 3.11.2',
    });
  });
});

describe('an interpreter that is not the usual one', () => {
  const python = { path: '/usr/libexec/platform-python', version: [3, 6, 8] as const };
  const host = { ...installed, python, family: dnf };

  it('is not installed over, and heads vip.py', () => {
    const base = view({ hosts: { a: host } });
    expect(packagesOperation('a').diff(base)).toEqual({
      changes: [],
      ok: 'keepalived 1:2.2.7-1+b2, /usr/libexec/platform-python 3.6.8',
    });
    const hooks = renderHostFiles(base, 'a').find(({ path }) => path === '/etc/keepalived/vip.py');
    expect(hooks?.content.reveal().split('\n')[0]).toBe('#!/usr/libexec/platform-python -IS');
  });

  it('only keepalived is missing then', () => {
    const { keepalivedVersion: _, ...fresh } = { ...host, packages: {} };
    expect(packagesOperation('a').diff(view({ hosts: { a: fresh } })).changes).toEqual([
      { kind: 'package.install', node: 'a', packages: ['keepalived'], manager: 'dnf' },
    ]);
  });
});

describe('files', () => {
  it('writes all files of the guide, what others refer to first and keepalived.conf last, checked by keepalived itself', () => {
    const { changes } = filesOperation('a').diff(view({ hosts: { a: installed } }));
    const paths = changes.map((change) => (change.kind === 'file.write' ? change.path : change.kind));
    for (const name of ['notify_action.sh', 'check_self.sh', 'vip.py', 'README', 'ha-setup.json']) {
      expect(paths).toContain(`/etc/keepalived/${name}`);
    }
    expect(changes.at(-1)).toMatchObject({
      path: '/etc/keepalived/keepalived.conf',
      mode: 0o600,
      check: ['keepalived', '-t', '-f', '{}'],
    });
  });

  it.each([
    [1, 3, 5],
    [2, 0, 3],
  ])('does not ask keepalived %i.%i.%i, which knows no -t', (...version) => {
    const old = { ...installed, keepalivedVersion: version };
    expect(
      filesOperation('a')
        .diff(view({ hosts: { a: old } }))
        .changes.at(-1),
    ).not.toHaveProperty('check');
  });

  it('gives keepalived 1.3.5, which sees no lo, a device for the VIP', () => {
    const old = { ...installed, keepalivedVersion: [1, 3, 5] as const };
    const files = renderHostFiles(view({ hosts: { a: old } }), 'a');
    const contentOf = (name: string) => files.find(({ path }) => path.endsWith(name))?.content.reveal();
    expect(contentOf('keepalived.conf')).toContain('10.0.1.100/32 dev ha-setup\n');
    expect(contentOf('keepalived.service.d/ha-setup.conf')).toContain('ip link add ha-setup type dummy');
  });

  it('finds nothing to do on a host that has them, and says so', () => {
    const base = view({ hosts: { a: installed } });
    expect(filesOperation('a').diff(view({ hosts: { a: written(base) } }))).toEqual({
      changes: [],
      ok: 'all 10 files are as ha-setup writes them',
    });
  });

  it('replaces a file that differs in one byte and repairs a mode', () => {
    const host = written(view({ hosts: { a: installed } }));
    const conf = '/etc/keepalived/keepalived.conf';
    const spoiled = { ...host.files?.[conf], sha256: 'x', content: 'old' };
    const open = { ...host.files?.['/etc/keepalived/vip.py'], mode: 0o777 };
    const files = as<HostFacts['files']>({ ...host.files, [conf]: spoiled, '/etc/keepalived/vip.py': open });
    const { changes } = filesOperation('a').diff(view({ hosts: { a: { ...host, files } } }));
    expect(changes).toMatchObject([
      { kind: 'file.mode', path: '/etc/keepalived/vip.py', mode: 0o755 },
      { kind: 'file.write', path: conf },
    ]);
    const [, change] = changes;
    expect(change?.kind === 'file.write' && change.before?.reveal()).toBe('old');
  });
});

describe('the folder of keepalived', () => {
  const diff = (mode: number, uid = 0) => {
    const base = view({ hosts: { a: installed } });
    const folder = as<HostFacts['files'][string]>({ kind: 'directory', mode, uid, gid: 0 });
    const files = { ...written(base).files, '/etc/keepalived': folder };
    return filesOperation('a').diff(view({ hosts: { a: { ...written(base), files } } })).changes;
  };

  it.each([
    ['a group', 0o775, 0o755],
    ['everybody', 0o777, 0o755],
    ['a group, and closed to others', 0o770, 0o750],
  ])('is taken from %s that can write to it: keepalived drops its scripts else', (_, mode, wanted) => {
    expect(diff(mode)).toEqual([{ kind: 'file.mode', node: 'a', path: '/etc/keepalived', mode: wanted }]);
  });

  it('is taken from another owner, and left alone where it is root’s alone', () => {
    expect(diff(0o755, 1000)).toEqual([{ kind: 'file.mode', node: 'a', path: '/etc/keepalived', mode: 0o755 }]);
    expect(diff(0o755)).toEqual([]);
    expect(diff(0o700)).toEqual([]);
  });
});

describe('record', () => {
  it('remembers what the host lacked before the first run, also once it is installed', () => {
    const [change] = recordOperation('a').diff(view()).changes;
    expect(change?.kind === 'file.write' && JSON.parse(change.content.reveal())).toEqual({
      version: 1,
      cluster: 'web',
      installedPackages: ['keepalived', 'python3'],
      originals: [],
      wasEnabled: false,
      tookOver: false,
    });
    const record = { version: 1 as const, cluster: 'web', installedPackages: ['keepalived'] };
    const [later] = recordOperation('a').diff(view({ hosts: { a: { ...installed, record } } })).changes;
    expect(later?.kind === 'file.write' && JSON.parse(later.content.reveal()).installedPackages).toEqual([
      'keepalived',
    ]);
  });
});

describe('service', () => {
  const inventory = withVip(1);
  const settled = written(view({ inventory, hosts: { a: installed } }));
  const guard = { kind: 'on', peers: [view({ inventory }).topology.nodes.b.ip] } as const;
  const running = { ...settled, guard, service: { ...freshHost(1).service, active: true, enabled: true } };
  const kinds = (host: Partial<HostFacts>) =>
    serviceOperation('a')
      .diff(view({ inventory, hosts: { a: host } }))
      .changes.map(({ kind }) => kind);

  it.each<[string, Partial<HostFacts>, readonly string[]]>([
    ['a fresh host', {}, ['service.daemon-reload', 'service.enable', 'service.start']],
    ['a running one', running, []],
    ['one that was stopped', { ...running, service: { ...running.service, active: false } }, ['service.start']],
    ['a configuration that is younger than the daemon', { ...running, staleDaemon: true }, ['service.reload']],
    ['a drop-in that systemd has not read', { ...running, staleUnit: true }, ['service.daemon-reload']],
    ['strangers that are let in', { ...running, guard: { kind: 'off' } }, ['service.reload']],
    ['a former peer that is let in', { ...running, guard: { kind: 'on', peers: ['10.0.1.99'] } }, ['service.reload']],
    ['no tool to keep strangers out', { ...running, guard: { kind: 'no-tool' } }, []],
    ['a drill that a dead run left behind', { ...running, interruptedDrill: true }, ['service.end-drill']],
    ['files that the plan will write first', { ...running, files: {} }, ['service.daemon-reload', 'service.reload']],
    [
      'a folder that others can write to',
      {
        ...running,
        files: { ...running.files, '/etc/keepalived': as<FileState>({ kind: 'directory', mode: 0o775, uid: 0 }) },
      },
      ['service.reload'],
    ],
  ])('%s', (_, host, expected) => {
    expect(kinds(host)).toEqual(expected);
  });
});

describe('hooks', () => {
  const inventory = withVip(1);
  const settled = written(view({ inventory, hosts: { a: installed } }));
  const running = { ...settled, hooksService: { ...freshHost(1).hooksService, active: true, enabled: true } };
  const kinds = (host: Partial<HostFacts>) =>
    hooksOperation('a')
      .diff(view({ inventory, hosts: { a: host } }))
      .changes.map(({ kind }) => kind);

  it.each([
    ['a fresh host', {}, ['service.daemon-reload', 'service.enable', 'hooks.start']],
    ['a running one', running, []],
    ['a pair of the layout without a service', settled, ['service.enable', 'hooks.start']],
    ['one that was stopped', { ...running, hooksService: { ...running.hooksService, active: false } }, ['hooks.start']],
    ['files that are younger than the process', { ...running, staleHooks: true }, ['hooks.restart']],
    ['a unit that systemd has not read', { ...running, staleHooksUnit: true }, ['service.daemon-reload']],
    ['files that the plan will write first', { ...running, files: {} }, ['service.daemon-reload', 'hooks.restart']],
  ])('%s', (_, host, expected) => {
    expect(kinds(host)).toEqual(expected);
  });
});

it("root alone reads the hooks' settings where a webhook stands in them", () => {
  const modeOf = (answers: Parameters<typeof view>[0]) =>
    renderHostFiles(view(answers), 'a').find(({ path }) => path === paths.settings)?.mode;
  expect(modeOf({})).toBe(0o644);
  expect(modeOf({ answers: { notify: { webhook: 'https://hooks.example.org/send?key=token' } } })).toBe(0o600);
});
