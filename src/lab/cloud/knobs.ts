/** What a fault does to the calls that it meets. */
export type FaultEffect =
  | { readonly code: string; readonly message?: string }
  | { readonly status: number }
  /** Answers this, without doing anything. */
  | { readonly reply: object }
  | { readonly garbage: true }
  | { readonly hang: true }
  /** Performed, but the connection is dropped instead of an answer. */
  | { readonly lostReply: true }
  | { readonly delayMs: number }
  /** The call's ClientToken is used up without a change: DeliveryFailed for it from then on. */
  | { readonly deliveryFails: true }
  /** The task that the call starts ends FAILED and changes nothing. */
  | { readonly taskFails: true }
  /** The task that the call starts reads RUNNING for so long, though the record changes at its usual time. */
  | { readonly taskRunningMs: number }
  /** The change that the call starts takes effect after so long. */
  | { readonly landingMs: number };

export interface Fault {
  /** An action's name, or * for all of them. */
  readonly action: string;
  /** Only calls signed with a key of this kind; all when absent. */
  readonly caller?: string;
  /** Starts with the n-th matching call from now, counted from 1. */
  readonly nth?: number;
  /** How many calls it meets; without end when absent. */
  readonly times?: number;
  readonly effect: FaultEffect;
}

/** Everything about the stand-in that a test may change while it runs. */
export interface Knobs {
  readonly latencyMs: number;
  /** From a migration's acceptance to its landing. */
  readonly landingMs: number;
  /** Assigning and giving back a private IP. */
  readonly assignMs: number;
  /** Allocating, binding, unbinding and releasing an EIP. */
  readonly eipMs: number;
  /** The API's clock minus this machine's, shown in the Date header and used to judge signatures. */
  readonly clockOffsetSeconds: number;
  readonly faults: readonly Fault[];
  /** The API's listener is closed: connections are refused. */
  readonly refuseConnections: boolean;
  /** Names (or *) whose connections are cut before TLS answers. */
  readonly unreachableHosts: readonly string[];
  /** After a migration the EIP is on the address at its new place; or still on the old place, where it serves nothing; or unbound. */
  readonly eipFollowsVip: boolean | 'unbound';
  /** From a gratuitous ARP packet that is honoured to its landing in the record. */
  readonly haVipLandMs: number;
  /** So many more, on top. */
  readonly haVipClaimLateMs: number;
  /** So many claims that would be honoured are lost from now on; setting it counts anew. */
  readonly haVipClaimsLost: number;
  /** DescribeHaVips names the owners of so long ago. */
  readonly haVipDescribeLagMs: number;
  /** refused: the account was not let into the beta, and every call for HAVIPs says so, or only CreateHaVip. */
  readonly haVipBeta: 'open' | 'refused' | 'create-refused';
  /** Calls per second of one key for an action, over what is documented. */
  readonly rateLimits: Readonly<Record<string, number>>;
  /** refused: an answer whose Code is not Success, with empty credentials. */
  readonly metadata: 'up' | 'hang' | 'error' | 'refused';
  /** How long the role's credentials live, in seconds; a new pair is handed out when half of it is over. */
  readonly credentialsSeconds: number;
}

export const defaultKnobs: Knobs = {
  latencyMs: 120,
  landingMs: 2000,
  assignMs: 300,
  eipMs: 1000,
  clockOffsetSeconds: 0,
  faults: [],
  refuseConnections: false,
  unreachableHosts: [],
  eipFollowsVip: true,
  haVipLandMs: 2000,
  haVipClaimLateMs: 0,
  haVipClaimsLost: 0,
  haVipDescribeLagMs: 0,
  haVipBeta: 'open',
  rateLimits: {},
  metadata: 'up',
  credentialsSeconds: 7200,
};
