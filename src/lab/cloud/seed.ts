import { numberToIp } from '../../cluster/ids.js';
import { ports } from '../world.js';
import { type Account, type EniRecord, emptyAccount, type InstanceRecord } from './account.js';

interface SeedOptions {
  readonly otherInstances?: number;
  readonly ipQuota?: number;
}

interface Machine {
  readonly instance: string;
  readonly eni: string;
  readonly name: string;
  readonly ip: string;
  readonly mac: string;
  readonly subnet: string;
  readonly role: boolean;
}

const vpc = 'vpc-lab00001';
const group = 'sg-lab00001';
export const labUin = '100000000001';
export const labRole = 'ha-setup-host';

const names = { a: 'lab-a', b: 'lab-b', client: 'lab-client', op: 'lab-operator' } as const;
const labMachines = (['a', 'b', 'client', 'op'] as const).map((place) => ({
  ...ports[place],
  name: names[place],
  subnet: place === 'op' ? 'subnet-lab00002' : 'subnet-lab00001',
  role: place === 'a' || place === 'b',
}));

/** A MAC in the locally administered range, made from the address, so that it is the same at every start. */
function macOf(address: string): string {
  const hex = address.split('.').map((octet) => Number(octet).toString(16).padStart(2, '0'));
  return `52:54:${hex.join(':')}`;
}

function addMachine(account: Account, machine: Machine, options: SeedOptions): EniRecord {
  const instance: InstanceRecord = {
    id: machine.instance,
    name: machine.name,
    zone: 'ap-beijing-3',
    state: 'RUNNING',
    role: machine.role ? labRole : undefined,
    ...(machine.role && { placement: { group: 'ps-lab00001' } }),
    ipQuota: options.ipQuota ?? 6,
  };
  const eni: EniRecord = {
    id: machine.eni,
    name: `${machine.name} primary`,
    primary: true,
    instance: machine.instance,
    vpc,
    subnet: machine.subnet,
    mac: machine.mac,
    groups: [group],
    ips: [{ address: machine.ip, primary: true, description: '', state: 'AVAILABLE' }],
  };
  account.instances.set(instance.id, instance);
  account.enis.set(eni.id, eni);
  return eni;
}

/** The rest of the account: machines that are none of ours, a few with a second address. They have no port in the lab's network. */
function addOthers(account: Account, options: SeedOptions): void {
  const count = options.otherInstances ?? 50;
  for (let index = 0; index < count; index += 1) {
    const number = String(index + 1).padStart(4, '0');
    const near = index < 24;
    const base = near ? 0x0a0001c8 + index : 0x0a00040a + index;
    const eni = addMachine(
      account,
      {
        instance: `ins-othr${number}`,
        eni: `eni-othr${number}`,
        name: `other-${number}`,
        ip: numberToIp(base),
        mac: macOf(numberToIp(base)),
        subnet: near ? 'subnet-lab00001' : 'subnet-lab00003',
        role: false,
      },
      { ipQuota: 10 },
    );
    if (index % 12 === 5) {
      const second = near ? `10.0.1.${240 + index / 12 - 5 / 12}` : `10.0.5.${index % 250}`;
      eni.ips.push({ address: second, primary: false, description: 'spare', state: 'AVAILABLE' });
    }
  }
}

/** The lab's fixed world: a VPC, three subnets, the pair, a client, the operator's machine, and everybody else. */
export function seedAccount(options: SeedOptions = {}): Account {
  const account = emptyAccount(labUin, 'ap-beijing');
  account.vpcs.push({ id: vpc, name: 'lab', cidr: '10.0.0.0/16' });
  const zone = 'ap-beijing-3';
  account.subnets.push(
    { id: 'subnet-lab00001', name: 'lab-hosts', vpc, cidr: '10.0.1.0/24', zone },
    { id: 'subnet-lab00002', name: 'lab-operator', vpc, cidr: '10.0.2.0/24', zone },
    { id: 'subnet-lab00003', name: 'lab-others', vpc, cidr: '10.0.4.0/22', zone },
  );
  account.groups.set(group, {
    id: group,
    name: 'lab',
    version: 1,
    ingress: [
      { Protocol: 'ALL', Port: 'ALL', CidrBlock: '10.0.0.0/16', Action: 'ACCEPT', PolicyDescription: 'inside' },
    ],
    egress: [{ Protocol: 'ALL', Port: 'ALL', CidrBlock: '0.0.0.0/0', Action: 'ACCEPT', PolicyDescription: '' }],
  });
  for (const machine of labMachines) addMachine(account, machine, options);
  addOthers(account, options);
  return account;
}
