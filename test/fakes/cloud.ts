import type { EipId, EniId, HaVipId, InstanceId, Ipv4, Region } from '../../src/cluster/ids.js';
import { CloudError } from '../../src/errors.js';
import type {
  CloudPort,
  CloudTask,
  HaVipRequest,
  InventoryQuery,
  PeerRule,
  Proof,
  ProvableAction,
} from '../../src/ports/cloud.js';
import type {
  AccountType,
  Eip,
  Eni,
  HaVip,
  Inventory,
  Landscape,
  PrivateIp,
  RegionRecord,
  UsedAddress,
} from '../../src/ports/inventory.js';

/** A cloud in memory: knows the inventory that it was given, and throws on anything else. Changes take effect at once. */
export class FakeCloud implements CloudPort {
  /** Each changing call, such as "migrateVip eni-1 eni-2 10.0.1.100". */
  readonly calls: string[] = [];
  clockOffset: number | undefined = 0;
  /** Addresses that something else than an ENI has. */
  used: readonly UsedAddress[] = [];
  #inventory: Inventory;
  readonly #refusals = new Map<string, CloudError>();
  readonly #proofs = new Map<string, Proof>();
  readonly #tokens = new Map<string, EipId | undefined>();
  readonly #made = new Map<string, HaVipId>();
  readonly #tasks = new Map<string, 'SUCCESS' | 'FAILED'>();

  constructor(inventory: Inventory) {
    this.#inventory = inventory;
  }

  /** From now on the method throws this; undefined ends that. */
  refuse(method: string, error: CloudError | undefined): void {
    if (error === undefined) this.#refusals.delete(method);
    else this.#refusals.set(method, error);
  }

  tell(action: ProvableAction, proof: Proof): void {
    this.#proofs.set(action, proof);
  }

  clockOffsetMs(): number | undefined {
    return this.clockOffset;
  }

