/** The likeliest cause of what verify found. `where` is an instance, an ENI or an EIP; `said` is the finding's own message. */
export const doctor = {
  likeliest: ({ cause }: { cause: string }) => `likeliest cause: ${cause}`,
  explains: ({ count, total, ids }: { count: number; total: number; ids: string }) =>
    `it explains ${count} of ${total} findings: ${ids}`,
  others: ({ ids }: { ids: string }) => `not explained by it: ${ids}`,
  onHost: ({ host, line }: { host: string; line: string }) => `on ${host}: ${line}`,
  well: ({ cluster }: { cluster: string }) => `${cluster}: nothing is wrong`,
  afterwards: ({ command }: { command: string }) => `then: ${command}`,
  notWell: ({ cluster }: { cluster: string }) => `${cluster} is not as it must be`,
  notWellHint: 'the lines above name the likeliest cause and the command for it',

  cause: {
    operatorClock: "this machine's clock is more than 300 s off, so the API refuses what it signs",
    operatorKey: ({ said }: { said: string }) => `the API key of this machine is not accepted (${said})`,
    operatorOffline: ({ said }: { said: string }) => `this machine does not reach the API (${said})`,
    apiRefuses: ({ said }: { said: string }) => `the API refuses what is asked from here (${said})`,
    runUnderWay: 'a run is changing the pair at this moment',
    drillLeft: ({ where }: { where: string }) =>
      `a failover drill left ${where} stopped or frozen; its own timer ends that within 3 minutes`,
    instanceOff: ({ where }: { where: string }) => `the instance ${where} does not run`,
    hostKeyChanged: ({ where }: { where: string }) =>
      `${where} shows another SSH host key than the one that is known; if it was not reinstalled, do not go on`,
    hostUnreached: ({ where }: { where: string }) =>
      `SSH does not reach ${where}: it is down or cut off, or only SSH is`,
    diskFull: ({ where }: { where: string }) => `a disk of ${where} is full`,
    noRole: ({ where }: { where: string }) =>
      `${where} has no CAM role, so its hooks cannot call the API (ROLE below is the role with the policy of the hosts)`,
    clockOff: ({ where }: { where: string }) => `the clock of ${where} is off`,
    noPermission: ({ where }: { where: string }) =>
      `the role (or key) that ${where} calls the API with lacks a permission; the command prints what it must have`,
    hostOffline: ({ where }: { where: string }) =>
      `${where} does not reach the API: no public IP, NAT gateway or internal name, or no DNS; the command tries it`,
    hostCredentials: ({ where }: { where: string }) =>
      `the API does not accept the credentials of ${where}: its role or key was deleted, replaced or has ended`,
    vrrpBlocked: ({ where }: { where: string }) => `the security groups of ${where} do not let VRRP through`,
    configRefused: ({ where }: { where: string }) => `the keepalived.conf of ${where} was edited and is not valid`,
    keepalivedMasked: ({ where }: { where: string }) => `keepalived is masked on ${where}`,
    hooksStopped: ({ where }: { where: string }) => `vip.py (ha-setup-vip.service) does not run on ${where}`,
    hooksFrozen: ({ where }: { where: string }) => `vip.py runs on ${where} and gives no sign of life`,
    keepalivedStopped: ({ where }: { where: string }) => `keepalived does not run on ${where}`,
    healthCommand: ({ said }: { said: string }) => `the command of the health check is not run: ${said}`,
    unhealthyEverywhere: 'the health check fails on both hosts, so nobody may be active',
    unhealthy: ({ where }: { where: string }) => `the health check fails on ${where}`,
    isolated: ({ where }: { where: string }) => `${where} reaches neither the API nor its gateway nor its peer`,
    stranger: ({ where }: { where: string }) =>
      `${where} is not the machine that its files name: a copy of a disk, or a lost address`,
    vipTaken: ({ said }: { said: string }) =>
      `somebody took the VIP off the pair (${said}); CloudAudit in the console says who`,
    vipMovedToPeer: ({ where }: { where: string }) =>
      `somebody moved the VIP away from ${where} while it was active, and it gave way`,
    eipAway: ({ said }: { said: string }) => `somebody took the EIP off the VIP (${said})`,
    filesChanged: ({ where }: { where: string }) =>
      `files on ${where} were changed by hand; the command rewrites them and keeps a backup`,
    notRestarted: ({ where }: { where: string }) =>
      `something on ${where} runs with older files, or does not start at boot`,
    vipOnWrongNic: ({ where }: { where: string }) => `the VIP was put on, or taken off, the NIC of ${where} by hand`,
    rolesDisagree: ({ where }: { where: string }) =>
      `VRRP and the cloud do not agree on who is active (${where}); the log says what happened`,
    held: ({ where }: { where: string }) => `${where} is held for maintenance, so nothing takes over`,
    other: ({ said, where }: { said: string; where: string }) =>
      `no common cause is known; the first of it: ${where}: ${said}`,
  },
};
