/** Where the parts of a pair are, how to log in to them, and which of them are missing. */
export const reach = {
  addressUnknown: 'its address is not known while the API does not answer',
  addressUnknownHint: 'repair what the API says, or write the address into nodes[].ssh.host of the answers',
  state: ({ state }: { state: string }) => `the instance is ${state}`,
  stateHint: 'start it in the console: it takes its place by itself',
  noInstance: 'the cloud has no such instance',
  noPrivateIp: 'the cloud shows no private IP of the instance',
  noAddressHint: 'see that the instance exists in the region of the answers, and set nodes[].ssh.host',
  noPublicIp: 'the instance has no public IP',
  usePrivate: 'set ssh.host: private',
  otherJump: 'name another jump host in ssh.proxyJump',
  notAskedYet: 'it has not been asked yet',

  apiSilent: ({ action, why }: { action: string; why: string }) => `the cloud did not answer ${action}: ${why}`,
  apiRefused: ({ action, why }: { action: string; why: string }) => `the cloud refused ${action}: ${why}`,
  aCall: 'a call',
  notAsked: 'it was not asked',
  unchanged: ({ hint }: { hint: string }) => `${hint}; nothing was changed`,
  again: 'repair that and run the same command again',
  notInRegion: ({ region }: { region: string }) => `there is no such instance in ${region}`,
  noEni: ({ eni }: { eni: string }) => `the instance has no ${eni}`,
  noPrimaryEni: 'the instance has no primary ENI',
  nodesHint: 'check region, nodes[].instance and nodes[].eni in the answers',
  noSubnet: 'the cloud lacks the subnet of the two nodes, or an address in it',
  noSubnetHint: 'see in the console that both ENIs are in one subnet that has a free address',
  unreached: ({ why }: { why: string }) => `it cannot be reached: ${why}`,
  unreachedHint: 'let SSH reach it and run the same command again; nothing was changed',
  vanished: 'the instances or their subnet disappeared from the cloud during the run',
  vanishedHint: 'see in the console what became of them, then run the same command again',

  /** A host that was in the pair, and is to be taken out. */
  former: {
    unknown: ({ survivor, instance, subnet }: { survivor: string; instance: string; subnet: string }) =>
      `${survivor} names ${instance} as its former peer, and the cloud has no ENI of ${instance} in ${subnet}`,
    other: ({ address, eni, mac }: { address: string; eni: string; mac: string }) =>
      `the host at ${address} is another one: no interface there has ${eni}'s ${mac}`,
    otherHint: 'nothing was changed there; see in the console which instance has that address',
    ofOthers: ({ instance }: { instance: string }) =>
      `${instance} serves another pair than this one, so it is not taken out`,
    mistrust: ({ survivor }: { survivor: string }) =>
      `nothing was changed; do not trust /etc/keepalived/ha-setup.json on ${survivor}: see who wrote it, and move it away there`,
  },
};