  async inventory({ instances, eip, haVips = false }: InventoryQuery): Promise<Inventory> {
    this.#verifyAllowed('inventory');
    const asked = this.#inventory.instances.filter((one) => instances.includes(one.id));
    const subnets = new Set(asked.map((one) => one.subnetId));
    const isAsked = (eni: Eni) => asked.some((one) => one.id === eni.instance);
    const enis = this.#inventory.enis.filter(
      (eni) => isAsked(eni) || (subnets.has(eni.subnetId) && eni.ips.length > 1),
    );
    const groups = new Set(enis.filter(isAsked).flatMap((eni) => eni.securityGroupIds));
    return {
      instances: asked,
      enis,
      subnets: this.#inventory.subnets.filter((subnet) => subnets.has(subnet.id)),
      securityGroups: this.#inventory.securityGroups.filter((group) => groups.has(group.id)),
      eips:
        eip === undefined
          ? []
          : this.#inventory.eips.filter((one) => ('id' in eip ? one.id === eip.id : one.name === eip.name)),
      haVips: haVips ? this.#inventory.haVips : [],
      ...(haVips && this.#inventory.haVipQuota !== undefined && { haVipQuota: this.#inventory.haVipQuota }),
      ...(haVips && this.#inventory.haVipRefusal && { haVipRefusal: this.#inventory.haVipRefusal }),
      ...(eip !== undefined && this.#inventory.accountType && { accountType: this.#inventory.accountType }),
    };
  }

  async regions(): Promise<readonly RegionRecord[]> {
    this.#verifyAllowed('regions');
    return [{ id: 'ap-beijing' as Region, name: 'North China (Beijing)' }];
  }

  async landscape(): Promise<Landscape> {
    this.#verifyAllowed('landscape');
    const { instances, enis, subnets, eips, haVips } = this.#inventory;
    return { instances, enis: enis.map(({ ipQuota: _quota, ...eni }) => eni), subnets, eips, haVips };
  }

  async withQuotas(enis: readonly Eni[]): Promise<readonly Eni[]> {
    this.#verifyAllowed('withQuotas');
    return enis.map((eni) => this.#inventory.enis.find((one) => one.id === eni.id) ?? eni);
  }

  async accountType(): Promise<AccountType | undefined> {
    this.#verifyAllowed('accountType');
    return this.#inventory.accountType;
  }

  async usedAddresses(vpcId: string, subnetId: string): Promise<readonly UsedAddress[]> {
    this.#verifyAllowed('usedAddresses');
    if (!this.#inventory.subnets.some((one) => one.id === subnetId && one.vpcId === vpcId)) {
      throw new Error(`the fake cloud was not told of ${subnetId} in ${vpcId}`);
    }
    const onEnis = this.#inventory.enis
      .filter((eni) => eni.subnetId === subnetId)
      .flatMap(({ id, ips }) => ips.map(({ address }) => ({ address, resourceType: 'ENI', resourceId: id })));
    return [...onEnis, ...this.used];
  }

  async findOwner(enis: readonly EniId[], vip: Ipv4): Promise<EniId | undefined> {
    this.#verifyAllowed('findOwner');
    return enis.find((id) => this.#getEni(id, 'DescribeNetworkInterfaces').ips.some((ip) => ip.address === vip));
  }

  async haVips(vpcId: string): Promise<readonly HaVip[]> {
    this.#verifyAllowed('haVips');
    return this.#inventory.haVips.filter((one) => one.vpcId === vpcId);
  }

  async findHaVipOwner(id: HaVipId): Promise<EniId | undefined> {
    this.#verifyAllowed('findHaVipOwner');
    return this.#getHaVip(id, 'DescribeHaVips').eni;
  }

  /** An ENI announces the HAVIP. */
  claim(id: HaVipId, eni: EniId): void {
    const { instance } = this.#getEni(eni, 'a claim');
    this.#setHaVip(id, { ...this.#getHaVip(id, 'a claim'), state: 'AVAILABLE', eni, ...(instance && { instance }) });
  }

  async taskState({ id }: CloudTask): Promise<'SUCCESS' | 'FAILED' | 'RUNNING'> {
    const state = this.#tasks.get(id);
    if (state === undefined) throw new Error(`the fake cloud was not told of the task ${id}`);
    return state;
  }

  async proveMay(action: ProvableAction): Promise<Proof> {
    const proof = this.#proofs.get(action);
    if (proof === undefined) throw new Error(`the fake cloud was not told whether one may ${action}`);
    return proof;
  }

  async assignVip(eni: EniId, vip: Ipv4, description: string, clientToken: string): Promise<void> {
    if (this.#isRepeated('assignVip', clientToken)) return;
    this.#begin('assignVip', eni, vip, description);
    const target = this.#getEni(eni, 'AssignPrivateIpAddresses');
    const inUse = [...this.used, ...this.#inventory.enis.flatMap(({ ips }) => ips)];
    if (inUse.some(({ address }) => address === vip)) {
      throw new CloudError('AssignPrivateIpAddresses', 'ResourceInUse', `${vip} is in use`);
    }
    if (target.ips.length >= (target.ipQuota ?? Number.POSITIVE_INFINITY)) {
      throw new CloudError('AssignPrivateIpAddresses', 'LimitExceeded', `${eni} is full`);
    }
    this.#setIps(eni, [...target.ips, { address: vip, primary: false, description, state: 'AVAILABLE' }]);
    this.#tokens.set(`assignVip ${clientToken}`, undefined);
  }

  async describeVip(eni: EniId, vip: Ipv4, description: string): Promise<void> {
    this.#begin('describeVip', eni, vip, description);
    const { ips } = this.#getEni(eni, 'ModifyPrivateIpAddressesAttribute');
    this.#getIp(ips, vip, 'ModifyPrivateIpAddressesAttribute');
    this.#setIps(
      eni,
      ips.map((ip) => (ip.address === vip ? { ...ip, description } : ip)),
    );
  }

  async migrateVip(from: EniId, to: EniId, vip: Ipv4): Promise<CloudTask> {
    const action = 'MigratePrivateIpAddress';
    this.#begin('migrateVip', from, to, vip);
    const [source, target] = [this.#getEni(from, action), this.#getEni(to, action)];
    const ip = this.#getIp(source.ips, vip, action);
    if (ip.primary) throw new CloudError(action, 'UnauthorizedOperation.PrimaryIp', `${vip} is primary`);
    this.#setIps(
      from,
      source.ips.filter((one) => one !== ip),
    );
    this.#setIps(to, [...target.ips, ip]);
    const eips = this.#inventory.eips.map((eip) =>
      eip.privateIp === vip && eip.eni === from ? { ...eip, eni: to } : eip,
    );
    this.#inventory = { ...this.#inventory, eips };
    return this.#task();
  }

  async allocateEip(name: string, clientToken: string): Promise<{ readonly id: EipId; readonly task: CloudTask }> {
    const key = `allocateEip ${clientToken}`;
    const before = this.#tokens.get(key);
    if (before !== undefined) return { id: before, task: this.#task() };
    this.#begin('allocateEip', name);
    const number = this.#inventory.eips.length + 1;
    const id = `eip-fake000${number}` as EipId;
    const eip: Eip = { id, name, ip: `198.51.100.${number}` as Ipv4, status: 'UNBIND' };
    this.#inventory = { ...this.#inventory, eips: [...this.#inventory.eips, eip] };
    this.#tokens.set(key, id);
    return { id, task: this.#task() };
  }

  async associateEip(id: EipId, eni: EniId, vip: Ipv4): Promise<CloudTask> {
    this.#begin('associateEip', id, eni, vip);
    const eip = this.#inventory.eips.find((one) => one.id === id);
    if (eip?.status !== 'UNBIND') {
      throw new CloudError(
        'AssociateAddress',
        'UnsupportedOperation.AddressStatusNotPermit',
        `${id} is ${eip?.status}`,
      );
    }
    this.#getIp(this.#getEni(eni, 'AssociateAddress').ips, vip, 'AssociateAddress');
    const bound: Eip = { ...eip, status: 'BIND', eni, privateIp: vip };
    this.#inventory = { ...this.#inventory, eips: this.#inventory.eips.map((one) => (one === eip ? bound : one)) };
    return this.#task();
  }

  async createHaVip(request: HaVipRequest, clientToken: string): Promise<HaVipId> {
    const key = `createHaVip ${clientToken}`;
    const before = this.#made.get(key);
    if (before !== undefined) return before;
    const { name, vpcId, subnetId, vip, instances } = request;
    this.#begin('createHaVip', name, vip, ...instances);
    const isTaken = this.#inventory.enis.some((eni) => eni.ips.some((ip) => ip.address === vip));
    if (isTaken || this.#inventory.haVips.some(({ address }) => address === vip)) {
      throw new CloudError('CreateHaVip', 'InvalidParameterValue.Duplicate', `${vip} is in use`);
    }
    const id = `havip-fake000${this.#inventory.haVips.length + 1}` as HaVipId;
    const associations = instances.map((instance) => ({ instance, type: 'CVM' as const }));
    const place = { vpcId, subnetId, address: vip };
    const haVip: HaVip = { id, name, ...place, state: 'UNBIND', checkAssociate: true, associations };
    this.#inventory = { ...this.#inventory, haVips: [...this.#inventory.haVips, haVip] };
    this.#made.set(key, id);
    return id;
  }

  async deleteHaVip(id: HaVipId): Promise<CloudTask> {
    this.#begin('deleteHaVip', id);
    const { eipAddress } = this.#getHaVip(id, 'DeleteHaVip');
    if (eipAddress) throw new CloudError('DeleteHaVip', 'UnsupportedOperation.BindEIP', `${id} has ${eipAddress}`);
    this.#inventory = { ...this.#inventory, haVips: this.#inventory.haVips.filter((one) => one.id !== id) };
    return this.#task();
  }

  async associateHaVipInstances(id: HaVipId, instances: readonly InstanceId[]): Promise<void> {
    this.#begin('associateHaVipInstances', id, ...instances);
    const haVip = this.#getHaVip(id, 'AssociateHaVipInstance');
    const added = instances.map((instance) => ({ instance, type: 'CVM' as const }));
    this.#setHaVip(id, { ...haVip, associations: [...haVip.associations, ...added] });
  }

  async disassociateHaVipInstances(id: HaVipId, instances: readonly InstanceId[]): Promise<void> {
    this.#begin('disassociateHaVipInstances', id, ...instances);
    const haVip = this.#getHaVip(id, 'DisassociateHaVipInstance');
    const left = haVip.associations.filter(({ instance }) => !instances.some((one) => one === instance));
    this.#setHaVip(id, { ...haVip, associations: left });
  }

  async haVipAssociateAddressIp(id: HaVipId, ip: Ipv4): Promise<CloudTask> {
    const action = 'HaVipAssociateAddressIp';
    this.#begin('haVipAssociateAddressIp', id, ip);
    const haVip = this.#getHaVip(id, action);
    if (haVip.eipAddress) throw new CloudError(action, 'UnsupportedOperation.BindEIP', `${id} has one`);
    const eip = this.#inventory.eips.find((one) => one.ip === ip);
    if (eip?.status !== 'UNBIND') throw new CloudError(action, 'UnsupportedOperation.BindEIP', `${ip} is not free`);
    this.#setHaVip(id, { ...haVip, eipAddress: ip });
    const eips = this.#inventory.eips.map((one) => (one === eip ? { ...eip, status: 'BIND' } : one));
    this.#inventory = { ...this.#inventory, eips };
    return this.#task();
  }

  async haVipDisassociateAddressIp(id: HaVipId): Promise<CloudTask> {
    this.#begin('haVipDisassociateAddressIp', id);
    const { eipAddress, ...haVip } = this.#getHaVip(id, 'HaVipDisassociateAddressIp');
    if (eipAddress === undefined) {
      throw new CloudError('HaVipDisassociateAddressIp', 'UnsupportedOperation.UnbindEIP', `${id} has none`);
    }
    this.#setHaVip(id, haVip);
    this.#unbind((eip) => eip.ip === eipAddress);
    return this.#task();
  }

  #getHaVip(id: HaVipId, action: string): HaVip {
    const haVip = this.#inventory.haVips.find((one) => one.id === id);
    if (haVip === undefined) throw new CloudError(action, 'ResourceNotFound', `there is no ${id}`);
    return haVip;
  }

  #setHaVip(id: HaVipId, haVip: HaVip): void {
    const haVips = this.#inventory.haVips.map((one) => (one.id === id ? haVip : one));
    this.#inventory = { ...this.#inventory, haVips };
  }

  async addPeerRule({ group, direction, peerIp }: PeerRule): Promise<void> {
    this.#begin('addPeerRule', group, direction, peerIp);
    const rule = { protocol: 'ALL', port: 'ALL', action: 'ACCEPT', cidr: `${peerIp}/32`, template: false };
    const securityGroups = this.#inventory.securityGroups.map((one) =>
      one.id === group ? { ...one, [direction]: [rule, ...one[direction]] } : one,
    );
    this.#inventory = { ...this.#inventory, securityGroups };
  }

  async unassignVip(eni: EniId, vip: Ipv4): Promise<void> {
    this.#begin('unassignVip', eni, vip);
    const { ips } = this.#getEni(eni, 'UnassignPrivateIpAddresses');
    const ip = this.#getIp(ips, vip, 'UnassignPrivateIpAddresses');
    if (ip.primary) throw new CloudError('UnassignPrivateIpAddresses', 'UnsupportedOperation', `${vip} is primary`);
    this.#setIps(
      eni,
      ips.filter((one) => one !== ip),
    );
    this.#unbind((eip) => eip.eni === eni && eip.privateIp === vip);
  }

  async disassociateEip(id: EipId): Promise<CloudTask> {
    this.#begin('disassociateEip', id);
    this.#verifyStatus(id, 'BIND', 'DisassociateAddress');
    this.#unbind((eip) => eip.id === id);
    return this.#task();
  }

  async releaseEip(id: EipId): Promise<CloudTask> {
    this.#begin('releaseEip', id);
    this.#verifyStatus(id, 'UNBIND', 'ReleaseAddresses');
    this.#inventory = { ...this.#inventory, eips: this.#inventory.eips.filter((one) => one.id !== id) };
    return this.#task();
  }

  #unbind(isMeant: (eip: Eip) => boolean): void {
    const unbound = ({ eni: _eni, privateIp: _ip, ...eip }: Eip): Eip => ({ ...eip, status: 'UNBIND' });
    const eips = this.#inventory.eips.map((eip) => (isMeant(eip) ? unbound(eip) : eip));
    this.#inventory = { ...this.#inventory, eips };
  }

  #verifyStatus(id: EipId, status: string, action: string): void {
    const eip = this.#inventory.eips.find((one) => one.id === id);
    if (eip?.status === status) return;
    throw new CloudError(action, 'UnsupportedOperation.AddressStatusNotPermit', `${id} is ${eip?.status}`);
  }

