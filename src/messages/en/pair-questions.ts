/** The questions about the pair: who is active, the VIP and the EIP, health check, credentials of the hosts, its name. */
export const pairQuestions = {
  mode: {
    question: 'Who is active when both are well?',
    stable: 'whoever is active stays active (recommended)',
    stableNote: "Fewer switches: a node that comes back stays standby. Tencent Cloud's guide recommends it.",
    preferred: 'one node takes the VIP back once it is well',
    preferredNote: 'For a node that is larger or nearer than the other. Each failure then costs two switches.',
    which: 'Which one is preferred?',
    whichHelp:
      'It takes the VIP back after it has been well for 30 seconds (failback in the answers file changes that).',
  },

  vip: {
    question: 'Which address is the VIP?',
    help: 'The address that your clients use. It moves between the two nodes.',
    autoOwn: ({ address }: { address: string }) => `${address}, which the pair has already`,
    auto: "the subnet's highest free address",
    autoFree: ({ address }: { address: string }) => `${address}, the subnet's highest free address`,
    noFree: ({ subnet }: { subnet: string }) => `${subnet} has no free address`,
    existing: ({ eni }: { eni: string }) => `on ${eni} already`,
    existingNamed: ({ eni, name }: { eni: string; name: string }) => `on ${eni} already, named ${name}`,
    another: 'another',
    anotherNote: 'type a free address of the subnet',
    expected: 'an IPv4 address, such as 10.0.1.100',
    typed: 'The VIP',
    typedHelp: ({ subnet }: { subnet: string }) => `A free address of ${subnet}.`,
    typedHelpUnknown: 'A free address of the subnet.',
  },

  eip: {
    question: 'A public address for the VIP?',
    none: 'reachable from inside the VPC alone',
    allocate: ({ cost }: { cost: string }) => `a new EIP: ${cost}`,
    named: ({ ip, name }: { ip: string; name: string }) => `${ip}, named ${name}`,
    boundTo: ({ address }: { address: string }) => `bound to ${address}`,
    /** A state other than UNBIND, as the API writes it. */
    status: ({ status }: { status: string }) => status.toLowerCase(),
    STANDARD: {
      short: '1 Mbit/s out, billed by traffic (costs money)',
      note: 'TRAFFIC_POSTPAID_BY_HOUR with 1 Mbit/s, the default of the API; the console can raise it. An idle EIP is billed too.',
    },
    LEGACY: {
      short: 'bandwidth and bill are those of the instance (costs money while idle)',
      note: 'This account is of the old kind (LEGACY): a bound EIP has the bandwidth of its instance and is billed with it; an idle one is billed by the hour. Only an instance that pays by traffic, or has a bandwidth package, takes one.',
    },
    unknown: {
      short: 'billed by traffic, or with the instance on accounts of the old kind (costs money)',
      note: 'What it costs depends on the kind of the account, which these credentials may not ask for (DescribeNetworkAccountType). STANDARD: 1 Mbit/s, by traffic. LEGACY: the bandwidth and the bill are those of the instance. An idle EIP is billed too.',
    },
  },

  health: {
    question: 'What must run on a host for it to be active?',
    help: 'A host that fails it hands the VIP over. Without one, only the host and its network count.',
    none: 'nothing more',
    noneNote: 'the host and its network',
    which: 'Which one?',
    tcp: { name: 'TCP port', about: 'something listens on a port of the host', help: 'A port, such as 3306.' },
    http: { name: 'HTTP URL', about: 'a page of the host answers', help: 'A URL as the host itself asks for it.' },
    unit: { name: 'systemd unit', about: 'a service runs', help: 'Its name, such as nginx.service.' },
    command: {
      name: 'command',
      about: 'a program of yours exits with 0',
      help: 'The absolute path of an executable on both hosts.',
    },
  },

  credentials: {
    question: 'How do the hosts call the API, to move the VIP?',
    role: 'CAM role',
    /** The roles that the instances have. */
    roles: ({ roles }: { roles: string }) => `${roles} (recommended)`,
    noRole: ({ instance }: { instance: string }) => `${instance} has none`,
    roleNote: 'Its keys change every few hours and are in no file, so a copy that leaves a host soon expires.',
    key: 'API key',
    keyAbout: 'in a file on both hosts that only root can read',
    keyNote: 'Works everywhere. Use a key of a sub-user that may do no more than the hooks need.',
    none: 'none',
    whichKey: 'Which key do the hosts use?',
    typeAnother: 'type another',
    secretId: 'SecretId for the hosts',
    secretKey: 'SecretKey for the hosts',
    secretKeyHelp: 'What you type is not shown; it goes to the two hosts alone.',
  },

  detection: {
    question: 'How fast must a dead host be noticed?',
    standard: 'after about 3.5 seconds; rides out short hiccups',
    fast: 'under a second; a busy host or network may switch for nothing',
  },

  name: {
    question: "The pair's name",
    help: 'In the cloud, the VIP and the EIP are named ha-setup-NAME; a later run finds them by that name.',
  },
};
