import type { Messages } from '../../messages/say.js';

export type ManagerName = 'apt' | 'dnf' | 'yum';

/** A sentence on what to do, by its name. */
type AdviceName = Extract<
  keyof Messages['packages'],
  'held' | 'noSource' | 'interrupted' | 'broken' | 'full' | 'excluded' | 'noRepository'
>;

/** How the hosts of one package manager are set up: data, and scripts whose words ("$@") are package names. */
export interface Family {
  readonly manager: ManagerName;
  /** The program by which a reader knows it. */
  readonly command: string;
  readonly packages: {
    readonly keepalived: string;
    readonly python: string;
    /** Brings semanage, where the family's hosts may have SELinux. */
    readonly semanage?: string;
  };
  /** Says what an installation would do and changes nothing; it keeps what it downloads in a folder of its own. */
  readonly simulate: string;
  /** In what `simulate` prints: it could be done. */
  readonly possible: RegExp;
  /** In what `simulate` prints: the version of keepalived that would be installed, as its first group. */
  readonly candidate: RegExp;
  readonly install: string;
  readonly remove: string;
  /** In the output of a failure: somebody else is using the package manager. Worth waiting for. */
  readonly locked: RegExp;
  /** Who that is, as the first group. */
  readonly lockHolder: RegExp;
  /** The lines of its output that say what is wrong. */
  readonly complaint: RegExp;
  /** A package source that it could not read and went on without; its name or address as the first group. */
  readonly skippedSource: RegExp;
  /** What to do about a complaint; the first that fits. */
  readonly advice: readonly (readonly [complaint: RegExp, hint: AdviceName])[];
  /** What to type to see whether its sources can be read. */
  readonly refresh: string;
  /** What to type for a newer keepalived. */
  readonly upgrade: string;
  /** What to type where keepalived is kept back on purpose. */
  readonly release: string;
}
