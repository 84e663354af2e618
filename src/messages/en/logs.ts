/** What the logs of a pair tell. `host` is an instance, `from` and `to` are an instance or an ENI. */
export const logs = {
  switches: ({ cluster, count, outage }: { cluster: string; count: number; outage: string }) =>
    `${cluster}: ${count === 1 ? '1 switch' : `${count} switches`}, ${outage}`,
  switchesSince: (told: { cluster: string; count: number; since: string; outage: string }) =>
    `${told.cluster}: ${told.count === 1 ? '1 switch' : `${told.count} switches`} since ${told.since}, ${told.outage}`,
  none: ({ cluster }: { cluster: string }) => `${cluster}: no switch in any log that is left`,
  noneSince: ({ cluster, since }: { cluster: string; since: string }) => `${cluster}: no switch since ${since}`,
  noOutage: 'no outage',
  outageInAll: ({ time }: { time: string }) => `nobody served for ${time} in all`,
  unread: ({ host, why }: { host: string; why: string }) => `${host} was not read, and what it saw is missing: ${why}`,
  clockAhead: ({ host, time }: { host: string; time: string }) =>
    `the clock of ${host} is ${time} ahead of this machine's; times below are this machine's`,
  clockBehind: ({ host, time }: { host: string; time: string }) =>
    `the clock of ${host} is ${time} behind this machine's; times below are this machine's`,
  noSwitch: ({ at }: { at: string }) => `${at}  no switch`,
  moved: ({ at, from, to }: { at: string; from: string; to: string }) => `${at}  ${from} → ${to}, outage not known`,
  movedSeamless: ({ at, from, to }: { at: string; from: string; to: string }) => `${at}  ${from} → ${to}, no outage`,
  movedAfter: ({ at, from, to, time }: { at: string; from: string; to: string; time: string }) =>
    `${at}  ${from} → ${to}, outage ${time}`,
  because: ({ cause }: { cause: string }) => `cause: ${cause}`,
  noEni: 'no ENI',
  reading: 'Reading the logs of both hosts',
  future: '--since names a time that is still to come',
  futureHint: 'times are of UTC; for example: --since 2h',
  nobodyRead: 'neither host could be read',
  nobodyReadHint: 'the lines above say why; let SSH reach one of them and run the same command again',

  cause: {
    stopped: ({ host }: { host: string }) => `keepalived was stopped on ${host}`,
    died: ({ host }: { host: string }) => `keepalived ended on ${host} without being stopped (killed, or crashed)`,
    held: ({ host, why }: { host: string; why: string }) => `${host} was held ${why}`,
    unhealthy: ({ host, why }: { host: string; why: string }) => `${host} failed its health check ${why}`,
    isolated: ({ host, why }: { host: string; why: string }) =>
      `${host} was cut off from the API, its gateway and its peer ${why}`,
    stranger: ({ host, why }: { host: string; why: string }) => `${host} is not the machine that its files name ${why}`,
    keptOut: ({ host, reason, why }: { host: string; reason: string; why: string }) =>
      `${host} was kept out: ${reason} ${why}`,
    restarted: ({ host }: { host: string }) => `${host} went down and was started again`,
    silent: ({ host }: { host: string }) => `${host} fell silent: no power, no network, or VRRP was blocked`,
    failback: ({ host }: { host: string }) => `${host} is the preferred node and was well again`,
    foreignEni: ({ host }: { host: string }) =>
      `somebody had moved the VIP to an ENI that is not of this pair; ${host} fetched it back`,
    noEni: ({ host }: { host: string }) => `somebody had taken the VIP off every ENI; ${host} had it assigned again`,
    deadPeer: ({ host }: { host: string }) => `somebody had moved the VIP to ${host}, which was dead`,
    idlePeer: ({ host }: { host: string }) => `somebody had moved the VIP to ${host}, where keepalived did not run`,
    somebodyElse: 'somebody moved it in the cloud (console, API, another program)',
    unrecorded: ({ host }: { host: string }) => `not recorded: ${host} lost the role and its log does not say why`,
  },

  event: {
    started: ({ up, role }: { up: string; role: string }) =>
      `vip.py started; the host had been up for ${up}, VRRP role ${role}`,
    role: ({ from, to }: { from: string; to: string }) => `VRRP role ${from} → ${to}`,
    roleUnheard: ({ from, to }: { from: string; to: string }) =>
      `VRRP role ${from} → ${to}: no advert of the peer arrives`,
    nicOn: 'VIP put on the NIC',
    nicOff: 'VIP taken off the NIC',
    owner: ({ from, to }: { from: string; to: string }) => `cloud's record: ${from} → ${to}`,
    unfit: ({ reason, why }: { reason: string; why: string }) => `may not be active: ${reason} ${why}`,
    fit: ({ reason }: { reason: string }) => `no longer kept out: ${reason}`,
    apiLost: ({ why }: { why: string }) => `the API does not answer: ${why}`,
    /** Where no word came, not even a refusal. */
    noAnswer: 'no answer',
    apiBack: 'the API answers again',
    becameMaster: 'became MASTER, and needs the VIP',
    sawItAway: ({ code }: { code: string }) => `sees that the VIP is away (${code})`,
    accepted: ({ from }: { from: string }) => `the move from ${from} is asked for`,
    landed: ({ from }: { from: string }) => `the VIP landed here from ${from}`,
    landedLate: ({ from, time }: { from: string; time: string }) =>
      `the VIP landed here from ${from}; nobody served for ${time}`,
    moved: ({ from, to }: { from: string; to: string }) => `the VIP went from ${from} to ${to}, not by this pair`,
  },

  owners: { self: 'this host', peer: 'the peer', other: 'another ENI', none: 'no ENI', unknown: 'not known' },
};
