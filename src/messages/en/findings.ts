/** How findings are shown, and the subjects that preflight shows a line for. */
export const findings = {
  subjects: {
    nodes: 'instances and ENIs',
    vip: 'VIP',
    eip: 'EIP',
    securityGroups: 'security groups',
    ssh: 'SSH to both hosts',
    hosts: 'the two hosts',
    network: "the hosts' network settings",
    packages: 'packages',
    api: 'API access and permissions',
    keepalived: 'keepalived',
    files: 'files',
    roles: 'roles',
    past: 'the past',
  },
  levels: { ok: 'ok', unproven: 'unproven', warning: 'warning', error: 'error' },
  general: 'cloud and pair',
  of: ({ where, message }: { where: string; message: string }) => `${where}: ${message}`,

  nodes: {
    fine: 'both instances run, and their ENIs are in one subnet',
    apart: ({ eni, subnet, vpc, otherEni, otherSubnet, otherVpc }: Record<Places, string>) =>
      `the two nodes are not in one subnet: ${eni} is in ${subnet} of ${vpc}, ${otherEni} is in ${otherSubnet} of ${otherVpc}`,
    apartHint: 'a VIP moves only within one subnet: choose two instances of the same one',
    unknown: ({ region }: { region: string }) => `there is no such instance in ${region}`,
    unknownHint:
      'check nodes[].instance and region in the answers; the credentials must belong to the account that owns it',
    off: ({ state }: { state: string }) => `the instance is ${state}, not RUNNING`,
    offHint: 'start it, then run the same command again',
    noEni: ({ eni }: { eni: string }) => `the instance has no ${eni}`,
    noPrimaryEni: 'the instance has no primary ENI',
    noEniHint: 'check nodes[].eni in the answers, or leave it out for the primary ENI',
    detached: ({ instance }: { instance: string }) => `the ENI is not attached to ${instance}`,
    detachedHint: 'attach it, or name another in nodes[].eni',
    noRole: 'the instance has no CAM role, by which its hooks would call the API',
    noRoleHint:
      'bind a role to it in the console (CVM > more > instance settings), or use hostCredentials: { type: key }',
  },

  reached: {
    api: 'the API answers you',
    apiSilent: ({ why }: { why: string }) => `the API did not answer you: ${why}`,
    ssh: 'it answers over SSH, with the host key that is known',
    sshHint: 'see that the host is up and that the ssh block of the answers is right',
  },

  foreign: {
    noFile: ({ unit, path }: { unit: string; path: string }) =>
      `${unit} runs there without ${path}: somebody else configured it`,
    noFileHint: ({ unit }: { unit: string }) => `stop it (systemctl disable --now ${unit}) if it is no longer needed`,
    instance: ({ name, vrid }: { name: string; vrid: number }) => `${name} with VRID ${vrid}`,
    none: 'a configuration of its own',
    runs: ({ path, has, unit }: { path: string; has: string; unit: string }) =>
      `${path} is not ours: it has ${has}, and ${unit} runs with it`,
    runsHint: ({ unit }: { unit: string }) =>
      `if it is no longer needed, stop it (systemctl disable --now ${unit}): the next run then replaces the file and keeps a backup; or choose other instances`,
    runsHaVipHint: ({ unit, vip }: { unit: string; vip: string }) =>
      `if it is no longer needed, stop it (systemctl disable --now ${unit}): the next run then replaces the file and keeps a backup; or choose other instances; where ${vip} is a HAVIP, set mechanism: havip`,
    rests: ({ path, has, unit }: { path: string; has: string; unit: string }) =>
      `${path} is not ours: it has ${has}. ${unit} does not run, so the file is replaced`,
    restsHint: ({ folder }: { folder: string }) =>
      `it is kept in ${folder}, and uninstall puts it back; the plan shows both as a diff`,

    /** A pair that somebody made by hand from the vendor's guide; `made` is the first of these sentences. */
    made: ({ vip, what, state, priority }: { vip: string; what: string; state: string; priority: string }) =>
      `it was set up by hand from the guide: VIP ${vip} ${what}, state ${state}, priority ${priority}`,
    between: ({ eni, peer }: { eni: string; peer: string }) => `between ${eni} and ${peer}`,
    beside: ({ peer }: { peer: string }) => `announced beside ${peer}`,
    otherMechanism: ({ made, mechanism }: { made: string; mechanism: string }) =>
      `${made}; the answers say mechanism: ${mechanism}`,
    otherMechanismHint: ({ mechanism }: { mechanism: string }) => `set mechanism: ${mechanism} in the answers`,
    otherVip: ({ made, vip }: { made: string; vip: string }) => `${made}; the answers say ${vip}`,
    otherVipHint: ({ vip }: { vip: string }) => `set vip: ${vip} (or auto) in the answers`,
    otherNodes: ({ made, nodes }: { made: string; nodes: string }) => `${made}; the answers name ${nodes}`,
    otherNodesHint: 'name the two instances of that pair in the answers',
    takenOver: ({ made }: { made: string }) => `${made}. It is taken over`,
    takenOverHint: ({ folder }: { folder: string }) => `its files are kept in ${folder}; the VIP stays where it is`,
  },
};

type Places = 'eni' | 'subnet' | 'vpc' | 'otherEni' | 'otherSubnet' | 'otherVpc';
