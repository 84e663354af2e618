import type { Account, EipRecord, RuleRecord } from './account.js';
import type { Permission } from './config.js';
import type { PolicyDocument } from './policy.js';

/** What a test, or "a person in the console", may do to the account. Takes effect at once. */
export type AccountChange =
  | { readonly kind: 'instance'; readonly id: string; readonly state: string }
  | { readonly kind: 'rename'; readonly id: string; readonly name: string }
  | { readonly kind: 'remove-instance'; readonly id: string }
  /** A new instance with a primary ENI, otherwise like another one. */
  | {
      readonly kind: 'add-instance';
      readonly id: string;
      readonly like: string;
      readonly eni: string;
      readonly address: string;
      readonly mac: string;
    }
  /** Where its hardware is, as far as the API tells; an instance of the lab is in one spread placement group with its peer. */
  | {
      readonly kind: 'placement';
      readonly instance: string;
      readonly group?: string;
      readonly host?: string;
      readonly rack?: string;
    }
  | { readonly kind: 'role'; readonly instance: string; readonly role: string | null }
  | { readonly kind: 'ip-quota'; readonly instance: string; readonly quota: number }
  | { readonly kind: 'fill-eni'; readonly eni: string }
  | { readonly kind: 'move'; readonly address: string; readonly to: string }
  | { readonly kind: 'assign'; readonly address: string; readonly eni: string; readonly description?: string }
  | { readonly kind: 'unassign'; readonly address: string }
  /** Something that is no ENI of ours to see gets the address: a load balancer, a database. */
  | {
      readonly kind: 'occupy';
      readonly address: string;
      readonly subnet: string;
      readonly type: string;
      readonly id: string;
    }
  | { readonly kind: 'describe'; readonly address: string; readonly description: string }
  | {
      readonly kind: 'add-eni';
      readonly id: string;
      readonly instance: string;
      readonly address: string;
      /** Of the extension kind; its ENIs may have so many private IPs. */
      readonly extensionIpQuota?: number;
    }
  | { readonly kind: 'eni-groups'; readonly eni: string; readonly groups: readonly string[] }
  | {
      readonly kind: 'rules';
      readonly group: string;
      readonly ingress?: readonly RuleRecord[];
      readonly egress?: readonly RuleRecord[];
    }
  | { readonly kind: 'add-eip'; readonly id: string; readonly ip: string; readonly name: string }
  | { readonly kind: 'bind-eip'; readonly id: string; readonly eni: string; readonly address: string }
  | { readonly kind: 'unbind-eip'; readonly id: string }
  | { readonly kind: 'eip-quota'; readonly quota: number }
  | {
      readonly kind: 'eip-state';
      readonly id: string;
      readonly status?: EipRecord['status'];
      readonly arrears?: boolean;
      readonly blocked?: boolean;
      readonly cascadeRelease?: boolean;
    }
  /** One that is there already; `eni` has it, or nobody. */
  | {
      readonly kind: 'add-havip';
      readonly id: string;
      readonly name: string;
      readonly address: string;
      readonly checkAssociate: boolean;
      readonly instances: readonly string[];
      readonly eni?: string;
    }
  /** Taken from whoever has it, as a person can in the console. */
  | { readonly kind: 'unbind-havip'; readonly id: string }
  /** As if the ENI's port had heard a gratuitous ARP packet of its machine. */
  | { readonly kind: 'announce'; readonly address: string; readonly eni: string }
  | { readonly kind: 'bind-havip-eip'; readonly id: string; readonly eip: string | null }
  | { readonly kind: 'havip-quota'; readonly quota: number }
  | { readonly kind: 'account-type'; readonly type: Account['type'] }
  | { readonly kind: 'internet'; readonly instance: string; readonly chargeType: string; readonly mbits: number }
  /** Such as ATTACHING; at rest when absent. */
  | { readonly kind: 'eni-state'; readonly eni: string; readonly state?: string }
  /** For a secret id, or for all keys of a kind: operator, host, limited, role:NAME. */
  | { readonly kind: 'permissions'; readonly of: string; readonly allowed: readonly Permission[] }
  /** The same as a policy of Cloud Access Management; what it does not allow is denied. */
  | { readonly kind: 'policy'; readonly of: string; readonly policy: PolicyDocument }
  | { readonly kind: 'rotate-credentials'; readonly expireOld?: boolean }
  | { readonly kind: 'expire-credentials' }
  /** A person deletes an API key. */
  | { readonly kind: 'delete-key'; readonly secretId: string };
