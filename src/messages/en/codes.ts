import { typed } from '../program.js';

/** What the operator does next where the API refuses a call, by what the refusal means. */
export const codes = {
  again: 'run the same command again: it goes on where it stopped',
  internal: 'this is an internal error of ha-setup: report it with the request id and a trace (--trace FILE)',
  rateLimited: 'wait a minute and run the same command again; another program of the account makes many calls',
  fault: 'the API has a passing fault; run the same command again in a while',
  addressUnseen:
    'the API could not see in time whether the address is free; run the same command again: it goes on where it stopped',
  beingChanged:
    'something else is changing the same ENI, EIP or address; run the same command again: it goes on where it stopped',
  credentials: 'check the API credentials: SecretId, SecretKey, and the token of temporary ones',
  get grant() {
    return `grant it in Cloud Access Management to the user or the role behind these credentials; ${typed('policy')} prints what is needed`;
  },
  addressNotAllowed:
    'the account restricts the addresses from which its API is called: run ha-setup from one that is allowed',
  region: 'check region in the answers, for example ap-beijing, and that the service is offered there',
  domain: 'check api.domain in the answers: the API at that name does not know the call',
  idForm: 'check the ids in the answers: one of them has not the form of its kind',
  idUnknown: 'check region and the ids in the answers: one of them names what the account does not have there',
  quota: "the account's quota is used up: remove what nobody needs, or ask the vendor for more",
  inUse: 'something uses it at the moment; run the same command again: it goes on where it stopped',
  get state() {
    return `compare the state of the resource in the console with what ${typed('plan')} shows, then run the same command again`;
  },
  eipInBetween:
    'the EIP is between two states; look at it in the console, then run the same command again: it goes on where it stopped',
  eipTaskFailed:
    'the task that changes the EIP failed in the cloud; look at it in the console, then run the same command again: it goes on where it stopped',
  eipQuota: 'release an EIP that nobody needs, or name an existing one: eip: eip-xxxxxxxx',
  eipDailyQuota:
    'no more EIPs can be allocated in this region today: name an existing one (eip: eip-xxxxxxxx), or wait for tomorrow',
  eipReturnQuota:
    'a public IP that is given back counts against a daily quota: release the EIP in the console, or tomorrow',
  eipPerInstance: 'the instance has as many EIPs as its type may have: unbind one, or use a larger instance type',
  tagQuota: 'the account has as many tags as it may have: remove some in the console',
  bandwidthPackageQuota: 'the bandwidth package takes no more: have its quota raised, or name an EIP without one',
  topUp: 'top up the account',
  eipUnpaid: 'pay or cancel the open order of this EIP in the console, then run the same command again',
  eipBlocked:
    'the vendor has blocked the address, after an attack for one: have it unblocked in the console, or name another EIP in the answers, or set eip to allocate',
  eipLegacyAccount:
    'the account is of the kind whose bandwidth belongs to the instance: an EIP binds only to an instance that pays by traffic or has a bandwidth package',
  eipUnsupported: 'the account cannot have such an EIP: ask the vendor, or set eip to none',
  eipSoldOut:
    'no EIP is left in this region at the moment: try again later, or name an existing one: eip: eip-xxxxxxxx',
  eipUnknown: 'check eip and region in the answers: the account has no such EIP there',
  vipNotThere: 'the VIP is not on that ENI (any more): run the same command again once its move has ended',
  eipInUse: 'unbind it in the console, or name another EIP in the answers',
  vipHasEip: 'the VIP has another EIP already: unbind that one in the console, then run the same command again',
  instanceStopped: 'start the instance: a stopped one that is not billed takes no EIP',
  eipKind: 'this kind of EIP cannot be bound to an address of this instance: name an ordinary BGP one in the answers',
  deletionProtection: 'switch its deletion protection off in the console, then run the same command again',
  eipChargeConflict:
    'give the EIP back in the console: its kind of charge is another than that of what is given back with it',
  eipOffer:
    'allocate an EIP in the console with a charge and an exit that the account offers, and name it: eip: eip-xxxxxxxx',
  eniFull: 'free a private IP of that ENI, or use an instance type whose ENIs take more',
  groupFull: 'the security group has as many rules as it may have: remove one that nobody needs, or add another group',
  haVipQuota:
    'have the quota of HAVIPs (10 in a VPC) or of their instances (10 for one HAVIP) raised, or remove one that nobody needs',
  anotherVip: 'choose another address for vip; with vip: auto, run the same command again: it takes a free one',
  haVipClosed:
    'where HAVIP is not open to the account yet, apply for it in the console (VPC > IP and ENI > HAVIP) or with a ticket: tencentcloud.com/document/product/215/31817; or set mechanism: migrate',
  haVipAssociated: 'these instances are associated with the HAVIP already, or named twice; compare with the console',
  subnetFull: 'the subnet has no free address: free one, or use instances of a larger subnet',
  subnetRange: "set vip to auto or to a free address of the nodes' subnet",
  gone: 'the address or one of the two ENIs is gone: look at both in the console, then run the same command again',
  unattached: 'attach the ENI to its instance: an address moves between attached ENIs only',
  primaryStays: 'set vip to auto or to another address: a primary address stays with its ENI',
  secondaryOnly:
    'check that both ENIs are attached, in one subnet, and that the address is a secondary one of the first',
  ruleStands:
    'the same rule stands already, below one that drops the traffic: move it to the top of the group in the console',
  groupChanged:
    'somebody changed the security group at the same moment; run the same command again: it goes on where it stopped',
  approval:
    'the account lets such changes wait for an approval: get it in the console, then run the same command again',
  locked: 'the account or the vendor has locked it: unlock it in the console, then run the same command again',
  loadBalancerGroup:
    'a load balancer uses this security group, and it takes no such rule: add the rule to another group of the ENI',
  noNat: 'the VPC does without NAT for this address: choose another address for vip, or vip: auto',
  subnetGone: "check that the nodes' subnet still exists",
  haVipHasEip: 'take the EIP off the HAVIP, or the HAVIP off its EIP, in the console, then run the same command again',
  edgeZoneEip: 'choose an EIP of the region itself: one of an edge zone cannot be bound here',
  instanceForm: 'check nodes[].instance in the answers: an id of an instance is ins- and eight letters or digits',
  instanceUnknown: 'check region and nodes[].instance in the answers',
  undocumented: ({ code, action }: { code: string; action: string }) =>
    `look the code ${code} up in the API's documentation of ${action}`,
};
