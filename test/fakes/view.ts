import { Secret } from '../../src/cluster/secret.js';
import { type Answers, type NodeName, toSpec } from '../../src/cluster/spec.js';
import { apt } from '../../src/facts/families/apt.js';
import type { HostFacts } from '../../src/facts/host.js';
import { resolveTopology } from '../../src/mechanism/topology.js';
import type { View } from '../../src/operations/operation.js';
import type { Eni, Inventory } from '../../src/ports/inventory.js';

/** Literals stand for branded ids in fixtures. */
export const as = <T>(value: unknown): T => value as T;

export const answers: Answers = {
  version: 1,
  cluster: 'web',
  region: 'ap-beijing',
  mode: 'stable',
  vip: '10.0.1.100',
  eip: 'none',
  nodes: [{ instance: 'ins-aaaaaaa1' }, { instance: 'ins-aaaaaaa2' }],
};

const eni = (number: 1 | 2): Eni =>
  as<Eni>({
    id: `eni-aaaaaaa${number}`,
    name: '',
    primary: true,
    instance: `ins-aaaaaaa${number}`,
    vpcId: 'vpc-1',
    subnetId: 'subnet-1',
    mac: `52:54:00:00:00:0${number}`,
    state: 'AVAILABLE',
    ips: [{ address: `10.0.1.1${number + 5}`, primary: true, description: '', state: 'AVAILABLE' }],
    securityGroupIds: ['sg-1'],
    ipQuota: 6,
  });

const instance = (number: 1 | 2): Inventory['instances'][number] =>
  as<Inventory['instances'][number]>({
    id: `ins-aaaaaaa${number}`,
    name: `db-${number}`,
    zone: 'ap-beijing-3',
    placement: { groups: ['ps-aaaaaaaa'] },
    state: 'RUNNING',
    vpcId: 'vpc-1',
    subnetId: 'subnet-1',
    privateIps: [`10.0.1.1${number + 5}`],
    publicIps: [],
    securityGroupIds: ['sg-1'],
    camRole: 'ha',
  });

const rule = { protocol: 'ALL', port: 'ALL', action: 'ACCEPT', cidr: '10.0.0.0/16', template: false };

/** Two instances of one subnet, nothing of ha-setup in the cloud. */
export const inventory: Inventory = {
  instances: [instance(1), instance(2)],
  enis: [eni(1), eni(2)],
  subnets: [{ id: 'subnet-1', vpcId: 'vpc-1', cidr: '10.0.1.0/24' }],
  securityGroups: [{ id: 'sg-1', ingress: [rule], egress: [rule] }],
  eips: [],
  haVips: [],
  accountType: 'STANDARD',
};

/** The same with an address on one of the ENIs. */
export function withVip(
  number: 1 | 2,
  description = 'ha-setup-web',
  address = '10.0.1.100',
  state = 'AVAILABLE',
): Inventory {
  const enis = inventory.enis.map((one) =>
    one.id === `eni-aaaaaaa${number}`
      ? { ...one, ips: [...one.ips, as<Eni['ips'][number]>({ address, primary: false, description, state })] }
      : one,
  );
  return { ...inventory, enis };
}

/** A Debian host with nothing of ha-setup on it. */
export function freshHost(number: 1 | 2): HostFacts {
  return as<HostFacts>({
    os: {
      id: 'debian',
      idLike: [],
      versionId: '12',
      prettyName: 'Debian GNU/Linux 12',
      family: 'debian',
      knownBy: 'debian',
    },
    managers: ['apt-get'],
    family: apt,
    heldPackages: [],
    sampleConfig: false,
    network: {
      interfaces: [{ name: 'eth0', mac: `52:54:00:00:00:0${number}`, state: 'up', addresses: [] }],
      gateway: { address: '10.0.1.1', interface: 'eth0' },
      hasIproute: true,
    },
    routing: {
      rules: [{ priority: 32766, from: 'all', table: 'main' }],
      routes: [{ table: 'main', to: 'default', device: 'eth0', metric: 0 }],
    },
    networkFiles: [],
    guard: { kind: 'off' },
    packages: {},
    files: {},
    service: {
      loadState: 'not-found',
      activeState: 'inactive',
      subState: 'dead',
      unitFileState: '',
      active: false,
      enabled: false,
      needDaemonReload: false,
      dropInPaths: [],
    },
    hooksService: {
      loadState: 'not-found',
      activeState: 'inactive',
      subState: 'dead',
      unitFileState: '',
      active: false,
      enabled: false,
      needDaemonReload: false,
      dropInPaths: [],
    },
    staleUnit: false,
    staleHooks: false,
    staleHooksUnit: false,
    staleDaemon: false,
    interruptedDrill: false,
    clockOffsetMs: 0,
  });
}

export interface ViewOverrides {
  readonly answers?: Partial<Answers>;
  readonly inventory?: Inventory;
  readonly hosts?: Partial<Record<NodeName, Partial<HostFacts>>>;
  readonly used?: readonly string[];
}

export function view(overrides: ViewOverrides = {}): View {
  const spec = toSpec({ ...answers, ...overrides.answers });
  const topology = resolveTopology(
    spec,
    overrides.inventory ?? inventory,
    as((overrides.used ?? []).map((address) => ({ address }))),
  );
  if (topology === undefined) throw new Error('this fixture resolves to nothing');
  const hosts = {
    a: { ...freshHost(1), ...overrides.hosts?.a },
    b: { ...freshHost(2), ...overrides.hosts?.b },
  };
  return { spec, topology, hosts, authPass: new Secret('s3cret99') };
}
