/** What switchover, verify and policy say. `host` is an instance's id, `command` one to type. */
export const moves = {
  switchover: {
    exclusive: '--to, --hold and --release exclude one another',
    exclusiveHint: 'give one of them',
    nowhere: ({ vip }: { vip: string }) => `${vip} is on neither node, so there is nothing to move from`,
    nowhereHint: ({ command }: { command: string }) => `${command} says what is wrong`,
    already: ({ host }: { host: string }) => `${host} is active already: nothing to do.`,
    silent: ({ why }: { why: string }) => `the active host cannot be asked to hand over: ${why}`,
    silentHint:
      'where it is dead, its peer takes over without being told; else let SSH reach it and run the same command again',
    title: 'Switchover',
    task: 'make before break',
    handsOver: ({ host, vip }: { host: string; vip: string }) =>
      `${host} hands over and serves on until the cloud has moved ${vip}`,
    moved: ({ vip, host }: { vip: string; host: string }) => `${vip} is on ${host} now.`,
    held: ({ host, command }: { host: string; command: string }) =>
      `${host} is held: it stays out, over reboots too, until: ${command}`,
    comesBack: ({ host, seconds }: { host: string; seconds: number }) =>
      `Mode preferred: ${host} takes it back once it has been well for ${seconds} s (--stay keeps it here).`,
    staysAnyway: ({ host }: { host: string }) => `--stay changes nothing here: ${host} stays active by itself.`,
    unmeasured: 'not measured: no place reaches the VIP',
    seamless: ({ place }: { place: string }) => `no probe lost, probed from ${place}`,
    outage: ({ time, place }: { time: string; place: string }) => `${time} without a reply, probed from ${place}`,
    why: ({ who }: { who: string }) => `switchover by ${who}`,
    stuck: ({ there, here }: { there: string; here: string }) => `${there} did not take over; ${here} serves on`,
    stuckHint: 'read /var/log/keepalived.log there: each decision is a line, with its reason',
  },

  hold: {
    by: ({ who }: { who: string }) => `by ${who}`,
    replaced: ({ who }: { who: string }) => `replaced, by ${who}`,
  },

  verify: {
    forceAlone: '--force goes with --report',
    forceAloneHint: 'add --report FILE, or leave --force out',
    drillsAlone: '--power and --rounds go with --failover',
    drillsAloneHint: 'add --failover: it fails over for real',
    exists: ({ path }: { path: string }) => `${path} already exists, and the report would overwrite it`,
    existsHint: 'name another file with --report, or add --force to overwrite this one',
    failed: ({ cluster, count }: { cluster: string; count: number }) =>
      `${cluster} has ${count} ${count === 1 ? 'error' : 'errors'}`,
    failedBefore: ({ cluster, count }: { cluster: string; count: number }) =>
      `${cluster} has ${count} ${count === 1 ? 'error' : 'errors'}, so it was not failed over`,
    failedHint: 'each has a line above that says how to repair it',
    report: ({ path }: { path: string }) => `The report is in ${path}.`,
    node: ({ host, name, ip }: { host: string; name: string; ip: string }) => `${host} (${name} ${ip})`,
    active: ({ host, name, ip }: { host: string; name: string; ip: string }) => `${host} (${name} ${ip}, active)`,
    checks: ({ cluster, count, found }: { cluster: string; count: number; found: string }) =>
      `${cluster}: ${count} checks, ${found}.`,
    errors: ({ count }: { count: number }) => `${count} ${count === 1 ? 'error' : 'errors'}`,
    warnings: ({ count }: { count: number }) => `${count} ${count === 1 ? 'warning' : 'warnings'}`,
    unproven: ({ count }: { count: number }) => `${count} unproven`,
    well: 'all well',
  },

  /** Why the hooks moved the VIP, by their code. */
  causes: {
    'became-master': 'became MASTER',
    'dead-peer': 'the VIP was moved to the peer, which is dead',
    'idle-peer': 'the VIP was moved to the peer, which takes no part',
    'foreign-eni': 'the VIP is on an ENI that is not of this pair',
    'no-eni': 'the VIP is on no ENI',
  },

  policy: {
    noIds: ({ error }: { error: string }) => `The ids could not be looked up: ${error}`,
    noEni: ({ instance, region }: { instance: string; region: string }) =>
      `${instance} has no primary ENI in ${region}`,
    noEniHint: 'check region and nodes[].instance, or name nodes[].eni in the answers: then no API is asked',
    openEnis: ({ lines }: { lines: string }) =>
      `Lines ${lines} take in every ENI: put one line for each of the pair's two there.`,
    openEips: ({ lines }: { lines: string }) =>
      `Lines ${lines} take in every EIP: put the pair's there, or print the policy again once it is allocated.`,
    unbind: 'Should Cloud Access Management refuse to unbind the EIP all the same, let that statement take in eip/*.',
  },
};
