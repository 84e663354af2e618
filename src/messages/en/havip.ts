import { typed } from '../program.js';

/** The VIP as a HAVIP: checks before a run and of a running pair, and what the wizard shows. */
export const havip = {
  notOpen: ({ why }: { why: string }) => `HAVIP is not open to this account (${why})`,
  quotaOfNone: 'its quota is 0',
  refused: ({ code }: { code: string }) => `the API answers ${code}`,
  apply:
    'apply for it in the console (VPC > IP and ENI > HAVIP) or with a ticket: https://www.tencentcloud.com/document/product/215/31817; or set mechanism: migrate, which needs no application',
  full: ({ count, quota }: { count: number; quota: number }) =>
    `the VPC has ${count} HAVIPs, and its quota is ${quota}`,
  quotaUnseen: 'whether the VPC has room for one more HAVIP could not be seen',
  get quotaUnseenHint() {
    return `grant DescribeVpcLimits (${typed('policy --operator')} prints all that is needed)`;
  },
  fullHint: 'delete one that nobody needs, or have the quota raised with a ticket',
  unknown: 'the VPC of the two instances has no such HAVIP',
  unknownHint: 'check vip in the answers, or set it to auto',
  none: 'the VIP has no HAVIP',
  noneHint: ({ command }: { command: string }) => `${command} creates one`,
  otherSubnet: ({ has, needs }: { has: string; needs: string }) =>
    `the HAVIP is in ${has}, and the two instances are in ${needs}`,
  otherSubnetHint: ({ subnet }: { subnet: string }) => `name a HAVIP of ${subnet} in the answers, or set vip to auto`,
  forEnis: ({ enis }: { enis: string }) => `it is associated with ENIs (${enis}): a primary ENI cannot be one of them`,
  forEnisHint: 'in the console, associate it with the two instances (CVM) in place of ENIs',
  missing: ({ instances }: { instances: string }) => `not associated with it, so it cannot have it: ${instances}`,
  missingHint: ({ command }: { command: string }) => `${command} associates it`,
  others: ({ instances }: { instances: string }) => `not of the pair, and takes it by one announcement: ${instances}`,
  othersHint: "in the console, take that out of the HAVIP's range",
  range: 'the two instances may have it, and nobody else',
  checked: 'the cloud checks who announces it',
  open: 'the cloud does not check who announces it: any host of the subnet can seize it by one ARP packet',
  openHint: 'that cannot be switched on later: create another HAVIP with the check on, or set vip to auto',
  allowOpenHint:
    'that cannot be switched on later: create another HAVIP with the check on, or set vip to auto; --allow-open goes on with this one',
  withStranger: ({ holder }: { holder: string }) => `${holder} has it now, which is neither node`,
  withStrangerHint: 'end what announces it there, or choose another HAVIP',
  crowd: ({ count, most }: { count: number; most: number }) =>
    `with this one it may have ${count} HAVIPs; more than ${most} on one NIC are advised against`,
  crowdHint: 'spread them over more instances, or over more ENIs',
  otherEip: ({ ip }: { ip: string }) => `it has the EIP ${ip} already, and takes one alone`,
  otherEipHint: 'unbind that in the console, or name it as eip in the answers',
  vrid: ({ cluster, vrid }: { cluster: string; vrid: number }) =>
    `the pair ${cluster} has the same VRID, ${vrid}, which Tencent Cloud advises against within one VPC`,
  vridHint: 'nothing to do where each hears its own peer alone, as here; another name gives another VRID',
  unclaimed: ({ vip }: { vip: string }) => `no host has announced ${vip}: nobody gets its packets`,
  unclaimedUnseen: ({ unit }: { unit: string }) =>
    `on the active host, systemctl restart ${unit} announces it again: without credentials its hooks cannot see that it is needed`,
  unclaimedHint: ({ command }: { command: string }) =>
    `the active host announces it where its hooks run; else ${command}`,
  moved: ({ at, instance }: { at: string; instance: string }) =>
    `it went to ${instance} at ${at} by the cloud's record, and no switch in the log of either host explains that`,
  movedHint: 'see what else announces it there: an ARP packet from outside the hooks, or an unbinding in the console',
  explained: ({ at }: { at: string }) => `it went to its owner at ${at}, which a switch in the hosts' log explains`,
  notComparable: ({ at }: { at: string }) => `the cloud writes ${at}, which is no time that can be compared`,
  noSwitches: ({ at }: { at: string }) =>
    `it went to its owner at ${at}; neither host has a switch in its log to compare with`,

  mechanismChanges: ({ was, is }: { was: string; is: string }) => `mechanism: ${was} → ${is}`,
  changeStage: 'Change of the mechanism',
  otherMechanism: 'the other mechanism',
  nothingInTheWay: 'nothing has the address for the other mechanism',
  outage: ({ vip, seconds }: { vip: string; seconds: number }) =>
    `OUTAGE: ${vip} changes its mechanism; nothing answers there for about ${seconds} s, as measured in the lab; how long it is in Tencent Cloud itself is unproven. With another address as vip there is none.`,
  needsNoPolicy:
    'hostCredentials: none: the hosts of this pair call no API and need no policy. This is the one for hostCredentials: role.',

  everyHaVip: ({ lines }: { lines: string }) =>
    `Lines ${lines} take in every HAVIP: print the policy again once the pair's is there. That Cloud Access Management takes a HAVIP's id there is unproven.`,

  question: 'How does the VIP move?',
  migrate: 'a call of the API moves it; every account can (recommended)',
  migrateNote:
    'The VIP is a secondary address of an ENI. The active host needs the API, and a permission, for each failover.',
  havip: 'the active host announces it by ARP; a failover needs no API',
  havipNote: 'The VIP is a HAVIP, which Tencent Cloud opens to accounts that apply. An EIP follows by itself.',
  address: ({ address, name }: { address: string; name: string }) =>
    name === '' ? address : `${address}, named ${name}`,
  withNobody: 'with nobody',
  with: ({ instance }: { instance: string }) => `with ${instance}`,
  forNobody: 'for nobody',
  for: ({ range }: { range: string }) => `for ${range}`,
  noEip: 'no EIP',
  eip: ({ ip }: { ip: string }) => `EIP ${ip}`,
  isChecked: 'checked',
  isOpen: 'open to the subnet',
  openToAll: 'open to everybody in the subnet',
  ofEnis: 'for ENIs, not for instances',
  alsoFor: ({ instance }: { instance: string }) => `${instance} may have it too`,
  roleNote: 'With vpc:DescribeHaVips alone the hosts see who has the VIP; they move nothing by the API.',
  noCredentials: 'the hosts call no API',
  noCredentialsNote:
    'Weaker: who has the VIP in the cloud is then known to you alone. A lost announcement is repeated blindly, and a host that lost the role keeps the VIP until it has heard the new one for 15 s.',
};
