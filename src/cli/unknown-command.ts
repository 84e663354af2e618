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

/** What a shell makes of --answers with a pattern that is not quoted: the first file follows the flag, the others stand alone. */
export const isFileName = (word: string): boolean => /\.(ya?ml|json)$/i.test(word);

/** What is said of a word that nothing takes; where it looks like an answers file, how several are named. */
export function oneWordTooMany(word: string, command: string): AnswersError {
  const hint = isFileName(word)
    ? "for several answers files give --answers several times, or a pattern in quotes: --answers 'clusters/*.yaml'"
    : `${command === 'ha-setup' ? '' : 'ha-setup '}${command} --help shows what it takes`;
  return new AnswersError(`${command} does not take the word ${JSON.stringify(word)}`, { hint });
}
