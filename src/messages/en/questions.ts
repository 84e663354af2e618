import { typed } from '../program.js';

/** The questions about access, nodes and SSH. Those about the pair itself are in the file beside this. */
export const questions = {
  nothingToChoose: ({ question }: { question: string }) => `${question} there is nothing to choose from`,
  noneInRegion: 'the account has none in this region',
  doNotFit: ({ problems }: { problems: string }) => `the answers so far do not fit: ${problems}`,
  /** What is wrong with one key of them. */
  problem: ({ key, message }: { key: string; message: string }) => `${key}: ${message}`,
  noName: '(no name)',
  typedSource: 'what you typed',

  access: {
    credentials: 'Which Tencent Cloud credentials?',
    credentialsHelp: 'They are used for this run and saved nowhere.',
    /** `tail` is the end of the SecretId. */
    named: ({ source, tail }: { source: string; tail: string }) => `${source}, SecretId …${tail}`,
    wasRefused: 'refused by the API',
    typeOthers: 'type others',
    secretId: 'SecretId',
    get secretIdHelp() {
      return `Console > Access Management > API Keys. A sub-user with the policy that "${typed('policy --operator')}" prints is better than the root account.`;
    },
    secretIdForm: 'a SecretId is 8 to 64 letters and digits',
    secretKey: 'SecretKey',
    secretKeyHelp: 'What you type is not shown, and saved nowhere.',
    refused: ({ said }: { said: string }) => `the API refuses these credentials: ${said}`,
    region: 'Which region?',
    /** `name` is what the API calls it in English. */
    regionName: ({ name }: { id: string; name: string }) => name,
    regionHelp:
      'These credentials may not list the regions (cvm:DescribeRegions), so type it: ap-beijing, ap-guangzhou, …',
    noInstance: ({ region }: { region: string }) => `${region} has no CVM of this account; a pair needs two`,
    oneInstance: ({ region }: { region: string }) => `${region} has only one CVM of this account; a pair needs two`,
    regionUnread: ({ region, said }: { region: string; said: string }) => `${region} cannot be read: ${said}`,
  },

  nodes: {
    first: 'Which instance is the first of the pair?',
    second: 'Which is the second?',
    secondHelp: ({ subnet }: { subnet: string }) =>
      `A VIP moves only within one subnet, so it stands in the first one's: ${subnet}`,
    isFirst: 'the first node',
    /** Why an instance in a state other than RUNNING, as the API writes it, cannot be chosen. */
    state: ({ state }: { state: string }) => state.toLowerCase(),
    noVpc: 'not in a VPC',
    otherSubnet: 'other subnet',
    noRoom: 'no free address',
    alone: 'alone in subnet',
    cannotBe: ({ instance, why }: { instance: string; why: string }) => `${instance} cannot be chosen: ${why}`,
    firstEni: 'Which ENI of the first?',
    secondEni: 'Which ENI of the second?',
    eniHelp: 'The VIP goes to this network interface. The primary one is right unless you know better.',
    primary: 'primary',
    secondary: 'secondary',
    allInUse: ({ count }: { count: number }) => `all of its ${count} addresses are in use`,
    quotaInUse: 'all of its addresses are in use',
  },

  reach: {
    way: 'How does this machine reach the hosts over SSH?',
    private: 'private addresses',
    public: 'public addresses',
    both: ({ one, other }: { one: string; other: string }) => `${one} and ${other}`,
    hasNone: ({ instance }: { instance: string }) => `${instance} has none`,
    jump: 'a jump host',
    jumpNote: 'to their private addresses',
    typed: {
      jump: { question: 'The jump host', help: '[user@]host[:port]' },
      user: {
        question: 'The user to log in as',
        help: 'A user other than root needs sudo. Ubuntu images have the user ubuntu.',
      },
      port: { question: 'The port of SSH', help: '22 unless your sshd_config says otherwise.' },
      key: {
        question: 'The private key file',
        help: 'Left empty: what the agent holds, and the usual keys in ~/.ssh.',
      },
    },
    loggingIn: 'logging in to both hosts',
    loggedIn: ({ who }: { who: string }) => `logged in: ${who}`,
    authHint: ({ user }: { user: string }) =>
      `see that the public key is in ${user}'s authorized_keys there; "change" takes another user, port or key file`,
    notLoggedIn: ({ who, said }: { who: string; said: string }) => `cannot log in: ${who}: ${said}`,
    noAddress: 'the cloud knows no such address of it',
    whatNow: 'What now?',
    again: 'try again',
    againNote: 'with the same answers',
    change: 'change',
    changeNote: 'how to log in: address, user, port, key file',
  },
};
