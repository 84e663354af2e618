import { typed } from '../program.js';

/** What checks say of hosts and cloud. `command` is one to type. */
export const checks = {
  /** A command to type on the host that a finding is about. */
  there: ({ command }: { command: string }) => `there: ${command}`,
  writes: ({ command }: { command: string }) => `${command} writes it`,
  seeLog: 'there, /var/log/keepalived.log has each decision with its reason',

  clock: {
    unknown: "the API's clock is not known",
    right: ({ seconds }: { seconds: number }) => `its clock is within ${seconds} s of the API's`,
    ahead: ({ seconds }: { seconds: number }) => `its clock is ${seconds} s ahead of the API's`,
    behind: ({ seconds }: { seconds: number }) => `its clock is ${seconds} s behind the API's`,
    refused: ({ off, limit }: { off: string; limit: number }) =>
      `${off}, which refuses signatures that are more than ${limit} s off`,
    odd: ({ off, limit }: { off: string; limit: number }) => `${off}; at ${limit} s the API refuses its signatures`,
    hint: 'there: timedatectl set-ntp true, or chronyc makestep',
  },

  disk: {
    room: 'there is room for state, log and records',
    scarce: ({ path, mebibytes }: { path: string; mebibytes: number }) => `${path} has only ${mebibytes} MiB left`,
  },

  eip: {
    arrears: ({ ip }: { ip: string }) => `the EIP ${ip} is isolated because payment is overdue`,
    arrearsHint: 'top up the account, or name another EIP in the answers, or set eip to allocate',
    blocked: ({ ip }: { ip: string }) => `the vendor has blocked the EIP ${ip}, after an attack for one`,
    blockedHint: 'have it unblocked in the console, or name another EIP in the answers, or set eip to allocate',
    cascade: ({ ip }: { ip: string }) =>
      `the EIP ${ip} is released for good as soon as it is unbound, which a failover may have to do`,
    leaving: ({ ip }: { ip: string }) => `the EIP ${ip} is being released`,
    another: 'name another EIP in the answers, or set eip to allocate',
    unknownAccount: 'whether both instances can have an EIP could not be seen: that depends on the kind of the account',
    get unknownAccountHint() {
      return `grant DescribeNetworkAccountType (${typed('policy --operator')} prints all that is needed)`;
    },
    legacy: ({ charge }: { charge: string }) =>
      `pays for its public bandwidth by ${charge}, and with an account of this kind (LEGACY) such an instance takes no EIP`,
    legacyHint: 'let it pay by traffic (TRAFFIC_POSTPAID_BY_HOUR) in the console, or set eip to none',
  },

  guard: {
    noTool: 'the host has neither nft nor iptables: only the security groups keep strangers from steering VRRP',
    noToolHint: ({ unit }: { unit: string }) => `install nftables there, then: systemctl reload ${unit}`,
    off: 'VRRP from strangers is not dropped: any host that the security groups let in can steer the pair',
    offHint: ({ command }: { command: string }) => `${command} puts it in place`,
    on: ({ peer }: { peer: string }) => `VRRP is let in from ${peer} alone`,
    other: ({ peers, peer }: { peers: string; peer: string }) =>
      `VRRP is let in from ${peers}, and the peer is ${peer}`,
  },

  healthCommand: {
    missing: ({ command }: { command: string }) => `the command of the health check does not exist there: ${command}`,
    missingHint: 'put the command there on both hosts, or correct healthCheck in the answers',
    fine: ({ command }: { command: string }) => `root alone can change ${command}`,
    open: ({ path, command }: { path: string; command: string }) =>
      `${path} can be changed by others than root, and the health check would run ${command} as root`,
    openHint: ({ path }: { path: string }) => `there: chown root ${path} && chmod go-w ${path}`,
  },

  past: {
    unproven: 'it has not been failed over since it was set up as it is now',
    unprovenHint: ({ command }: { command: string }) => `${command} fails it over and times it`,
    proven: ({ date }: { date: string }) => `it passed its failover drills on ${date}`,
    running: ({ who }: { who: string }) => `a run is changing the pair now: ${who}`,
    runningHint: 'run the same command again when it has ended',
    noSwitch: 'its log has no switch to this host',
    noEni: 'no ENI',
    smooth: ({ at, from, seconds }: { at: string; from: string; seconds: number }) =>
      `${at} from ${from} in ${seconds} s, no outage`,
    rough: ({ at, from, seconds, outage }: { at: string; from: string; seconds: number; outage: number }) =>
      `${at} from ${from} in ${seconds} s, outage ${outage} s`,
    unmeasured: ({ at, from, seconds }: { at: string; from: string; seconds: number }) =>
      `${at} from ${from}, announced after ${seconds} s, outage not known`,
    switches: ({ list }: { list: string }) => `last switches to this host: ${list}`,
  },

  identity: {
    fine: ({ eni }: { eni: string }) => `it has ${eni}'s hardware address`,
    other: ({ eni, mac, found }: { eni: string; mac: string; found: string }) =>
      `the host behind its address is another one: no interface there has ${eni}'s hardware address ${mac} (it has ${found})`,
    otherHint:
      'check nodes[].ssh.host in the answers, or, for a secondary ENI, whether its interface is up on the host',
    taken: ({ cluster }: { cluster: string }) => `the host already belongs to the cluster ${cluster}`,
    takenHint: ({ cluster }: { cluster: string }) =>
      `use cluster: ${cluster} in the answers, or other instances: one host is in one pair`,
    wrong: ({ found, expected }: { found: string; expected: string }) =>
      `the host belongs to the cluster ${found}, not to ${expected}`,
    wrongHint: 'name the right answers file with --answers FILE',
    unknown: 'ha-setup has not set this host up, or its record is gone',
  },

  mtu: {
    differs: (given: { name: string; mtu: number; otherName: string; host: string; otherMtu: number }) =>
      `the MTU of ${given.name} is ${given.mtu} there and that of ${given.otherName} on ${given.host} is ${given.otherMtu}: connections to the VIP may stall after a failover`,
    hint: ({ mtu }: { mtu: number }) =>
      `set one MTU on both hosts: ip link set dev NAME mtu ${mtu}, and in their network settings`,
  },

  networkFiles: {
    found: ({ file, vip }: { file: string; vip: string }) => `${file} configures the VIP ${vip} on the host itself`,
    hint: 'take it out there (and off the NIC, if it is on it): the hooks put the VIP on the NIC of the active host alone',
  },

  packages: {
    inUse: ({ manager, packages }: { manager: string; packages: string }) =>
      `${manager} is in use there, so it is not known yet whether ${packages} can be had`,
    inUseHint: 'the installation waits until it is free',
    impossible: ({ manager, packages, said }: { manager: string; packages: string; said: string }) =>
      `${manager} cannot install ${packages} there:\n      ${said}`,
    impossibleHint: ({ command }: { command: string }) =>
      `repair its package sources (${command} must end without an error)`,
    old: ({ version, oldest }: { version: string; oldest: string }) =>
      `its package sources have keepalived ${version}, older than ${oldest}`,
    oldHint: 'add a source with a newer one, or use a newer image',
    skipped: ({ manager, sources }: { manager: string; sources: string }) =>
      `${manager} cannot read ${sources} there, and goes on without it`,
    skippedHint: 'repair or remove that package source',
    status: ({ code }: { code: number }) => `exit status ${code}`,
  },

  securityGroups: {
    /** The two lists of rules of a group, as the console calls them. */
    lists: { ingress: 'ingress', egress: 'egress' },
    fine: 'VRRP passes between the hosts both ways',
    none: 'neither the ENI nor its instance names a security group, so nothing tells whether VRRP passes',
    noneHint: 'look at the security groups of both in the console',
    addHint: ({ groups, direction, peer }: { groups: string; direction: string; peer: string }) =>
      `add a rule to ${groups}: ${direction}, protocol ALL, port ALL, ${peer}/32, ACCEPT, above any rule that drops it`,
    hidden: {
      ingress: ({ group, peer }: { group: string; peer: string }) =>
        `${group} lets VRRP from the peer ${peer} through, but only below a rule that drops it`,
      egress: ({ group, peer }: { group: string; peer: string }) =>
        `${group} lets VRRP to the peer ${peer} through, but only below a rule that drops it`,
    },
    hiddenHint: ({ group, direction }: { group: string; direction: string }) =>
      `move that rule of ${group} to the top of its ${direction} list in the console`,
    dropped: {
      ingress: ({ peer }: { peer: string }) => `its security groups do not let VRRP from the peer ${peer} through`,
      egress: ({ peer }: { peer: string }) => `its security groups do not let VRRP to the peer ${peer} through`,
    },
    unknown: {
      ingress: ({ peer }: { peer: string }) =>
        `whether its security groups let VRRP from ${peer} through depends on a template that was not looked up`,
      egress: ({ peer }: { peer: string }) =>
        `whether its security groups let VRRP to ${peer} through depends on a template that was not looked up`,
    },
  },

  system: {
    noSystemd: ({ name }: { name: string }) => `${name} runs without systemd`,
    noSystemdHint: 'use an image with systemd, such as Debian 12',
    strange: ({ name, id, manager }: { name: string; id: string; manager: string }) =>
      `${name} (${id}) is not a distribution that ha-setup can set up: its package manager is ${manager}`,
    bare: ({ name, id }: { name: string; id: string }) =>
      `${name} (${id}) is not a distribution that ha-setup can set up: it has no package manager`,
    strangeHint: ({ names }: { names: string }) => `use one of these on both instances: ${names}`,
    untried: ({ name, id, manager }: { name: string; id: string; manager: string }) =>
      `${name} (${id}) is known, but nobody has run ha-setup on it yet; it is set up with ${manager}`,
    untriedHint: 'look at the plan before you agree to it, and try it on machines that nothing depends on',
    alike: ({ name, id, like, manager }: { name: string; id: string; like: string; manager: string }) =>
      `${name} (${id}) is not one of the distributions that ha-setup knows; it is set up like ${like}, with ${manager}`,
    alikeHint: 'look at the plan before you agree to it',
    refusedSystemd: ({ name, id }: { name: string; id: string }) =>
      `${name} (${id}) cannot be set up: it has no systemd`,
    refusedOld: ({ name, id, oldest }: { name: string; id: string; oldest: string }) =>
      `${name} (${id}) cannot be set up: its own packages lack systemd, keepalived ${oldest} or Python 3.6`,
    refusedHint: ({ version }: { version: string }) => `use version ${version} or later, or another image`,
  },

  versions: {
    missing: ({ packages }: { packages: string }) => `${packages} is not installed`,
    missingHint: ({ command }: { command: string }) => `${command} installs it`,
    stray: ({ version, path }: { version: string; path: string }) =>
      `the keepalived ${version} at ${path} did not come with a package, so it has its own places for its files`,
    strayHint: ({ manager }: { manager: string }) => `remove it there; ${manager} will bring one`,
    strayBareHint: 'remove it there; the package manager will bring one',
    old: ({ version, oldest }: { version: string; oldest: string }) => `keepalived ${version} is older than ${oldest}`,
    held: ({ version, oldest }: { version: string; oldest: string }) =>
      `keepalived ${version} is older than ${oldest}, and it is held at that version`,
    oldHint: ({ command }: { command: string }) => `there: ${command}, or use a newer image`,
    oldBareHint: 'upgrade the package there, or use a newer image',
    differ: ({ version, other, host }: { version: string; other: string; host: string }) =>
      `keepalived is ${version} there and ${other} on ${host}`,
    differHint: 'upgrade the older one from its distribution, one host at a time',
  },

  /** Completes "this host is not fit to be active:". */
  unfit: {
    unreached: ({ why }: { why: string }) => `it cannot be reached: ${why}`,
    silent: 'its hooks do not answer',
    held: ({ why }: { why: string }) => `it is held: ${why}`,
    keptOut: ({ fault, why }: { fault: string; why: string }) => `${fault}: ${why}`,
    fault: 'VRRP is in FAULT there',
    stopped: 'keepalived does not run there',
    ownerUnread: "it cannot read the VIP's owner from the API",
    apiFailed: ({ why }: { why: string }) => `with the credentials of its hooks: ${why}`,
    mayNotMigrate: 'its credentials lack the permission for MigratePrivateIpAddress on both ENIs',
    noRoom: ({ eni }: { eni: string }) => `its ENI ${eni} has no room for the VIP`,
  },
};
