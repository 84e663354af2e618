/** Hosts on which ha-setup is not, or not any more; and what is known of a pair while the cloud does not answer. */
export const setUp = {
  isNot: 'it is not set up: nothing of ha-setup is there',
  hint: ({ command }: { command: string }) => `${command} sets it up`,
  keptVip: ({ vip, owner }: { vip: string; owner: string }) => `the VIP of an earlier run, ${vip}, is on ${owner}`,
  next: ({ command }: { command: string }) => `→ ${command} sets it up`,
  verify: ({ command }: { command: string }) => `→ ${command} shows each problem and how to repair it`,
  activeByHosts: ({ host }: { host: string }) => `by the hosts' own word ${host} is active; the cloud does not answer`,
  placeUnknown: 'the cloud does not say where it is',
  noMaster: 'neither host that answered is MASTER',
  twoMasters: 'both hosts are MASTER: they do not hear each other',
};
