import type { CauseCode } from '../../cluster/verify-result.js';
import type { Pair } from '../../pair/pair.js';
import type { CheckFinding } from '../run.js';
import type { CheckId } from '../table.js';

/** What a repair is made from. */
export interface RepairContext {
  readonly pair: Pick<Pair, 'spec' | 'topology'>;
  /** The next command to type, quoted: with no words, the one that puts things right. */
  command(...words: readonly string[]): string;
}

/** One command. */
export interface Repair {
  /** The instance to type it on; absent: where ha-setup runs. */
  readonly on?: string;
  readonly line: string;
}

/** Findings that point to one cause. */
export interface Pattern {
  readonly code: CauseCode;
  /** Any of these shows it, as an error or a warning. */
  readonly shownBy: readonly CheckId[];
  /** Only with one of these codes. */
  readonly codes?: readonly (string | RegExp)[];
  /** Only where one of these was found at the same place. */
  readonly beside?: readonly CheckId[];
  /** Only where both hosts show it. */
  readonly onBoth?: boolean;
  /** What else follows from it, at the same place or of the pair. */
  readonly explains: readonly CheckId[];
  /** Undefined where the finding's own hint is all that can be said. */
  repair(finding: CheckFinding, context: RepairContext): Repair | undefined;
}

/** Everything that only a host that answers tells. */
export const ofRoles = ['vrrp', 'vip.nic', 'preferred', 'log.switches'] as const satisfies readonly CheckId[];

/** Of what ha-setup writes on a host. */
export const files = [
  'files.drift',
  'files.missing',
  'files.mode',
  'files.owner',
  'files.damaged',
] as const satisfies readonly CheckId[];

/** Of a host's own way to the API. */
export const ofApi = [
  'api.credentials',
  'credentials.expiry',
  'api.may-migrate',
  'api.may-bind',
] as const satisfies readonly CheckId[];

const services = ['service.active', 'service.enabled', 'hooks.running', 'hooks.service'] as const;
const keptOut = ['hooks.unhealthy', 'hooks.isolated', 'hooks.yielded', 'hooks.held', 'hooks.stranger'] as const;

/** Of what runs on a host. */
export const ofHost = [...services, ...keptOut, ...files] as const satisfies readonly CheckId[];

/** By a run of ha-setup with these answers. */
export const byRun: Pattern['repair'] = (_, { command }) => ({ line: command() });

/** On the host of the finding. */
export const there =
  (line: string): Pattern['repair'] =>
  ({ where }) => ({ on: where, line });
