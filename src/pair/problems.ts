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
  const words = say.pair.problems;
  switch (problem.code) {
    case 'api-silent':
      return words.apiSilent(problem);
    case 'cloud-lacks':
      return words.cloudLacks;
    case 'no-master':
      return say.setUp.noMaster;
    case 'two-masters':
      return say.setUp.twoMasters;
    case 'vip-away': {
      const { vip, eni } = problem;
      return eni === undefined ? words.vipNowhere({ vip }) : words.vipAway({ vip, eni });
    }
    case 'vip-unclaimed':
      return words.vipUnclaimed(problem);
    case 'vip-moving':
      return words.vipMoving(problem);
    case 'eip-away': {
      const { eip, vip } = problem;
      const node = label(problem.node);
      return eip === undefined ? words.noEip({ vip, node }) : words.eipAway({ eip, vip, node });
    }
    default:
      return words.ofNode({ node: label(problem.node), problem: explainOfHost(problem) });
  }
}

function explainOfHost(problem: Exclude<Extract<Problem, { readonly node: NodeName }>, { readonly code: 'eip-away' }>) {
  const words = say.pair.problems;
  switch (problem.code) {
    case 'unreached':
      return problem.why;
    case 'not-set-up':
      return say.setUp.isNot;
    case 'service':
      return words.service(problem);
    case 'hooks':
      return words.hooks({ state: say.pair.hooks[problem.state] });
    case 'hooks-silent':
      return words.hooksSilent;
    case 'kept-out':
      return explainFault(problem.fault, problem.why);
    case 'role':
      return words.role(problem);
    case 'nic':
      return problem.isOn ? words.vipOn(problem) : words.vipOff(problem);
    case 'owner':
      return words.owner({ owner: nameOfOwner(problem.owner) });
  }
}

/** Why a host may not be active, in words.
 * @param why what the host says of it; empty where it says nothing
 */
export function explainFault(code: string, why: string): string {
  const fault = nameOfFault(code);
  const words = faultWords(why);
  return words === '' ? fault : say.pair.fault({ fault, why: words });
}

/** The word for a reason of the hooks; the code itself where it is of another version. */
export function nameOfFault(code: string): string {
  const names: Readonly<Record<string, string>> = say.pair.faults;
  return names[code] ?? code;
}

/** Who has the VIP in the cloud, from a host's point of view; an ENI or instance stands for itself. */
export function nameOfOwner(owner: string): string {
  const names: Readonly<Record<string, string>> = say.logs.owners;
  return names[owner] ?? owner;
}

/** What a host says of a fault, in brackets; empty where it says nothing. */
export function tidyReason(why: string): string {
  const words = faultWords(why);
  return words === '' ? '' : say.pair.detail({ text: words });
}
