import type { Toolbox } from '../commands/toolbox.js';
import type { PairLine } from '../ports/pair-lines.js';
import { displayWidth } from '../text/width.js';
import type { Member } from './members.js';

/** Where one of several pairs is worked on: its line of the screen, and the same outside as any pair has. */
export interface Desk<M extends Member = Member> {
  readonly member: M;
  readonly line: PairLine;
  /** Its result is kept, what it says goes to its line, and it asks nothing but what logging in needs. */
  readonly toolbox: Toolbox;
  /** What the command gave as the result for this pair. */
  result(): object | undefined;
}

export function openDesks<M extends Member>(members: readonly M[], shared: Toolbox): readonly Desk<M>[] {
  const width = Math.max(0, ...members.map(({ label }) => displayWidth(label)));
  return members.map((member) => {
    let result: object | undefined;
    const line = shared.pairLines.open(member.label, width);
    const { prompter: _nobody, ...outside } = shared.speakingTo(line.reporter);
    const toolbox: Toolbox = {
      ...outside,
      json: true,
      printResult: (given) => {
        result = given;
      },
      show: () => undefined,
      waiting: (what, work) => {
        line.step(what);
        return work();
      },
    };
    return { member, line, toolbox, result: () => result };
  });
}
