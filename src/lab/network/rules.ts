import { ports, services, vpcCidr } from '../world.js';
import { troublePorts } from './resolver.js';

const outPort = ports.out.name;
const [resolver] = services.resolvers;

/**
 * The fabric's packet rules for `nft -f`. Faults are elements of the sets: an empty set is a healthy network.
 * What does not reach its place is lost without a word, as in a cloud.
 */
export function renderRules(): string {
  return `
table ip fabric {
  map publics { type ipv4_addr : ipv4_addr; }
  map privates { type ipv4_addr : ipv4_addr; }
  set cut { type ifname; }
  set no_api { type ifname; }
  set blocked { type inet_proto; }
  set no_dns { type ifname; }
  set refused_dns { type ifname; }
  set slow_dns { type ifname; }
  set mute { type ipv4_addr . ipv4_addr; }
  set strangers { type ipv4_addr . ipv4_addr; }

  chain from_ports {
    type filter hook prerouting priority -310;
    iifname @no_api ip daddr ${services.api} drop
    iifname @no_dns udp dport 53 drop
    iifname @no_dns tcp dport 53 drop
  }
  chain to_ports {
    type filter hook postrouting priority 300;
    oifname @cut drop
    oifname "${outPort}" ip saddr ${vpcCidr} drop
  }
  chain forward {
    type filter hook forward priority 0;
    ip protocol @blocked drop
    ip saddr . ip daddr @strangers drop
    ip protocol icmp ip saddr . ip daddr @mute drop
    iifname "${outPort}" ct status dnat accept
    iifname "${outPort}" ct state established,related accept
    iifname "${outPort}" drop
  }
  chain silence {
    type filter hook output priority 0;
    icmp type { destination-unreachable, redirect, time-exceeded } drop
  }
  chain to_private {
    type nat hook prerouting priority dstnat;
    iifname @refused_dns udp dport 53 dnat to ${resolver}:${troublePorts.refused}
    iifname @slow_dns udp dport 53 dnat to ${resolver}:${troublePorts.slow}
    dnat to ip daddr map @privates
  }
  chain to_public {
    type nat hook postrouting priority srcnat;
    oifname "${outPort}" snat to ip saddr map @publics
  }
}
`;
}

/**
 * The rules of one port for `nft -f`, once the port is there: where it is cut, nothing of its machine comes in, neither to
 * the network nor to whoever listens for ARP packets.
 */
export function renderPortRules(port: string): string {
  return `
table netdev fabric {
  set cut { type ifname; }
  chain ${port} {
    type filter hook ingress device "${port}" priority 0;
    iifname @cut drop
  }
}
`;
}
