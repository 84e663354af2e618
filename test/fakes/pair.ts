import type { CheckContext } from '../../src/checks/context.js';
import { paths } from '../../src/cluster/names.js';
import { peerOf } from '../../src/cluster/nodes.js';
import type { NodeName } from '../../src/cluster/spec.js';
import type { HostAudit } from '../../src/facts/audit.js';
import { parseKeepalivedConfig } from '../../src/facts/keepalived-config.js';
import { parseRecord } from '../../src/facts/record.js';
import { resolveTopology } from '../../src/mechanism/topology.js';
import { renderHostFiles, renderRecord } from '../../src/operations/host-files.js';
import { identifyPair } from '../../src/operations/proven.js';
import type { Pair } from '../../src/pair/pair.js';
import { as, freshHost, view, withVip } from './view.js';

const vip = '10.0.1.100';

/** A pair that is well, with node a active, as verify reads it. */
export function healthyPair(): Pair<'audit'> {
  const inventory = withVip(1);
  const installed = {
    packages: { keepalived: '1:2.2.7-1', python3: '3.11.2-1' },
    keepalivedVersion: [2, 2, 7] as const,
    python: { path: '/usr/bin/python3', version: [3, 11, 2] as const },
  };
  const desired = view({ inventory, hosts: { a: as(installed), b: as(installed) } });
  const cloud = { inventory, used: [] };
  const topology = resolveTopology(desired.spec, inventory, []);
  if (topology === undefined) throw new Error('this fixture resolves to nothing');
  const audit = (node: NodeName): HostAudit => {
    const isActive = node === 'a';
    const files = [...renderHostFiles(desired, node), renderRecord(desired, node)].map(
      ({ path, content, sha256, mode }) => {
        const text = content.reveal();
        const state = { kind: 'file', mode, uid: 0, gid: 0, size: text.length, mtimeMs: 1000, sha256, content: text };
        return [path, state] as const;
      },
    );
    const fresh = freshHost(isActive ? 1 : 2);
    const config = Object.fromEntries(files)[paths.config]?.content ?? '';
    const [nic] = fresh.network.interfaces;
    const addresses = isActive ? [{ address: vip, prefix: 32 }] : [];
    return as<HostAudit>({
      ...fresh,
      ...installed,
      network: { ...fresh.network, interfaces: [{ ...nic, addresses }] },
      files: Object.fromEntries(files),
      keepalived: parseKeepalivedConfig(config),
      record: parseRecord(Object.fromEntries(files)[paths.record]?.content ?? ''),
      verified: { pair: identifyPair(desired), at: '2026-11-22T20:00:00.000Z' },
      service: {
        ...fresh.service,
        ...{ loadState: 'loaded', activeState: 'active', subState: 'running', unitFileState: 'enabled' },
        ...{ active: true, enabled: true },
      },
      hooks: {
        status: {
          ...{ role: isActive ? 'MASTER' : 'BACKUP', nic: isActive, owner: isActive ? 'self' : 'peer' },
          ...{ ownerEni: 'eni-aaaaaaa1', eip: 'none', held: null, switch: null },
        },
      },
      hooksService: { ...fresh.hooksService, active: true, enabled: true },
      watch: { state: 'running', faults: {} },
      configTest: { verdict: 'passed', complaints: [] },
      switches: [],
      guard: { kind: 'on', peers: [desired.topology.nodes[peerOf(node)].ip] },
      disks: [{ path: '/', freeBytes: 2 ** 30 }],
      damaged: [],
    });
  };
  return {
    spec: desired.spec,
    cloud: { known: cloud },
    apiClockOffsetMs: 0,
    topology,
    hosts: { a: { known: audit('a') }, b: { known: audit('b') } },
    atMs: 0,
    ports: { hosts: {} },
    connect: () => Promise.reject(new Error('nobody connects in this test')),
    close: async () => {},
  };
}

/** What checks look at, on a machine whose answers file is web.yaml. */
export function contextOf(pair: CheckContext['pair'], more: Partial<CheckContext> = {}): CheckContext {
  return {
    pair,
    command: (...words) => ['ha-setup', ...words, '--answers web.yaml'].join(' '),
    desiredAtMs: 500,
    apis: {},
    prove: true,
    now: () => Date.parse('2026-11-22T21:00:00Z'),
    ...more,
  };
}

/** The same with one host read differently. */
export function changeHost(pair: Pair<'audit'>, node: NodeName, changes: Partial<HostAudit>): Pair<'audit'> {
  const reading = pair.hosts[node];
  if (!('known' in reading)) throw new Error(`node ${node} did not answer`);
  const other = pair.hosts[peerOf(node)];
  const changed = { known: { ...reading.known, ...changes } };
  return { ...pair, hosts: node === 'a' ? { a: changed, b: other } : { a: other, b: changed } };
}
