import type { Answers, ClusterSpec } from '../cluster/spec.js';
import { readAnswers, refuseAnswers } from '../commands/answers.js';
import type { Toolbox } from '../commands/toolbox.js';
import { AnswersError } from '../errors.js';
import { series } from '../messages/lists.js';
import { say } from '../messages/say.js';

/** The pair of one of several answers files, or what is wrong with the file. */
export type Member = GoodMember | BadMember;

export interface GoodMember {
  readonly path: string;
  /** How its line names it: by its cluster, or by its file where that is not enough. */
  readonly label: string;
  readonly spec: ClusterSpec;
  readonly answers: Answers;
}

interface BadMember {
  readonly path: string;
  readonly label: string;
  readonly mistake: AnswersError;
}

/** Reads all files. What is wrong with one of them, or with two that name the same thing, is said of the file. */
export async function readMembers(
  paths: readonly string[],
  toolbox: Pick<Toolbox, 'readText'>,
): Promise<readonly Member[]> {
  const read = await Promise.all(paths.map((path) => readMember(path, toolbox)));
  const shared = new Map<string, string>();
  return read.map((member) => {
    if ('mistake' in member) return member;
    const mistakes = claimsOf(member.spec).flatMap(({ key, isIn }) => {
      const other = shared.get(key);
      if (other === undefined) shared.set(key, member.path);
      return other === undefined ? [] : [isIn(other)];
    });
    const label = read.filter((one) => one.label === member.label).length > 1 ? member.path : member.label;
    if (mistakes.length === 0) return { ...member, label };
    const mistake = new AnswersError(say.fleet.claims.mistakes({ path: member.path, mistakes: series(mistakes) }), {
      hint: say.fleet.claims.hint,
    });
    return { path: member.path, label: member.path, mistake };
  });
}

/** All members. Throws AnswersError with the mistakes of every file: before a change nothing is left to chance. */
export function requireAll(members: readonly Member[]): readonly GoodMember[] {
  const bad = members.flatMap((member) => ('mistake' in member ? [member] : []));
  const good = members.flatMap((member) => ('spec' in member ? [member] : []));
  if (bad.length === 0) return good;
  const mistakes = bad.map(({ mistake }) => mistake.message).join('\n');
  throw new AnswersError(say.fleet.unusable({ bad: bad.length, all: members.length, mistakes }), {
    hint: say.fleet.unusableHint,
  });
}

async function readMember(path: string, toolbox: Pick<Toolbox, 'readText'>): Promise<Member> {
  try {
    const parsed = await readAnswers(path, toolbox);
    if ('answers' in parsed) return { path, label: parsed.spec.cluster, ...parsed };
    return { path, label: path, mistake: refuseAnswers(path, parsed.problems) };
  } catch (cause) {
    if (cause instanceof AnswersError) return { path, label: path, mistake: cause };
    throw cause;
  }
}

/** What no other pair may name. The VIP is none of it: other VPCs have the same addresses. */
function claimsOf({ cluster, region, nodes, eip }: ClusterSpec): readonly Claim[] {
  const { claims } = say.fleet;
  return [
    { key: `${region} ${cluster}`, isIn: (other) => claims.cluster({ cluster, region, other }) },
    ...nodes.map(({ instance }): Claim => ({ key: instance, isIn: (other) => claims.instance({ instance, other }) })),
    ...(eip.startsWith('eip-') ? [{ key: eip, isIn: (other: string) => claims.eip({ eip, other }) }] : []),
  ];
}

interface Claim {
  readonly key: string;
  /** What is said where another file claims the same. */
  isIn(other: string): string;
}
