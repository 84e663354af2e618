/** A pair and its nodes, as status shows them, and what keeps a pair from being well. */
export const pair = {
  well: ({ cluster, at }: { cluster: string; at: string }) => `${cluster}: well, ${at}`,
  notWell: ({ cluster, count, at }: { cluster: string; count: number; at: string }) =>
    `${cluster}: ${count === 1 ? 'one problem' : `${count} problems`}, ${at}`,
  notSetUp: ({ cluster, at }: { cluster: string; at: string }) => `${cluster}: not set up, ${at}`,
  vip: ({ vip, place }: { vip: string; place: string }) => `VIP ${vip}: ${place}`,
  vipUnknown: ({ place }: { place: string }) => `VIP not known: ${place}`,
  place: ({ instance, eni }: { instance: string; eni: string }) => `the cloud has it on ${instance} (${eni})`,
  placeOfEni: ({ eni }: { eni: string }) => `the cloud has it on ${eni}`,
  eipOnVip: ({ ip }: { ip: string }) => `EIP ${ip}: on the VIP`,
  eipOn: ({ ip, address }: { ip: string; address: string }) => `EIP ${ip}: on ${address}`,
  eipOnNothing: ({ ip }: { ip: string }) => `EIP ${ip}: on nothing`,
  switched: ({ at, from, to }: { at: string; from: string; to: string }) => `switched ${at}, ${from} → ${to}`,
  switchedBecause: ({ at, from, to, why }: { at: string; from: string; to: string; why: string }) =>
    `switched ${at}, ${from} → ${to}: ${why}`,
  nowhere: 'nowhere',
  run: ({ who }: { who: string }) => `a run is changing it: ${who}`,

  columns: { host: 'host', cloud: 'cloud', nic: 'NIC', hooks: 'hooks', fit: 'fit' },
  owner: 'owner',
  notReached: 'not reached',
  unknown: 'unknown',
  fit: 'yes',
  unfit: 'no',
  hooks: { running: 'running', frozen: 'frozen', gone: 'gone' },
  /** Why a host may not be active. */
  faults: {
    held: 'held',
    unhealthy: 'unhealthy',
    isolated: 'isolated',
    yielded: 'yielded',
    stranger: 'stranger',
  },
  /** Behind a reason: what the host says of it. */
  detail: ({ text }: { text: string }) => `(${text})`,
  fault: ({ fault, why }: { fault: string; why: string }) => `${fault} (${why})`,

  problems: {
    ofNode: ({ node, problem }: { node: string; problem: string }) => `${node}: ${problem}`,
    apiSilent: ({ why }: { why: string }) => `the API did not answer: ${why}`,
    cloudLacks: 'the cloud lacks an instance, an ENI or the subnet of the answers',
    vipNowhere: ({ vip }: { vip: string }) => `in the cloud ${vip} is on no ENI`,
    vipAway: ({ vip, eni }: { vip: string; eni: string }) =>
      `in the cloud ${vip} is on ${eni}, which is neither node's`,
    vipUnclaimed: ({ vip, haVip }: { vip: string; haVip: string }) =>
      `in the cloud ${vip} (${haVip}) is with nobody: no host has announced it`,
    vipMoving: ({ vip, state }: { vip: string; state: string }) => `in the cloud ${vip} is ${state}`,
    eipAway: ({ eip, vip, node }: { eip: string; vip: string; node: string }) => `${eip} is not on ${vip} at ${node}`,
    noEip: ({ vip, node }: { vip: string; node: string }) => `the EIP is not on ${vip} at ${node}`,
    service: ({ state }: { state: string }) => `keepalived is ${state}`,
    hooks: ({ state }: { state: string }) => `its hooks (vip.py watch) are ${state}`,
    hooksSilent: 'its hooks do not answer',
    role: ({ role, expected }: { role: string; expected: string }) => `VRRP says ${role}, expected ${expected}`,
    vipOn: ({ vip }: { vip: string }) => `${vip} is on its NIC`,
    vipOff: ({ vip }: { vip: string }) => `${vip} is not on its NIC`,
    owner: ({ owner }: { owner: string }) => `it reads the VIP's owner in the cloud as "${owner}"`,
  },
};
