import { managedPaths, paths, unit } from '../cluster/names.js';
import type { ClusterSpec, NodeName } from '../cluster/spec.js';
import type { HostFacts } from '../facts/host.js';
import type { Leftovers } from '../facts/leftovers.js';
import type { RemovableVip } from '../facts/topology.js';
import { mechanismOf } from '../mechanism/mechanisms.js';
import { say } from '../messages/say.js';
import type { Eip } from '../ports/inventory.js';
import { type Change, type Diff, type Target, toDiff } from './change.js';

/** A host as uninstall sees it. */
export interface RemovableHost {
  readonly facts: HostFacts;
  readonly leftovers: Leftovers;
}

/** What is left of a pair, and what of it is to go. */
export interface RemovalView {
  readonly spec: ClusterSpec;
  /** Without those that are gone or out of reach. */
  readonly hosts: Partial<Readonly<Record<NodeName, RemovableHost>>>;
  /** The pair's VIP. */
  readonly vip?: RemovableVip;
  /** The EIP that an earlier run allocated, known by its name. */
  readonly eip?: Eip;
  readonly removeVip: boolean;
  readonly releaseEip: boolean;
}

export interface RemovalOperation {
  readonly title: string;
  readonly target: Target;
  diff(view: RemovalView): Diff;
}

const nothing = say.changes.ok.nothingThere;
const notes: readonly string[] = [paths.record, paths.verified, paths.hold];

/** Something of this cluster is on the host. A host of another cluster, or one that we never set up, is left alone. */
export function isOurs(view: RemovalView, node: NodeName): boolean {
  const host = view.hosts[node];
  if (host === undefined) return false;
  const { record, keepalived } = host.facts;
  return record === undefined ? keepalived?.managed === true : record.cluster === view.spec.cluster;
}

function removal(
  node: NodeName,
  title: string,
  find: (host: RemovableHost, view: RemovalView) => readonly Change[],
): RemovalOperation {
  return {
    title,
    target: node,
    diff(view) {
      const host = view.hosts[node];
      return toDiff(host !== undefined && isOurs(view, node) ? find(host, view) : [], nothing);
    },
  };
}

/** keepalived ends first: nothing may start the hooks again, or move the VIP, from then on. */
export function serviceRemoval(node: NodeName): RemovalOperation {
  return removal(node, say.changes.titles.service, ({ facts: { service, record, network }, leftovers }, { vip }) => {
    const isOn = network.interfaces.some(({ addresses }) =>
      addresses.some((one) => vip !== undefined && one.address === vip.address),
    );
    return [
      ...(service.active ? [{ kind: 'service.stop', node, unit } as const] : []),
      ...(service.enabled && record?.wasEnabled !== true ? [{ kind: 'service.disable', node, unit } as const] : []),
      ...(leftovers.hooks || isOn
        ? [{ kind: 'hooks.stop', node, ...(isOn && vip && { vip: vip.address }) } as const]
        : []),
    ];
  });
}

/** Each managed file goes, or what was there before our first run comes back. */
export function filesRemoval(node: NodeName): RemovalOperation {
  return removal(node, say.changes.titles.files, ({ facts: { files, record, staleUnit }, leftovers }) => {
    const present = managedPaths.filter((path) => files[path] !== undefined && !notes.includes(path));
    const left = present.map((path): Change => {
      const backup = record?.originals?.includes(path) && leftovers.backups.find((file) => isBackupOf(file, path));
      return backup ? { kind: 'file.restore', node, path, backup } : { kind: 'file.remove', node, path };
    });
    const reload = present.includes(paths.dropIn) || staleUnit;
    return reload ? [...left, { kind: 'service.daemon-reload', node }] : left;
  });
}

/** A backup lies under its run's folder at the path that it was taken from. */
function isBackupOf(file: string, path: string): boolean {
  return file.startsWith(`${paths.backups}/`) && file.slice(paths.backups.length + 1).replace(/^[^/]+/, '') === path;
}

/** Packages that we installed go, but for those that something else needs by now. */
export function packagesRemoval(node: NodeName): RemovalOperation {
  return removal(node, say.changes.titles.packages, ({ facts: { packages, record, family }, leftovers }) => {
    const installed = (record?.installedPackages ?? []).filter((name) => packages[name] !== undefined);
    const removable = installed.filter((name) =>
      (leftovers.dependents[name] ?? []).every((other) => installed.includes(other)),
    );
    if (family === undefined || removable.length === 0) return [];
    return [{ kind: 'package.remove', node, packages: removable, manager: family.manager }];
  });
}

/** The rule that let VRRP in goes where it was ours. */
export function firewallRemoval(node: NodeName): RemovalOperation {
  return removal(node, say.changes.titles.firewall, ({ facts: { record } }) => {
    if (record?.firewall === undefined) return [];
    return [{ kind: 'firewall.close', node, ...record.firewall }];
  });
}

export function tracesRemoval(node: NodeName): RemovalOperation {
  return removal(node, say.changes.titles.records, ({ leftovers }) =>
    leftovers.traces ? [{ kind: 'traces.remove', node }] : [],
  );
}

export const eipRemoval: RemovalOperation = {
  get title() {
    return say.changes.titles.eip;
  },
  target: 'cloud',
  diff({ spec, eip, vip, releaseEip }) {
    if (eip === undefined) return { changes: [], ok: say.changes.ok.noEip };
    const { id, ip } = eip;
    if (!releaseEip) return { changes: [], ok: say.changes.ok.eipKept({ eip: id, ip }) };
    return toDiff([...mechanismOf(spec).unbind(eip, vip), { kind: 'eip.release', eip: id, ip } as const], '');
  },
};

export const vipRemoval: RemovalOperation = {
  get title() {
    return say.changes.titles.vip;
  },
  target: 'cloud',
  diff({ spec, vip, removeVip }) {
    if (vip?.place === undefined) return { changes: [], ok: say.changes.ok.noVip };
    if (!vip.ours) return { changes: [], ok: say.changes.ok.notOurs({ vip: vip.address }) };
    if (!removeVip) return { changes: [], ok: say.changes.ok.vipKept({ vip: vip.address, place: vip.place }) };
    return toDiff(mechanismOf(spec).remove(vip), '');
  },
};
