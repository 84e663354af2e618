import { distributions } from '../facts/distributions.js';
import { findFamily, managerCommands } from '../facts/families/families.js';
import type { OsRelease } from '../facts/os-release.js';
import { say } from '../messages/say.js';
import type { Entry } from './lay-out.js';

/** The package managers that a kind of distribution is set up with, the preferred one first. */
function managersOf(family: OsRelease['family']): readonly string[] {
  const found: string[] = [];
  for (;;) {
    const managers = managerCommands.filter((command) => !found.includes(command));
    const next = findFamily({ os: { family }, managers })?.command;
    if (next === undefined) return found;
    found.push(next);
  }
}

/** Distributions by the ID in their os-release: the oldest version that can work, and what they are set up with. */
export function distributionsTable(): readonly Entry[] {
  return distributions.map(({ id, name, oldest, family, isUntried }) => {
    const words = say.help.systems;
    const versions = oldest === undefined ? name : words.orLater({ name, oldest });
    const managers = managersOf(family).reduce((one, other) => words.otherwise({ one, other }));
    return {
      term: id,
      text: isUntried ? words.untried({ versions, managers }) : words.setUpWith({ versions, managers }),
    };
  });
}
