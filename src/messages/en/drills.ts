import { typed } from '../program.js';

/** Failover drills: what is done, what it cost, and the pictures of it. `host` is an instance's id. */
export const drills = {
  stop: ({ host }: { host: string }) => `stop keepalived on ${host}, the active one`,
  freeze: ({ host }: { host: string }) => `freeze ${host}, the active one`,
  end: ({ host }: { host: string }) => `end the fault on ${host}`,
  reboot: ({ host }: { host: string }) => `reboot ${host}, the active one`,
  awaitReturn: ({ host }: { host: string }) => `wait for ${host} to come back`,
  awaitFailback: ({ host, seconds }: { host: string; seconds: number }) =>
    `wait for ${host} to come back after its ${seconds} s`,

  noTakeover: ({ host, time }: { host: string; time: string }) => `${host} did not take over within ${time}`,
  noTakeoverFor: ({ host, time, faults }: { host: string; time: string; faults: string }) =>
    `${host} did not take over within ${time}:\n    ${faults}`,
  unfit: ({ host, faults }: { host: string; faults: string }) =>
    `no failover was started: ${host} could not take over:\n    ${faults}`,
  get unfitHint() {
    return `repair that, then run ${typed('verify --failover')}`;
  },
  noReboot: ({ host }: { host: string }) => `${host} did not reboot`,
  noRebootHint: 'there: systemctl list-jobs shows what holds it up',
  notBack: ({ time, why }: { time: string; why: string }) => `it has not come back within ${time}: ${why}`,
  notBackHint: "look at its screen in the cloud's console (VNC), and start it there",
  notSettled: ({ time, problems }: { time: string; problems: string }) =>
    `after ${time} the pair has not settled:\n    ${problems}`,
  notActive: ({ host }: { host: string }) => `${host} is not active yet`,
  logHint: 'read /var/log/keepalived.log there: each decision is a line, with its reason',
  logsHint: 'read /var/log/keepalived.log on both hosts: each decision is a line there, with its reason',
  noPlace: ({ vip }: { vip: string }) => `no place can ping ${vip}: neither this machine nor the standby`,
  noPlaceHint:
    'let the security groups pass ICMP from here or between the nodes (and install iputils-ping), then run the same command again',
  /** Where probes are sent from. */
  place: {
    here: 'this machine',
    hosts: 'the two hosts (an upper bound: no third place reaches the VIP)',
  },

  round: {
    heading: ({ place }: { place: string }) => `Fail over, probed from ${place}`,
    numbered: ({ title, place }: { title: string; place: string }) => `Fail over, ${title}, probed from ${place}`,
    graceful: 'graceful failover',
    crash: 'crash failover',
    power: 'reboot',
    back: 'the way back',
    lost: ({ from, to, time }: { from: string; to: string; time: string }) =>
      `${from} → ${to}, ${time} without a reply`,
    kept: ({ from, to }: { from: string; to: string }) => `${from} → ${to}, no probe lost`,
    stopping: ({ task }: { task: string }) => `stopping after this drill, Ctrl-C again stops at once: ${task}`,
  },

  /** Kinds of drills, as tables name them. */
  kinds: { graceful: 'graceful', crash: 'crash', failback: 'failback', power: 'power' },

  table: {
    drill: 'drill',
    direction: 'from → to',
    outage: 'outage',
    detected: 'detected',
    accepted: 'API accepted',
    landed: 'landed',
    firstReply: 'first reply',
    none: 'none',
    noReplyLost: 'no reply lost',
    runs: 'runs',
    median: 'median',
    maximum: 'maximum',
  },

  picture: {
    client: 'client',
    fault: 'fault',
    askedBack: 'asked back',
    detected: 'detected',
    accepted: 'API accepted',
    landed: 'landed',
    firstReply: 'first reply',
    phases: {
      active: 'active, has the VIP',
      yielding: 'still serves',
      claiming: 'takes over',
      standby: 'standby',
      down: 'down',
      answered: 'the VIP answers',
      silent: 'no answer',
    },
  },
};
