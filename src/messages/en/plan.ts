/** What a run changes of a pair that is there already. */
export const plan = {
  revisions: 'settings of this pair',
  modeStable: 'mode: preferred → stable; whoever is active stays active',
  modePreferred: ({ preferred }: { preferred: string }) =>
    `mode: stable → preferred; ${preferred} takes the VIP back once it is well`,
  preferredChanges: ({ was, is }: { was: string; is: string }) => `preferred: ${was} → ${is}`,
  vipChanges: ({ was, is }: { was: string; is: string }) => `VIP: ${was} → ${is}; your clients need the new address`,
  eipLeft: ({ eip, vip }: { eip: string; vip: string }) =>
    `EIP: ${eip} → none; it stays bound to ${vip} and is billed, and no host watches it any more`,
  eipChanges: ({ was, is }: { was: string; is: string }) =>
    `EIP: ${was} → ${is}; ${was} stays where it is and is billed, and no host watches it any more`,
  checkLeft: ({ check }: { check: string }) =>
    `health check: ${check} → none; a host can be active whatever runs on it`,
  checkChanges: ({ was, is }: { was: string; is: string }) => `health check: ${was} → ${is}`,
  webhookLeft: 'webhook: no longer told of switches',
  webhookChanges: 'webhook: another address is told of switches',
  detectionChanges: ({ was, is }: { was: string; is: string }) => `detection: ${was} → ${is}`,
  credentialsChange: ({ was, is }: { was: string; is: string }) => `hostCredentials: ${was} → ${is}`,
};
