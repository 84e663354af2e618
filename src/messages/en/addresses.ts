/** What checks say of the VIP and the EIP as the cloud has them. `user` is a resource that has an address. */
export const addresses = {
  unnamedUser: 'something that the cloud does not name',
  kindOfUser: ({ kind }: { kind: string }) => `a resource (${kind})`,
  user: ({ id, kind }: { id: string; kind: string }) => `${id} (${kind})`,

  room: 'both ENIs have room for the VIP',
  noRoom: ({ count, vip }: { count: number; vip: string }) =>
    `the ENI has all of its ${count} addresses in use, so ${vip} could not move to it`,
  noRoomHint: 'unassign one of its secondary addresses, or use a larger instance type',
  full: ({ subnet }: { subnet: string }) => `no address of ${subnet} is free`,
  fullHint: 'free one, or choose instances of a larger subnet',
  outside: ({ vip, subnet }: { vip: string; subnet: string }) => `the VIP ${vip} is not in the nodes' subnet ${subnet}`,
  outsideHint: ({ subnet }: { subnet: string }) => `set vip to auto or to an address of ${subnet}`,
  reserved: ({ vip, subnet }: { vip: string; subnet: string }) =>
    `the VIP ${vip} is reserved by the cloud in ${subnet}`,
  primary: ({ vip }: { vip: string }) => `${vip} is the ENI's primary address, which cannot move`,
  anotherHint: 'set vip to auto or to another address',
  taken: ({ vip, user }: { vip: string; user: string }) => `the VIP ${vip} is in use by ${user}`,
  takenHint: ({ subnet }: { subnet: string }) => `set vip to auto or to a free address of ${subnet}`,
  namesake: ({ vip, user, cluster }: { vip: string; user: string; cluster: string }) =>
    `the VIP ${vip} is in use by ${user}, as the VIP of another pair named ${cluster}`,
  namesakeHint: ({ subnet }: { subnet: string }) =>
    `set vip to auto or to a free address of ${subnet}, and give this pair another name`,
  changesLost: ({ known, vip }: { known: string; vip: string }) =>
    `the pair's VIP so far, ${known}, is on neither ENI any more: the run changes the VIP to ${vip}`,
  changesTaken: ({ known, user, vip }: { known: string; user: string; vip: string }) =>
    `the pair's VIP so far, ${known}, is in use by ${user} now: the run changes the VIP to ${vip}`,
  changesHint: ({ known }: { known: string }) =>
    `tell your clients the new address; or free ${known} and run the same command again`,

  takenFromPair: ({ vip, user }: { vip: string; user: string }) =>
    `${vip} is in use by ${user}: this pair gets none of its packets`,
  takenFromPairHint: ({ subnet, command }: { subnet: string; command: string }) =>
    `free it there; or set vip to auto or to a free address of ${subnet} in the answers, then ${command}`,
  nowhere: ({ vip }: { vip: string }) => `${vip} is on no ENI: nobody gets its packets`,
  nowhereHint: ({ command }: { command: string }) => `the hooks assign it where they run; else ${command}`,
  foreign: ({ vip, eni }: { vip: string; eni: string }) => `${vip} is on ${eni}, which is neither node's ENI`,
  foreignOf: ({ vip, eni, instance }: { vip: string; eni: string; instance: string }) =>
    `${vip} is on ${eni} of ${instance}, which is neither node's ENI`,
  foreignHint: 'the active host takes it back by itself; else move it in the console to one of the two ENIs',
  moving: ({ vip, state }: { vip: string; state: string }) => `${vip} is ${state}`,
  movingHint: 'a move is under way: run the same command again in some seconds',
  on: ({ vip, eni, instance }: { vip: string; eni: string; instance: string }) => `${vip} is on ${eni} of ${instance}`,
  unnamed: ({ vip }: { vip: string }) => `${vip} has no description: vip: auto would not recognise it`,
  named: ({ vip, name }: { vip: string; name: string }) =>
    `${vip} is described as "${name}": vip: auto would not recognise it`,
  namedHint: ({ name }: { name: string }) => `describe it in the console as ${name}`,

  noEip: ({ region }: { region: string }) => `there is no such EIP in ${region}`,
  noEipHint: 'check eip in the answers, or set it to allocate',
  noNamedEip: ({ name }: { name: string }) => `there is no EIP named ${name}`,
  allocates: ({ command }: { command: string }) => `${command} allocates one`,
  eipChanging: ({ ip, state }: { ip: string; state: string }) => `the EIP ${ip} is ${state}: its state is changing`,
  eipChangingHint: 'nothing to do: it is waited for before it is bound',
  eipTaken: ({ ip, state }: { ip: string; state: string }) => `the EIP ${ip} is in use (${state})`,
  eipTakenBy: ({ ip, state, place }: { ip: string; state: string; place: string }) =>
    `the EIP ${ip} is bound to ${place} (${state})`,
  eipTakenHint: 'unbind it in the console, or choose an unbound one',
  eipOn: ({ ip, vip }: { ip: string; vip: string }) => `${ip} is on ${vip}`,
  eipMoving: ({ ip, state }: { ip: string; state: string }) => `${ip} is ${state}`,
  eipMovingHint: 'its state is changing: run the same command again in some seconds',
  eipFree: ({ ip }: { ip: string }) => `${ip} is bound to nothing`,
  eipFreeHint: ({ command }: { command: string }) => `the active host binds it where its hooks run; else ${command}`,
  eipAway: ({ ip, state, place, vip }: { ip: string; state: string; place: string; vip: string }) =>
    `${ip} is bound to ${place} (${state}), not to ${vip}`,
  somethingElse: 'something else',
  eipAwayHint: 'the active host takes it back where its hooks run; else unbind it in the console',
  /** Where an EIP is bound: an address of an ENI. */
  place: ({ address, eni }: { address: string; eni: string }) => `${address} on ${eni}`,
};
