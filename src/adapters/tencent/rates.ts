import pThrottle from 'p-throttle';

/**
 * Calls a second that one account may make of an action, as the API's documentation has it; actions with a larger
 * allowance than any run needs are not here.
 */
const documented: Readonly<Record<string, number>> = {
  AllocateAddresses: 10,
  AssociateAddress: 10,
  CreateHaVip: 20,
  DescribeAddresses: 20,
  DescribeNetworkAccountType: 20,
  DescribeNetworkInterfaceLimit: 20,
  DescribeRegions: 20,
  DescribeTaskResult: 20,
  DescribeUsedIpAddress: 20,
  DescribeVpcTaskResult: 20,
  DisassociateAddress: 10,
  ReleaseAddresses: 10,
};
/** The hosts' hooks and other programs call with the same account, and calls bunch up on their way. */
const share = 0.75;

type Gate = (send: () => Promise<unknown>) => Promise<unknown>;
const gates = new Map<string, Gate>();

/** Makes a call once the account's rate for the action allows it; several pairs at once share one account. */
export function withinRate<T>(secretId: string, action: string, send: () => Promise<T>): Promise<T> {
  const limit = documented[action];
  if (limit === undefined) return send();
  const key = `${secretId} ${action}`;
  const gate = gates.get(key) ?? openGate(limit * share);
  gates.set(key, gate);
  return gate(send) as Promise<T>;
}

function openGate(limit: number): Gate {
  const throttle = pThrottle({ limit: Math.floor(limit), interval: 1000, strict: true });
  return throttle((send: () => Promise<unknown>) => send());
}
