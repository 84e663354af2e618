import type { Answers, ClusterSpec } from '../cluster/spec.js';
import { readAnswers, refuseAnswers } from '../commands/answers.js';
import type { Toolbox } from '../commands/toolbox.js';
import { AnswersError } from '../errors.js';

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
    const mistakes = claimsOf(member.spec).flatMap(({ key, what }) => {
      const other = shared.get(key);
      if (other === undefined) shared.set(key, member.path);
      return other === undefined ? [] : [`${what} is in ${other}, too`];
    });
    const label = read.filter((one) => one.label === member.label).length > 1 ? member.path : member.label;
    if (mistakes.length === 0) return { ...member, label };
    const mistake = new AnswersError(`${member.path}: ${mistakes.join('; ')}`, {
      hint: 'a pair has a name, two instances and an EIP of its own: correct one of the files, or leave it out',
    });
    return { path: member.path, label: member.path, mistake };
  });
}

/** All members. Throws AnswersError with the mistakes of every file: before a change nothing is left to chance. */
export function requireAll(members: readonly Member[]): readonly GoodMember[] {
  const bad = members.flatMap((member) => ('mistake' in member ? [member] : []));
  const good = members.flatMap((member) => ('spec' in member ? [member] : []));
  if (bad.length === 0) return good;
  throw new AnswersError(
    `${bad.length} of ${members.length} answers files cannot be used:\n${bad.map(({ mistake }) => mistake.message).join('\n')}`,
    { hint: 'correct them and run the same command again; nothing was changed' },
  );
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
function claimsOf({ cluster, region, nodes, eip }: ClusterSpec): readonly { key: string; what: string }[] {
  return [
    { key: `${region} ${cluster}`, what: `the cluster ${cluster} of ${region}` },
    ...nodes.map(({ instance }) => ({ key: instance, what: `the instance ${instance}` })),
    ...(eip.startsWith('eip-') ? [{ key: eip, what: `the EIP ${eip}` }] : []),
  ];
}
