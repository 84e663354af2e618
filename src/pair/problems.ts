import type { EipId, EniId, HaVipId, Ipv4 } from '../cluster/ids.js';
import type { NodeName } from '../cluster/spec.js';
import type { HooksStatus } from '../facts/hooks.js';
import { faultWords, type Watch } from '../facts/watch.js';
import { say } from '../messages/say.js';

/** One thing that keeps a pair from being well: a code, with what belongs to it. */
export type Problem =
  | { readonly code: 'api-silent'; readonly why: string }
  | { readonly code: 'cloud-lacks' }
  /** While the cloud does not answer, by what the hosts say of themselves. */
  | { readonly code: 'no-master' | 'two-masters' }
  | { readonly code: 'not-set-up'; readonly node: NodeName }
  | { readonly code: 'vip-away'; readonly vip: Ipv4; readonly eni: EniId | undefined }
  | { readonly code: 'vip-unclaimed'; readonly vip: Ipv4; readonly haVip: HaVipId }
  | { readonly code: 'vip-moving'; readonly vip: Ipv4; readonly state: string }
  | { readonly code: 'eip-away'; readonly eip: EipId | undefined; readonly vip: Ipv4; readonly node: NodeName }
  | { readonly code: 'unreached'; readonly node: NodeName; readonly why: string }
  | { readonly code: 'service'; readonly node: NodeName; readonly state: string }
  | { readonly code: 'hooks'; readonly node: NodeName; readonly state: Watch['state'] }
  | { readonly code: 'hooks-silent'; readonly node: NodeName }
  | { readonly code: 'kept-out'; readonly node: NodeName; readonly fault: string; readonly why: string }
  | { readonly code: 'role'; readonly node: NodeName; readonly role: HooksStatus['role']; readonly expected: string }
  | { readonly code: 'nic'; readonly node: NodeName; readonly vip: Ipv4; readonly isOn: boolean }
  | { readonly code: 'owner'; readonly node: NodeName; readonly owner: HooksStatus['owner'] };

/**
 * The problem in words.
 * @param label how people know a node
 */
export function explainProblem(problem: Problem, label: (node: NodeName) => string): string {
  switch (problem.code) {
    case 'api-silent':
      return `the API did not answer: ${problem.why}`;
    case 'cloud-lacks':
      return 'the cloud lacks an instance, an ENI or the subnet of the answers';
    case 'no-master':
      return say.setUp.noMaster;
    case 'two-masters':
      return say.setUp.twoMasters;
    case 'vip-away': {
      const place = problem.eni === undefined ? 'on no ENI' : `on ${problem.eni}, which is neither node's`;
      return `in the cloud ${problem.vip} is ${place}`;
    }
    case 'vip-unclaimed':
      return `in the cloud ${problem.vip} (${problem.haVip}) is with nobody: no host has announced it`;
    case 'vip-moving':
      return `in the cloud ${problem.vip} is ${problem.state}`;
    case 'eip-away':
      return `${problem.eip ?? 'the EIP'} is not on ${problem.vip} at ${label(problem.node)}`;
    default:
      return `${label(problem.node)}: ${explainOfHost(problem)}`;
  }
}

function explainOfHost(problem: Extract<Problem, { readonly node: NodeName }>): string {
  switch (problem.code) {
    case 'unreached':
      return problem.why;
    case 'not-set-up':
      return say.setUp.isNot;
    case 'service':
      return `keepalived is ${problem.state}`;
    case 'hooks':
      return `its hooks (vip.py watch) are ${problem.state}`;
    case 'hooks-silent':
      return 'its hooks do not answer';
    case 'kept-out':
      return `${problem.fault} ${tidyReason(problem.why)}`.trim();
    case 'role':
      return `VRRP says ${problem.role}, expected ${problem.expected}`;
    case 'nic':
      return `${problem.vip} is ${problem.isOn ? '' : 'not '}on its NIC`;
    case 'owner':
      return `it reads the VIP's owner in the cloud as "${problem.owner}"`;
    case 'eip-away':
      return `the EIP is not on ${problem.vip}`;
  }
}

/** The words of a fault in brackets; empty where it has none. */
export function tidyReason(why: string): string {
  const words = faultWords(why);
  return words === '' ? '' : `(${words})`;
}
