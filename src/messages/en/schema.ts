/** What a key of the answers takes; each completes "expected …". */
export const schema = {
  version: 'the number 1',
  cluster: 'a lower-case name: a letter, then up to 30 letters, digits or hyphens',
  region: 'a region such as ap-beijing',
  oneOfBoth: 'the id of one of the two instances',
  failback: 'whole seconds from 1 to 1000',
  vip: 'auto, an IPv4 address of the subnet, or the id of a HAVIP such as havip-aaaaaaa1',
  eip: 'none, allocate, or an EIP id such as eip-aaaaaaa1',
  nodes: 'exactly two nodes',
  instance: 'an instance id such as ins-aaaaaaa1',
  eni: 'an ENI id such as eni-aaaaaaa1',
  sshHost: 'private, public, a host name, an address or a Host of your ssh_config',
  user: 'a user name such as root',
  port: 'a port number from 1 to 65535',
  path: 'the path of a file, in printable ASCII',
  proxyJump: '[user@]host[:port] with a port from 1 to 65535, several with commas, or none',
  httpUrl: ({ example }: { example: string }) => `an http:// or https:// URL such as ${example}`,
  executable: ({ example }: { example: string }) =>
    `the absolute path of an executable, without arguments, such as ${example}`,
  folder: ({ example }: { example: string }) => `the absolute path of a folder, such as ${example}`,
  tcp: 'a port number from 1 to 65535, such as 3306',
  unit: 'the name of a systemd unit, such as nginx.service',
  healthCheck: 'exactly one of tcp: PORT, http: URL, unit: NAME, command: PATH',
  domain: 'a domain such as tencentcloudapi.com',

  /** Answers that contradict each other. */
  rules: {
    onlyPreferred: 'belongs to mode preferred alone; remove it, or write "mode: preferred"',
    twice: 'another instance than the first node has',
    noPreferred: 'missing: mode preferred needs the id of the preferred instance',
    notOfBoth: ({ one, other }: { one: string; other: string }) => `one of the two nodes (${one} or ${other})`,
    noHaVip: 'auto or an IPv4 address (the id of a HAVIP goes with "mechanism: havip")',
    noCredentials: 'role or key (with none the hosts can move no VIP but that of "mechanism: havip")',
    nobodyToTell: 'missing: notify needs a webhook, a command, or both',
    formatAlone: 'is of the webhook alone, and there is none; remove it, or add notify.webhook',
  },
};
