import pThrottle from 'p-throttle';

/**
 * Calls a second of an action, by region and sub-account, as the API's overviews have it (cloud.tencent.com/document/api
 * /213/15689 and /215/15755); where they and an action's own page differ, the lesser figure.
 */
const documented = {
  AllocateAddresses: 10,
  AssignPrivateIpAddresses: 50,
  AssociateAddress: 10,
  AssociateHaVipInstance: 20,
  CreateHaVip: 20,
  CreateSecurityGroupPolicies: 100,
  DeleteHaVip: 20,
  DescribeAddresses: 20,
  DescribeHaVips: 20,
  DescribeInstances: 40,
  DescribeNetworkAccountType: 20,
  DescribeNetworkInterfaceLimit: 20,
  DescribeNetworkInterfaces: 100,
  DescribeRegions: 20,
  DescribeSecurityGroupPolicies: 100,
  DescribeSubnets: 100,
  DescribeTaskResult: 20,
  DescribeUsedIpAddress: 20,
  DescribeVpcLimits: 20,
  DescribeVpcTaskResult: 20,
  DisassociateAddress: 10,
  DisassociateHaVipInstance: 20,
  HaVipAssociateAddressIp: 20,
  HaVipDisassociateAddressIp: 20,
  MigratePrivateIpAddress: 50,
  ModifyHaVipAttribute: 20,
  ModifyPrivateIpAddressesAttribute: 50,
  ReleaseAddresses: 10,
  UnassignPrivateIpAddresses: 50,
} as const;

/** What may be called: an action has its row above. */
export type Action = keyof typeof documented;

/** The hosts' hooks and other programs call with the same account, and calls bunch up on their way. */
const share = 0.75;

type Gate = (send: () => Promise<unknown>) => Promise<unknown>;
const gates = new Map<string, Gate>();

/** Makes a call once the account's rate for the action allows it; several pairs at once share one account. */
export function withinRate<T>(secretId: string, action: Action, send: () => Promise<T>): Promise<T> {
  const key = `${secretId} ${action}`;
  const gate = gates.get(key) ?? openGate(documented[action] * share);
  gates.set(key, gate);
  return gate(send) as Promise<T>;
}

function openGate(limit: number): Gate {
  const throttle = pThrottle({ limit: Math.floor(limit), interval: 1000, strict: true });
  return throttle((send: () => Promise<unknown>) => send());
}
