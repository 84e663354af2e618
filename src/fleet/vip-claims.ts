import type { Ipv4 } from '../cluster/ids.js';
import { vipAddress } from '../cluster/spec.js';
import type { Prepared } from '../commands/prepare.js';
import { PreflightError } from '../errors.js';
import { findFree } from '../mechanism/free-address.js';
import { say } from '../messages/say.js';
import type { GoodMember } from './members.js';

/** No two pairs of one subnet have one VIP: each that is prepared claims its own, and `vip: auto` steps aside. */
export class VipClaims {
  readonly #members: readonly GoodMember[];
  /** By subnet and address: whose it is. */
  readonly #claims = new Map<string, GoodMember>();

  constructor(members: readonly GoodMember[]) {
    this.#members = members;
  }

  /**
   * Prepares a pair until its VIP is its own.
   * @param prepare with the VIP that was chosen, where the answers leave the choice and the first one is another pair's
   * @throws PreflightError where the answers name an address that another of the pairs has
   */
  async settle<P extends Prepared>(member: GoodMember, prepare: (vip?: Ipv4) => Promise<P>): Promise<P> {
    let prepared = await prepare();
    for (;;) {
      const other = this.#claim(prepared, member);
      if (other === undefined) return prepared;
      const vip = await this.#chooseAnother(prepared, member, other).finally(() => prepared.close());
      prepared = await prepare(vip);
    }
  }

  /** Whose address it is already; undefined where it is this pair's from now on. */
  #claim({ live }: Prepared, member: GoodMember): GoodMember | undefined {
    const { subnet, vip, vipRecord, haVip } = live.view().topology;
    const key = keyOf(subnet.id, vip);
    const other = this.#claims.get(key);
    if (other !== undefined && other !== member) return other;
    // What another file asks for by name is left to it, before it is known in which subnet that is.
    const named = this.#members.find((one) => one !== member && vipAddress(one.spec) === vip);
    if (member.spec.vip === 'auto' && vipRecord === undefined && haVip === undefined && named !== undefined)
      return named;
    this.#claims.set(key, member);
    return undefined;
  }

  async #chooseAnother({ live }: Prepared, { spec, path }: GoodMember, other: GoodMember): Promise<Ipv4> {
    const { subnet, vip } = live.view().topology;
    const { claims } = say.fleet;
    if (spec.vip !== 'auto') {
      throw new PreflightError(claims.vip({ vip, subnet: subnet.id, other: other.path }), {
        where: path,
        hint: claims.vipHint,
      });
    }
    const claimed = [...this.#claims.keys()].flatMap((key) => ofSubnet(key, subnet.id));
    const named = this.#members.flatMap((one) => vipAddress(one.spec) ?? []);
    const used = await live.ports.cloud.usedAddresses(subnet.vpcId, subnet.id);
    const free = findFree(subnet, [...used, ...[...claimed, ...named].map((address) => ({ address }))]);
    if (free !== undefined) return free;
    throw new PreflightError(claims.subnetFull({ subnet: subnet.id }), {
      where: path,
      hint: claims.subnetFullHint,
    });
  }
}

const keyOf = (subnet: string, vip: Ipv4) => `${subnet} ${vip}`;

function ofSubnet(key: string, subnet: string): readonly Ipv4[] {
  return key.startsWith(`${subnet} `) ? [key.slice(subnet.length + 1) as Ipv4] : [];
}
