import { typed } from '../program.js';

/** What checks say of the ways to the API and of permissions. */
export const access = {
  hooksKey: 'the credentials that its hooks will use',
  ownKey: 'its own credentials',

  endless: ({ source }: { source: string }) => `${source}: they do not expire`,
  ended: ({ source, at }: { source: string; at: string }) =>
    `${source}: they expired at ${at}, and no new ones are issued`,
  ending: ({ source, at, minutes }: { source: string; at: string; minutes: number }) =>
    `${source}: they expire at ${at}, within ${minutes} minutes: new ones are overdue`,
  good: ({ source, at }: { source: string; at: string }) => `${source}: good until ${at}, and renewed before`,
  endHint: 'see in the console that the CAM role is bound to the instance, and that the role still exists',

  reached: 'it reaches the API with its own credentials',
  refused: ({ why }: { why: string }) => `it cannot ask the API: ${why}`,
  noReason: 'no reason given',
  refusedHint: ({ command }: { command: string }) =>
    `let it reach the API, and see its role or key in Cloud Access Management; after a new key: ${command}`,
  deaf: ({ why }: { why: string }) =>
    `its sshd does not forward connections, so whether it reaches the API is not known yet (${why})`,
  deafHint: 'allow TCP forwarding there for this check, or rely on the failover drills',
  failed: ({ credentials, why }: { credentials: string; why: string }) => `from there, with ${credentials}: ${why}`,
  failedHint: 'let the host reach the API: a public IP, a NAT gateway, or api.domain in the answers',
  noProxy: ({ hint }: { hint: string }) =>
    `${hint}; an HTTP proxy is of no use to the hosts: their hooks call the API directly`,

  may: ({ action, resources }: { action: string; resources: string }) => `it may call ${action} on ${resources}`,
  mayNot: ({ credentials, action, resources }: { credentials: string; action: string; resources: string }) =>
    `${credentials} lack the permission for ${action} on ${resources}`,
  mayNotHint: ({ action }: { action: string }) =>
    `allow vpc:${action} there; ${typed('policy')} prints the policy that the role (or the key) of the hosts needs`,
  get policyHint() {
    return `${typed('policy')} prints the policy that the role (or the key) of the hosts needs`;
  },
  unproven: ({ action }: { action: string }) => `whether it may call ${action} cannot be shown without moving the VIP`,
  shownBy: ({ command }: { command: string }) => `${command} shows it`,
  untried: ({ why }: { why: string }) => `not tried: ${why}`,
  deafUntried: 'its sshd forwards no connections, so its permissions were not tried',

  /** What is needed only where something went wrong. */
  lacks: {
    bind: ({ credentials, action }: { credentials: string; action: string }) =>
      `${credentials} lack the permission for ${action}: an EIP that a move leaves behind is not bound to the VIP again`,
    assign: ({ credentials, action }: { credentials: string; action: string }) =>
      `${credentials} lack the permission for ${action}: a VIP that somebody takes off both hosts is not put back`,
    follow: ({ credentials, action }: { credentials: string; action: string }) =>
      `${credentials} lack the permission for ${action}: a move that fails in the cloud is noticed late`,
  },
  excess: 'the key that it gets may bind any EIP of the account: more than its hooks need',
  operator: ({ action }: { action: string }) => `your own credentials lack the permission for ${action} there`,
  get operatorHint() {
    return `${typed('policy --operator')} prints the policy that you need`;
  },
};
