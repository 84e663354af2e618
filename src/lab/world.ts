import { apiNames } from './cloud/certificates.js';

/** Where a machine or a client hangs on the lab's VPC; also the name of its port in the fabric. */
export type PortName = 'a' | 'b' | 'c' | 'd' | 'op' | 'client' | 'out';

export interface Port {
  readonly name: PortName;
  readonly ip: string;
  readonly prefix: number;
  readonly gateway: string;
  readonly mac: string;
  /** The ENI and instance that the cloud's record gives it; the place outside the VPC has none. */
  readonly eni?: string;
  readonly instance?: string;
}

const subnet1 = { prefix: 24, gateway: '10.0.1.1' } as const;

/** Everything that has a network place of its own; the same in every lab. */
export const ports = {
  a: {
    name: 'a',
    ip: '10.0.1.16',
    ...subnet1,
    mac: '52:54:00:01:00:16',
    eni: 'eni-labnode1',
    instance: 'ins-labnode1',
  },
  b: {
    name: 'b',
    ip: '10.0.1.17',
    ...subnet1,
    mac: '52:54:00:01:00:17',
    eni: 'eni-labnode2',
    instance: 'ins-labnode2',
  },
  /** Hosts which only some labs have: Lab.addSpare. */
  c: {
    name: 'c',
    ip: '10.0.1.18',
    ...subnet1,
    mac: '52:54:00:01:00:18',
    eni: 'eni-labnode3',
    instance: 'ins-labnode3',
  },
  d: {
    name: 'd',
    ip: '10.0.1.19',
    ...subnet1,
    mac: '52:54:00:01:00:19',
    eni: 'eni-labnode4',
    instance: 'ins-labnode4',
  },
  client: {
    name: 'client',
    ip: '10.0.1.50',
    ...subnet1,
    mac: '52:54:00:01:00:50',
    eni: 'eni-labclnt1',
    instance: 'ins-labclnt1',
  },
  op: {
    name: 'op',
    ip: '10.0.2.5',
    prefix: 24,
    gateway: '10.0.2.1',
    mac: '52:54:00:02:00:05',
    eni: 'eni-labopr01',
    instance: 'ins-labopr01',
  },
  out: { name: 'out', ip: '203.0.113.10', prefix: 24, gateway: '203.0.113.1', mac: '52:54:00:03:00:10' },
} as const satisfies Record<PortName, Port>;

/** Addresses of the cloud's own services; all of them live in the fabric's namespace. */
export const services = {
  api: '169.254.0.4',
  metadata: '169.254.0.23',
  packages: '169.254.0.3',
  /** One name service, asked at two addresses as in a VPC. */
  resolvers: ['169.254.0.5', '169.254.0.6'],
} as const;

export const vpcCidr = '10.0.0.0/16';
export const subnetCidrs = ['10.0.1.0/24', '10.0.2.0/24'] as const;

/** What the VPC's name service knows, as a hosts file. */
export function renderNames(): string {
  return [
    `${services.api} ${apiNames.join(' ')}`,
    `${services.metadata} metadata.tencentyun.com`,
    `${services.packages} packages.lab`,
    '',
  ].join('\n');
}

/** What a host finds in its own /etc/hosts: itself. Every other name it asks the name service for. */
export function renderHosts(hostname: string): string {
  return `127.0.0.1 localhost\n127.0.1.1 ${hostname}\n`;
}

/** A host's /etc/resolv.conf. */
export function renderResolvConf(): string {
  return services.resolvers.map((address) => `nameserver ${address}\n`).join('');
}
