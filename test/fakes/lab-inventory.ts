import type { EniId, InstanceId, Ipv4 } from '../../src/cluster/ids.js';
import type { Eni, Instance, Inventory } from '../../src/ports/inventory.js';

const place = { vpcId: 'vpc-lab00001', subnetId: 'subnet-lab00001' } as const;
const groups = ['sg-lab00001'];

function instance(id: string, name: string, ip: string): Instance {
  return {
    ...place,
    id: id as InstanceId,
    name,
    zone: 'ap-beijing-3',
    placement: { groups: ['ps-lab00001'] },
    state: 'RUNNING',
    privateIps: [ip as Ipv4],
    publicIps: [],
    securityGroupIds: groups,
    camRole: 'ha-setup-host',
    internet: { chargeType: 'TRAFFIC_POSTPAID_BY_HOUR', mbits: 0 },
  };
}

function eni(id: string, owner: string, name: string, mac: string, ips: readonly string[], ipQuota?: number): Eni {
  return {
    ...place,
    id: id as EniId,
    name: `${name} primary`,
    primary: true,
    instance: owner as InstanceId,
    mac,
    state: 'INUSE',
    securityGroupIds: groups,
    ips: ips.map((address, index) => ({
      address: address as Ipv4,
      primary: index === 0,
      description: index === 0 ? '' : 'spare',
      state: 'AVAILABLE',
    })),
    ...(ipQuota !== undefined && { ipQuota }),
  };
}

/** What the lab's account shows of its pair's subnet; the machines of others with one address are left out. */
export const labInventory: Inventory = {
  instances: [instance('ins-labnode1', 'lab-a', '10.0.1.16'), instance('ins-labnode2', 'lab-b', '10.0.1.17')],
  enis: [
    eni('eni-labnode1', 'ins-labnode1', 'lab-a', '52:54:00:01:00:16', ['10.0.1.16'], 6),
    eni('eni-labnode2', 'ins-labnode2', 'lab-b', '52:54:00:01:00:17', ['10.0.1.17'], 6),
    eni('eni-othr0006', 'ins-othr0006', 'other-0006', '52:54:0a:00:01:cd', ['10.0.1.205', '10.0.1.240']),
    eni('eni-othr0018', 'ins-othr0018', 'other-0018', '52:54:0a:00:01:d9', ['10.0.1.217', '10.0.1.241']),
  ],
  subnets: [{ id: 'subnet-lab00001', vpcId: 'vpc-lab00001', cidr: '10.0.1.0/24' }],
  securityGroups: [
    {
      id: 'sg-lab00001',
      ingress: [{ protocol: 'ALL', port: 'ALL', action: 'ACCEPT', cidr: '10.0.0.0/16', template: false }],
      egress: [{ protocol: 'ALL', port: 'ALL', action: 'ACCEPT', cidr: '0.0.0.0/0', template: false }],
    },
  ],
  eips: [],
  haVips: [],
};
