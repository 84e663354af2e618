/** Making the changes of a plan. */
export const run = {
  again: 'look at it in the console, then run the same command again: it goes on where it stopped',
  bothHosts: 'both hosts',
  on: ({ title, host }: { title: string; host: string }) => `${title} on ${host}`,
  changes: ({ count }: { count: number }) => `${count} changes`,
  reconnecting: 'the connection was lost: logging in again, to see what is left to do',
  stopping: ({ task }: { task: string }) => `stopping after this change, Ctrl-C again stops at once: ${task}`,
  stopped: 'stopped by Ctrl-C',
  busy: ({ code }: { code: string }) => `busy with another change (${code}): trying again for up to a minute`,

  unseen: ({ what }: { what: string }) => `the cloud took the call, but 60 s later ${what} still does not show`,
  /** What is waited for. */
  subjects: {
    vip: ({ vip, eni }: { vip: string; eni: string }) => `${vip} on ${eni}`,
    vipName: ({ vip }: { vip: string }) => `the name of ${vip}`,
    eipName: ({ name }: { name: string }) => `an EIP named ${name}`,
    eipFree: ({ eip }: { eip: string }) => `${eip} free to be bound`,
    eip: ({ eip, vip }: { eip: string; vip: string }) => `${eip} on ${vip}`,
    haVip: ({ vip }: { vip: string }) => `a HAVIP at ${vip}`,
    haVipWith: ({ haVip, instances }: { haVip: string; instances: string }) => `${haVip} with ${instances}`,
    haVipWithout: ({ haVip, what }: { haVip: string; what: string }) => `${haVip} without ${what}`,
    haVipGone: ({ haVip }: { haVip: string }) => `the end of ${haVip}`,
    rule: ({ peer, group }: { peer: string; group: string }) => `the rule for ${peer} in ${group}`,
  },
  taskEndless: ({ task }: { task: string }) => `the cloud's task ${task} has not ended after 60 s`,
  taskFailed: ({ task }: { task: string }) => `the cloud's task ${task} failed`,
  vipStays: ({ vip, eni }: { vip: string; eni: string }) =>
    `the cloud took the call, but 60 s later ${vip} is still on ${eni}`,
  eipStaysBound: ({ eip }: { eip: string }) => `the cloud took the call, but 60 s later ${eip} is still bound`,
  eipStaysChanging: ({ eip }: { eip: string }) =>
    `the cloud took the call, but 60 s later ${eip} is still on its way to be unbound`,
  eipStays: ({ eip }: { eip: string }) => `the cloud took the call, but 60 s later ${eip} still exists`,

  failed: ({ what, output }: { what: string; output: string }) => `${what} failed:\n    ${output}`,
  failedHint: ({ unit }: { unit: string }) =>
    `repair it on the host (journalctl -u ${unit} tells more), then run the same command again: it goes on where it stopped`,
  checkOf: ({ command, path }: { command: string; path: string }) =>
    `${command} (on the new ${path}, which was not put in place)`,
  firewallBy: ({ tool }: { tool: string }) => `letting VRRP in by ${tool}`,
  packages: {
    inUse: ({ manager }: { manager: string }) => `${manager} is in use`,
    inUseBy: ({ manager, process }: { manager: string; process: string }) =>
      `${manager} is in use by process ${process}`,
    waiting: ({ lock }: { lock: string }) => `waiting: ${lock}`,
    waited: ({ minutes, lock }: { minutes: number; lock: string }) => `waited ${minutes} minutes: ${lock}`,
  },
  holdFailed: ({ said }: { said: string }) => `the hold could not be changed: ${said}`,
  waitingForRun: ({ who }: { who: string }) =>
    `another run is changing this pair: ${who}. Waiting a few seconds for its end`,
  locked: ({ who }: { who: string }) => `another run is changing this pair: ${who}`,
  lockedByUnknown: 'it does not say whose',
  lockedHint: ({ command }: { command: string }) =>
    `wait for its end; if nobody runs it any more, release it there: ${command}`,
};
