import { typed } from '../program.js';

/** What commands say on their way. `command` is one to type; `host` is an instance's id. */
export const commands = {
  left: {
    stopped: 'Stopped, as you asked. What stands now:',
    stands: 'What stands now:',
    made: ({ count, all }: { count: number; all: number }) => `${count} of ${all} changes made`,
    allMade: 'All changes were made; only the failover drills have not run yet.',
    notHalf: 'No change is half made, and what was replaced is kept in /var/lib/ha-setup/backups.',
    giveBack: ({ command }: { command: string }) => `To give it back: ${command}`,
    goOn: ({ command }: { command: string }) => `To go on from here: ${command}`,
    namedEipCosts: ({ name }: { name: string }) =>
      `The EIP named ${name} was allocated and is billed for as long as it exists.`,
    eipUnknown: ({ name }: { name: string }) =>
      `The API does not tell whether an EIP named ${name} was allocated. It would be billed: look in the console.`,
    eipCosts: ({ eip, ip }: { eip: string; ip: string }) =>
      `The EIP ${eip} (${ip}) was allocated and is billed for as long as it exists.`,
  },

  report: {
    up: ({ cluster, vip, host, ip }: { cluster: string; vip: string; host: string; ip: string }) =>
      `${cluster} is up: ${vip} is on ${host} (${ip}).`,
    upWithEip: (given: { cluster: string; vip: string; eip: string; host: string; ip: string }) =>
      `${given.cluster} is up: ${given.vip} (${given.eip}) is on ${given.host} (${given.ip}).`,
    drill: ({ kind, from, to }: { kind: string; from: string; to: string }) => `${kind}: ${from} → ${to}`,
    outages: ({ interval, place }: { interval: number; place: string }) =>
      `Outages, probed every ${interval} ms from ${place}:`,
    next: 'Next:',
    status: 'where the VIP is, and how both hosts are',
    verify: 'is everything as it should be?',
    switchover: 'move the VIP to the other host, on purpose',
    round: ({ round, rounds }: { round: number; rounds: number }) => `round ${round} of ${rounds}`,
  },

  unfit: {
    notAsked: 'it has not been asked',
    refused: ({ host, reasons }: { host: string; reasons: string }) =>
      `${host} is not fit to be active; nothing was changed:${reasons}`,
    forced: ({ host, reasons }: { host: string; reasons: string }) =>
      `warning: ${host} is not fit to be active, and --force goes on:${reasons}`,
    hint: 'repair that; --force goes on all the same, at the risk that nobody serves the VIP',
    heldHint: ({ command }: { command: string }) =>
      `let it in again (${command}); --force goes on all the same, at the risk that nobody serves the VIP`,
  },

  hold: {
    title: 'Hold',
    already: ({ host, why }: { host: string; why: string }) => `${host} is held already (${why}): nothing to do.`,
    silent: 'its hooks do not answer',
    handOver: ({ other }: { other: string }) => `hand over to ${other}, then stay out`,
    stayOut: 'stay out',
    gone: ({ other }: { other: string }) => `the VIP is with ${other}`,
    notTaken: ({ other }: { other: string }) => `${other} has not taken the VIP over`,
    held: ({ host }: { host: string }) => `${host} is held: it does not become active, over reboots too.`,
    heldServing: ({ host }: { host: string }) =>
      `${host} is held, and serves on only for as long as nobody else takes the VIP.`,
    risk: ({ other, command }: { other: string; command: string }) =>
      `While it is held, nothing takes over should ${other} fail. To end it: ${command}`,
    stuck: ({ host, other, vip }: { host: string; other: string; vip: string }) =>
      `${host} is held and serves on, because ${other} has not taken ${vip} over`,
    stuckHint: ({ other, command }: { other: string; command: string }) =>
      `read /var/log/keepalived.log on ${other}; ${command} ends the hold`,
    notHeld: ({ host }: { host: string }) => `${host} is not held: nothing to do.`,
    notReady: ({ host }: { host: string }) => `${host} is released, and still not ready to take over`,
    notReadyHint: '/etc/keepalived/vip.py check says why, there',
    released: ({ host, role }: { host: string; role: string }) =>
      `${host} is released: VRRP says ${role}, and it takes over where it has to.`,
    comesBack: ({ seconds }: { seconds: number }) =>
      `Mode preferred: it takes the VIP back once it has been well for ${seconds} s.`,
  },

  help: {
    unknown: ({ topic }: { topic: string }) => `the manual has no topic ${topic}`,
    near: ({ topic }: { topic: string }) =>
      `the nearest is: ${typed(`help ${topic}`)}; ${typed('help')} lists all topics`,
    get list() {
      return `${typed('help')} lists all topics`;
    },
    heading: 'The manual of ha-setup',
    get readOne() {
      return `Read one with \`${typed('help')} TOPIC\`.`;
    },
  },

  hostKey: {
    none: ({ path }: { path: string }) => `${path} holds no key`,
    hint: 'set HA_SETUP_HOST_SECRET_ID and HA_SETUP_HOST_SECRET_KEY and run ha-setup again',
  },

  replace: {
    heading: ({ former, heir, other }: { former: string; heir: string; other: string }) =>
      `${former} is replaced by ${heir}; ${other} stays.`,
    gone: ({ host }: { host: string }) => `${host} does not exist any more, so nothing is left on it.`,
    takeOut: ({ host }: { host: string }) => `Take out ${host}`,
    silent: ({ host, why }: { host: string; why: string }) =>
      `warning: ${host} does not answer (${why}), so what ha-setup installed there stays there.`,
    silentHint: 'Delete the instance, or take its CAM role away, before it starts again: it would claim the VIP.',
    handOver: 'Hand over',
    vipTo: ({ vip, host }: { vip: string; host: string }) => `${vip} to ${host}`,
    handedOver: 'handed over while it served',
    stuck: ({ vip, former, host }: { vip: string; former: string; host: string }) =>
      `${vip} is still with ${former}, and ${host} does not take it over`,
    stuckHint: 'read /var/log/keepalived.log there; run the same command again once it is active',
  },

  uninstall: {
    heading: ({ cluster, region }: { cluster: string; region: string }) =>
      `Cluster ${cluster} in ${region}: looking at what there is to take down`,
    nothing: ({ cluster }: { cluster: string }) =>
      `Nothing to take down: there is nothing of ${cluster} on the hosts that were reached.`,
    changes: ({ count }: { count: number }) => `${count} ${count === 1 ? 'change' : 'changes'} in all.`,
    silentVip: ({ vip }: { vip: string }) => `From then on nothing answers at ${vip}.`,
    stopped: 'Stopped half-way; the same command goes on where it was.',
    notGone: ({ host }: { host: string }) => `${host} is not gone: it answers`,
    notGoneHint: 'leave --gone out, and it is taken down like the other one',
    isGone: ({ host, why }: { host: string; why: string }) =>
      `${host} cannot be reached (${why}). Is it gone for good?`,
    unreached: ({ why }: { why: string }) => `it cannot be reached: ${why}`,
    unreachedHint: ({ host }: { host: string }) =>
      `let SSH reach it; or, where it will not come back, add --gone ${host}: what is on it stays there`,
    stranger: ({ found, expected }: { found: string; expected: string }) =>
      `the host belongs to the cluster ${found}, not to ${expected}`,
    strangerHint: ({ found }: { found: string }) =>
      `use the answers of ${found} to take that down; nothing was changed`,
    notOurs: ({ vip }: { vip: string }) =>
      `${vip} has a name of its own, so ha-setup did not make it and does not remove it`,
    notOursHint: 'leave --vip remove out, and take the address away in the console where nobody needs it',
    askVip: ({ vip }: { vip: string }) => `Give the VIP ${vip} back to the subnet, too? (it costs nothing to keep)`,
    askEip: ({ eip, ip }: { eip: string; ip: string }) =>
      `Release the EIP ${ip} (${eip}), too? The address is then lost for good; kept, it goes on to cost money.`,
    noTerminal: 'taking a pair down needs confirmation, and there is no terminal to ask on',
    noTerminalHint: ({ command }: { command: string }) =>
      `read the plan above, then run ${command}; the VIP and an EIP stay unless --vip remove or --eip release is given`,
    question: 'Take it down?',
    unchanged: 'nothing was changed',
    down: ({ cluster }: { cluster: string }) => `${cluster} is taken down.`,
    vipLeft: ({ vip, place }: { vip: string; place: string }) => `Left in the cloud: the VIP ${vip} on ${place}.`,
    eipLeft: ({ eip, ip }: { eip: string; ip: string }) =>
      `Left in the cloud: the EIP ${ip} (${eip}), which costs money while it exists.`,
    hostGone: ({ host }: { host: string }) => `${host} does not exist any more, and so nothing is left on it.`,
    hostLeft: ({ host }: { host: string }) => `Left on ${host}, which was not reached: keepalived and its hooks.`,
    hostLeftHint: 'Should it come back, it takes the VIP again: then run this command again, or delete the instance.',
  },
};
