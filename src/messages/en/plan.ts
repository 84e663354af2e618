/** What a run changes of a pair that is there already. */
export const plan = {
  /** In front of what is as it should be, of a change, and of one that costs money. */
  marks: { ok: 'ok', change: 'change', money: 'COSTS' },
  kept: ({ title, why }: { title: string; why: string }) => `${title}: ${why}`,
  moreLines: ({ count }: { count: number }) =>
    `… ${count === 1 ? '1 more line' : `${count} more lines`} (--verbose shows ${count === 1 ? 'it' : 'them'})`,
  secretFile: ({ mode }: { mode: string }) => `(a secret, ${mode}: not shown)`,

  /** What a plan comes to. */
  sum: {
    cloud: 'Cloud',
    files: 'Files',
    packages: 'Packages',
    service: 'Service',
    restarts: 'Restarts',
    noCloud: 'nothing changes, no new cost',
    free: ({ count }: { count: number }) => `${count === 1 ? 'one change' : `${count} changes`}, no new cost`,
    costs: ({ count }: { count: number }) =>
      `${count === 1 ? 'one change, which' : `${count} changes, one of which`} costs money: the EIP`,
    filesOn: ({ count, hosts }: { count: number; hosts: string }) =>
      `${count === 1 ? 'one file' : `${count} files`} on ${hosts}`,
    installed: ({ hosts }: { hosts: string }) => `installed on ${hosts}`,
    started: ({ hosts }: { hosts: string }) => `keepalived is started on ${hosts}`,
    reloaded: ({ hosts }: { hosts: string }) => `keepalived is reloaded on ${hosts}, without a restart`,
    noRestarts: 'nothing that runs there now',
  },

  revisions: 'settings of this pair',
  modeStable: 'mode: preferred → stable; whoever is active stays active',
  modePreferred: ({ preferred }: { preferred: string }) =>
    `mode: stable → preferred; ${preferred} takes the VIP back once it is well`,
  preferredChanges: ({ was, is }: { was: string; is: string }) => `preferred: ${was} → ${is}`,
  vipChanges: ({ was, is }: { was: string; is: string }) => `VIP: ${was} → ${is}; your clients need the new address`,
  eipLeft: ({ eip, vip }: { eip: string; vip: string }) =>
    `EIP: ${eip} → none; it stays bound to ${vip} and is billed, and no host watches it any more`,
  eipChanges: ({ was, is }: { was: string; is: string }) =>
    `EIP: ${was} → ${is}; ${was} stays where it is and is billed, and no host watches it any more`,
  checkLeft: ({ check }: { check: string }) =>
    `health check: ${check} → none; a host can be active whatever runs on it`,
  checkChanges: ({ was, is }: { was: string; is: string }) => `health check: ${was} → ${is}`,
  webhookLeft: 'webhook: no longer told of switches',
  webhookChanges: 'webhook: another address is told of switches',
  webhookFormatChanges: ({ was, is }: { was: string; is: string }) => `webhook: its format ${was} → ${is}`,
  commandLeft: ({ command }: { command: string }) => `notify.command: ${command} no longer runs after a switch`,
  commandChanges: ({ was, is }: { was: string; is: string }) => `notify.command: ${was} → ${is}`,
  metricsLeft: ({ folder }: { folder: string }) =>
    `metrics.textfile: none; no figures are written to ${folder} any more, and alerts on them go silent`,
  metricsChanges: ({ was, is }: { was: string; is: string }) => `metrics.textfile: ${was} → ${is}`,
  detectionChanges: ({ was, is }: { was: string; is: string }) => `detection: ${was} → ${is}`,
  languageChanges: ({ was, is }: { was: string; is: string }) =>
    `language of log and README on the hosts: ${was} → ${is}`,
  credentialsChange: ({ was, is }: { was: string; is: string }) => `hostCredentials: ${was} → ${is}`,
};
