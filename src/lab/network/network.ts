import { runChecked } from '../process.js';
import { type Port, type PortName, ports, services, subnetCidrs } from '../world.js';
import { addNamespace, namespaceOf, setSysctls, writeNamespaceFiles } from './namespaces.js';
import { renderPortRules, renderRules } from './rules.js';

/** Of the fabric's side of every port, as of the cloud's gateways: the same behind each of them. */
const gatewayMac = 'fe:ee:01:00:00:01';
const gateways = ['10.0.1.1', '10.0.2.1'];
/** The two hosts' ways to each other. */
const pair = [`${ports.a.ip} . ${ports.b.ip}`, `${ports.b.ip} . ${ports.a.ip}`];
const spares: readonly PortName[] = ['c', 'd'];
const allPorts: readonly Port[] = Object.values(ports).filter(({ name }) => !spares.includes(name));

/** The lab's network seen from this machine: made once, then cut and restored. Nothing of it is visible outside its namespaces. */
export class Network {
  readonly #lab: string;

  constructor(lab: string) {
    this.#lab = lab;
  }

  /** Makes the namespaces, a port for each place and the fabric between them. */
  async create(): Promise<void> {
    const vpc = namespaceOf(this.#lab, 'vpc');
    await Promise.all([vpc, ...allPorts.map((port) => namespaceOf(this.#lab, port.name))].map(addNamespace));
    await this.#createFabric(vpc);
    await Promise.all([
      ...allPorts.map((port) => this.#createPort(vpc, port)),
      runChecked(['ip', 'netns', 'exec', vpc, 'nft', '-f', '-'], { stdin: renderRules() }),
    ]);
    await Promise.all(
      (['op', 'client', 'out'] as const).map(async (name) => {
        await this.plugIn(name);
        await writeNamespaceFiles(namespaceOf(this.#lab, name));
      }),
    );
  }

  /** Makes the place of a host that the lab did not have at its start. */
  async addPort(name: PortName): Promise<void> {
    await addNamespace(namespaceOf(this.#lab, name));
    await this.#createPort(namespaceOf(this.#lab, 'vpc'), ports[name]);
  }

  /** Gives a place its address and its way out; a machine that boots does this itself. */
  async plugIn(name: PortName): Promise<void> {
    const { ip, prefix, gateway } = ports[name];
    const namespace = namespaceOf(this.#lab, name);
    const commands = [`addr add ${ip}/${prefix} dev eth0`, 'link set eth0 up', `route add default via ${gateway}`];
    await runChecked(['ip', '-n', namespace, '-batch', '-'], { stdin: `${commands.join('\n')}\n` });
  }

  /** Takes a machine's NIC down with all that was on it, as when its power goes. */
  async unplug(name: PortName): Promise<void> {
    const namespace = namespaceOf(this.#lab, name);
    const commands = ['link set eth0 down', 'addr flush dev eth0', 'addr flush dev lo', 'link set lo down'];
    await runChecked(['ip', '-n', namespace, '-batch', '-'], { stdin: `${commands.join('\n')}\n` });
  }

  /** Loses every packet from and to a place, in silence; its link stays up. */
  async cut(port: PortName): Promise<void> {
    await this.#nft(`add element ip fabric cut { ${port} }`, `add element netdev fabric cut { ${port} }`);
  }

  /** Loses every VRRP packet between the places, as a security group does that does not let it through. */
  async blockVrrp(): Promise<void> {
    await this.#nft('add element ip fabric blocked { 112 }');
  }

  /** Loses every packet for the API, from one place or from both hosts. */
  async blockApi(port?: PortName): Promise<void> {
    const from = port ? [port] : ['a', 'b'];
    await this.#nft(`add element ip fabric no_api { ${from.join(', ')} }`);
  }

  /** Loses every question for the name service, or has it refuse them or answer late, from one place or from both hosts. */
  async blockDns(how: 'lost' | 'refused' | 'slow', port?: PortName): Promise<void> {
    const from = port ? [port] : ['a', 'b'];
    const set = { lost: 'no_dns', refused: 'refused_dns', slow: 'slow_dns' }[how];
    await this.#nft(`add element ip fabric ${set} { ${from.join(', ')} }`);
  }

  /** Loses every ping between the two hosts. */
  async blockPings(): Promise<void> {
    await this.#nft(`add element ip fabric mute { ${pair.join(', ')} }`);
  }

  /** Loses every packet between the two hosts, as a security group does that lost its only rule. */
  async blockPair(): Promise<void> {
    await this.#nft(`add element ip fabric strangers { ${pair.join(', ')} }`);
  }

  /** Ends every fault of the network; or only the cut of one place. */
  async restore(port?: PortName): Promise<void> {
    if (port) {
      // Adding first makes the deletion safe where it was not cut.
      await this.cut(port);
      await this.#nft(`delete element ip fabric cut { ${port} }`, `delete element netdev fabric cut { ${port} }`);
      return;
    }
    const names = ['cut', 'no_api', 'blocked', 'no_dns', 'refused_dns', 'slow_dns', 'mute', 'strangers'];
    const sets = [...names.map((name) => `ip fabric ${name}`), 'netdev fabric cut'];
    await this.#nft(...sets.map((set) => `flush set ${set}`));
  }

  async #createFabric(vpc: string): Promise<void> {
    await setSysctls(vpc, {
      'ipv4/ip_forward': 1,
      'ipv4/icmp_ratelimit': 0,
      'ipv4/conf/all/send_redirects': 0,
      'ipv4/conf/default/send_redirects': 0,
      // Drops a source that its port does not own, as a VPC does.
      'ipv4/conf/all/rp_filter': 1,
      'ipv4/conf/default/rp_filter': 1,
    });
    const commands = [
      ...[...Object.values(services).flat(), ...gateways].map((address) => `addr add ${address}/32 dev lo`),
      // Where an address has no place, its packets go nowhere; without this route its ARP would go unanswered too.
      'link add name void type veth peer name void-end',
      'link set void arp off up',
      ...subnetCidrs.map((cidr) => `route add ${cidr} dev void`),
    ];
    await runChecked(['ip', '-n', vpc, '-batch', '-'], { stdin: `${commands.join('\n')}\n` });
  }

  async #createPort(vpc: string, port: Port): Promise<void> {
    const { name, ip, mac, gateway, prefix } = port;
    const inside = namespaceOf(this.#lab, name);
    const commands = [
      `link add name ${name} address ${gatewayMac} type veth peer name eth0 address ${mac} netns ${inside}`,
      ...(name === 'out' ? [`addr add ${gateway}/${prefix} dev ${name}`] : []),
      `link set dev ${name} up`,
      ...(name === 'out' ? [] : [`route add ${ip}/32 dev ${name}`]),
      `neigh replace ${ip} lladdr ${mac} nud permanent dev ${name}`,
    ];
    await runChecked(['ip', '-n', vpc, '-batch', '-'], { stdin: `${commands.join('\n')}\n` });
    await setSysctls(vpc, {
      [`ipv4/conf/${name}/proxy_arp`]: name === 'out' ? 0 : 1,
      [`ipv4/neigh/${name}/proxy_delay`]: 0,
    });
    await runChecked(['ip', 'netns', 'exec', vpc, 'nft', '-f', '-'], { stdin: renderPortRules(name) });
  }

  async #nft(...commands: readonly string[]): Promise<void> {
    await runChecked(['ip', 'netns', 'exec', namespaceOf(this.#lab, 'vpc'), 'nft', commands.join('; ')]);
  }
}