  #begin(method: string, ...parameters: readonly string[]): void {
    this.calls.push([method, ...parameters].join(' '));
    this.#verifyAllowed(method);
  }

  #verifyAllowed(method: string): void {
    const refusal = this.#refusals.get(method);
    if (refusal !== undefined) throw refusal;
  }

  #isRepeated(method: string, token: string): boolean {
    return this.#tokens.has(`${method} ${token}`);
  }

  #task(): CloudTask {
    const id = `task-${this.#tasks.size + 1}`;
    this.#tasks.set(id, 'SUCCESS');
    return { id };
  }

  #getEni(id: EniId, action: string): Eni {
    const eni = this.#inventory.enis.find((one) => one.id === id);
    if (eni === undefined) throw new CloudError(action, 'ResourceNotFound', `there is no ${id}`);
    return eni;
  }

  #getIp(ips: readonly PrivateIp[], address: Ipv4, action: string): PrivateIp {
    const ip = ips.find((one) => one.address === address);
    if (ip === undefined) throw new CloudError(action, 'ResourceNotFound', `${address} is not there`);
    return ip;
  }

  #setIps(id: EniId, ips: readonly PrivateIp[]): void {
    const enis = this.#inventory.enis.map((eni) => (eni.id === id ? { ...eni, ips } : eni));
    this.#inventory = { ...this.#inventory, enis };
  }
}
