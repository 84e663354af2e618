/** The operations of a plan, and each change as one line: a command to somebody, as in "start keepalived.service". */
export const changes = {
  stages: {
    takeOver: 'Take over',
    vipAndPackages: 'VIP and packages',
    publicAddress: 'Public address',
    files: 'Files',
    service: 'Service',
    active: 'Active host',
    standby: 'Standby',
    host: 'Host',
    cloud: 'Cloud',
  },

  titles: {
    vip: 'VIP',
    eip: 'EIP',
    eipBinding: 'EIP on the VIP',
    files: 'files',
    record: 'record',
    records: 'records',
    firewall: 'firewall',
    hooks: 'hooks',
    packages: 'packages',
    selinux: 'SELinux',
    service: 'service',
    guideStandby: "the guide's standby",
    unusedKey: 'unused API key',
  },

  /** Why nothing is to be done. */
  ok: {
    vip: ({ vip, eni }: { vip: string; eni: string }) => `${vip} is on ${eni}`,
    eip: ({ eip, vip }: { eip: string; vip: string }) => `${eip} is on ${vip}`,
    eipExists: ({ eip, ip }: { eip: string; ip: string }) => `${eip} (${ip}) exists`,
    haVip: ({ haVip, vip }: { haVip: string; vip: string }) => `${haVip} (${vip}) exists, for the two instances`,
    files: ({ count }: { count: number }) => `all ${count} files are as ha-setup writes them`,
    record: 'as recorded by the first run',
    noFilter: 'the host filters no packets',
    filter: ({ tool }: { tool: string }) => `${tool} lets VRRP from the peer in`,
    hooks: 'enabled, active, and runs what stands in its files',
    service: 'enabled, active, and has loaded its files',
    selinuxOff: 'it is not enforced',
    selinux: ({ type }: { type: string }) => `the hooks are ${type}`,
    notRunning: 'it does not run',
    noKey: 'there is none',
    nothingThere: 'nothing of ha-setup is there',
    noEip: 'no EIP was allocated by ha-setup',
    eipKept: ({ eip, ip }: { eip: string; ip: string }) => `${eip} (${ip}) is kept`,
    noVip: 'it is on no ENI',
    notOurs: ({ vip }: { vip: string }) => `${vip} has a name of its own, so it is not ours to remove`,
    vipKept: ({ vip, place }: { vip: string; place: string }) => `${vip} is kept: ${place}`,
  },

  newEip: 'the new EIP',
  newHaVip: 'the new HAVIP',
  assignVip: ({ vip, eni, name }: { vip: string; eni: string; name: string }) => `put ${vip} on ${eni}, named ${name}`,
  nameVip: ({ vip, eni, name }: { vip: string; eni: string; name: string }) => `name ${vip} on ${eni} ${name}`,
  unassignVip: ({ vip, eni }: { vip: string; eni: string }) =>
    `take ${vip} off ${eni}: the address goes back to the subnet`,
  createHaVip: ({ vip, name, instances }: { vip: string; name: string; instances: string }) =>
    `create a HAVIP at ${vip}, named ${name}, for ${instances} alone`,
  associate: ({ haVip, instances }: { haVip: string; instances: string }) => `let ${instances} have ${haVip}`,
  disassociate: ({ haVip, instances }: { haVip: string; instances: string }) =>
    `no longer let ${instances} have ${haVip}`,
  bindHaVip: ({ eip, haVip, vip }: { eip: string; haVip: string; vip: string }) => `bind ${eip} to ${haVip} (${vip})`,
  unbindHaVip: ({ ip, haVip }: { ip: string; haVip: string }) => `take ${ip} off ${haVip}`,
  deleteHaVip: ({ haVip, vip }: { haVip: string; vip: string }) =>
    `delete ${haVip}: the address ${vip} goes back to the subnet`,
  allocateEip: ({ name }: { name: string }) =>
    `allocate an EIP named ${name} (it costs money for as long as it exists)`,
  bindEip: ({ eip, vip, eni }: { eip: string; vip: string; eni: string }) => `bind ${eip} to ${vip} on ${eni}`,
  unbindEip: ({ eip, ip }: { eip: string; ip: string }) => `unbind ${eip} (${ip})`,
  releaseEip: ({ eip, ip }: { eip: string; ip: string }) => `release ${eip}: the address ${ip} is lost for good`,
  addRule: ({ group, direction, peer, text }: { group: string; direction: string; peer: string; text: string }) =>
    `add to ${group}: ${direction}, protocol ALL, port ALL, ${peer}/32, ACCEPT, in front of its other rules, described "${text}"`,
  install: ({ packages, manager }: { packages: string; manager: string }) => `install ${packages} (${manager})`,
  removePackages: ({ packages }: { packages: string }) => `remove ${packages}, which ha-setup installed`,
  label: ({ paths, type }: { paths: string; type: string }) =>
    `label ${paths} ${type} (semanage where it is there, chcon else)`,
  openFirewall: ({ peer, tool }: { peer: string; tool: string }) =>
    `let VRRP (protocol 112) in from ${peer} by ${tool}`,
  openFirewallIn: ({ peer, tool, place }: { peer: string; tool: string; place: string }) =>
    `let VRRP (protocol 112) in from ${peer} by ${tool}, ${place}`,
  closeFirewall: ({ tool, peer }: { tool: string; peer: string }) =>
    `remove the rule of ${tool} that lets VRRP in from ${peer}`,
  write: ({ path }: { path: string }) => `write ${path}`,
  replace: ({ path }: { path: string }) => `replace ${path}`,
  setMode: ({ path, mode }: { path: string; mode: string }) => `set ${path} to ${mode}`,
  removeFile: ({ path }: { path: string }) => `remove ${path}`,
  restore: ({ path }: { path: string }) => `put back the ${path} that was there before`,
  daemonReload: 'reload the units of systemd (daemon-reload)',
  endDrill: 'end the failover drill that an earlier run left behind',
  restartHooks: ({ unit }: { unit: string }) => `restart ${unit} (the VIP stays where it is)`,
  enable: ({ unit }: { unit: string }) => `enable ${unit}`,
  start: ({ unit }: { unit: string }) => `start ${unit}`,
  reload: ({ unit }: { unit: string }) => `reload ${unit}`,
  stop: ({ unit }: { unit: string }) => `stop ${unit}`,
  disable: ({ unit }: { unit: string }) => `disable ${unit}`,
  endHooks: 'end vip.py',
  endHooksWith: ({ vip }: { vip: string }) => `end vip.py and take ${vip} off the NIC`,
  removeTraces: 'remove the log, the state and the records of ha-setup',
};
