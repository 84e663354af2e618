import leven from 'leven';
import { AnswersError } from '../errors.js';

/** What is said of a word that is no command, with the nearest one where one is near. */
export function unknownCommand(word: string, names: readonly string[]): AnswersError {
  const [nearest] = names
    .map((name) => ({ name, distance: leven(word.toLowerCase(), name) }))
    .filter(({ name, distance }) => distance <= Math.max(2, Math.floor(name.length / 3)))
    .sort((one, other) => one.distance - other.distance);
  const hint = nearest === undefined ? 'ha-setup --help lists the commands' : `did you mean ${nearest.name}?`;
  return new AnswersError(`unknown command ${JSON.stringify(word)}`, { hint });
}
