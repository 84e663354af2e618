/** What checks say of keepalived and of the hooks on a host. `command` is one to type here. */
export const services = {
  masked: ({ unit }: { unit: string }) => `${unit} is masked`,
  maskedHint: ({ unit, command }: { unit: string; command: string }) =>
    `there: systemctl unmask ${unit}; then ${command}`,
  missing: ({ unit }: { unit: string }) => `${unit} is not installed`,
  installs: ({ command }: { command: string }) => `${command} installs it`,
  state: ({ unit, state, detail }: { unit: string; state: string; detail: string }) =>
    `${unit} is ${state} (${detail})`,
  startHint: ({ unit, command }: { unit: string; command: string }) =>
    `${command} starts it; there, journalctl -u ${unit} says why it ended`,
  enabled: ({ unit }: { unit: string }) => `${unit} starts at boot`,
  disabled: ({ unit, state }: { unit: string; state: string }) => `${unit} does not start at boot (${state})`,
  noUnit: 'no unit',
  enables: ({ command }: { command: string }) => `${command} enables it`,
  staleUnit: 'systemd has not read our drop-in, or an older one',
  staleConfig: ({ path }: { path: string }) => `keepalived runs with an older ${path} than the one in place`,
  staleHint: ({ command }: { command: string }) => `${command} has it read again`,
  loaded: 'it runs with the files in place',
  drillLeft: 'a failover drill left it stopped or frozen',
  drillLeftHint: ({ command }: { command: string }) => `wait up to 3 minutes for the host's own timer, or ${command}`,
  noTest: 'this keepalived cannot test a configuration (-t came with 2.0)',
  accepts: ({ path }: { path: string }) => `keepalived -t accepts ${path}`,
  refuses: ({ path, said }: { path: string; said: string }) => `keepalived -t refuses ${path}: ${said}`,

  hooks: {
    frozen: 'vip.py gives no sign of life: it moves and repairs nothing',
    frozenHint: ({ unit }: { unit: string }) => `there: systemctl restart ${unit}`,
    gone: 'vip.py does not run: nothing moves or repairs the VIP',
    goneHint: ({ unit }: { unit: string }) =>
      `there: systemctl start ${unit}; journalctl -u ${unit} tells why it ended`,
    silent: ({ said }: { said: string }) => `vip.py status fails: ${said}`,
    saysNothing: 'it says nothing',
    fine: 'vip.py watches and answers',
    disabled: ({ unit }: { unit: string }) => `${unit} is not enabled: after a reboot nothing moves the VIP`,
    stale: ({ unit }: { unit: string }) => `${unit} runs with older files than those on the host`,
    restarts: ({ command }: { command: string }) => `${command} restarts it`,
    serviceFine: ({ unit }: { unit: string }) => `${unit} is enabled and runs what stands in its files`,
    unfit: ({ fault }: { fault: string }) => `it may not be active: ${fault}`,
    fit: 'it may be active',
    release: ({ command }: { command: string }) => `${command} lets it take part again`,
    unhealthyHint: 'repair the service that healthCheck in the answers asks; the host comes back by itself',
    isolatedHint: 'see that the host reaches the API, its gateway and its peer; it comes back by itself',
    strangerHint:
      'it is not the host that its files name (a copy of a disk, or a lost DHCP lease): there, /var/log/keepalived.log has each decision with its reason',
    yieldedHint:
      'the VIP was moved away from it in the cloud: there, /var/log/keepalived.log has each decision with its reason',
  },
  versions: ({ system, keepalived, python }: { system: string; keepalived: string; python: string }) =>
    `${system}, keepalived ${keepalived}, ${python}`,
};
