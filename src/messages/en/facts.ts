/** Reading a host. */
export const facts = {
  /** What is read, as the end of "cannot read its …". */
  subjects: {
    clock: 'clock',
    configTest: 'keepalived -t',
    disk: 'disk space',
    files: 'files',
    firewall: 'firewall',
    guard: 'VRRP guard',
    hooks: 'hooks',
    interfaces: 'network interfaces',
    routing: 'routing policy',
    keepalived: 'keepalived',
    leftovers: 'leftovers',
    records: 'records in the log',
    settings: 'settings',
    machine: 'machine',
    networkFiles: 'network settings',
    managers: 'package managers',
    distribution: 'distribution',
    packages: 'packages',
    python: 'python3',
    lock: 'lock of runs',
    selinux: 'SELinux',
    service: 'service',
    switches: 'switches in the log',
    state: 'state of the hooks',
  },
  unreadable: ({ node, subject, reason }: { node: string; subject: string; reason: string }) =>
    `node ${node}: cannot read its ${subject}: ${reason}`,
  unreadableSaid: (given: { node: string; subject: string; reason: string; said: string }) =>
    `node ${given.node}: cannot read its ${given.subject}: ${given.reason} (${given.said})`,
  unreadableHint: ({ program }: { program: string }) =>
    `log in there and run: ${program} …; --verbose shows the whole command`,
  notWhole: ({ node, said }: { node: string; said: string }) => `node ${node}: its reply is not whole: ${said}`,
  notWholeHint: 'log in there and run: sh -c true; it must print nothing and end at once',
  where: ({ node }: { node: string }) => `node ${node}`,
  status: ({ code }: { code: number }) => `exit status ${code}`,
  damaged: ({ path, node, reason }: { path: string; node: string; reason: string }) =>
    `${path} on node ${node} is damaged: ${reason}`,
  damagedHint: ({ path }: { path: string }) =>
    `move it away there (mv ${path} ${path}.damaged) and run the same command again`,
  hooksSilent: 'no answer within 15 s',
  odd: {
    noNanoseconds: 'date prints no nanoseconds',
    cutShort: 'its listing is cut short',
    noInterface: 'it lists no interface',
    noPackages: 'it lists no packages',
    noUnit: 'systemctl says nothing of the unit',
  },
};
