import leven from 'leven';
import { AnswersError } from '../errors.js';
import { say } from '../messages/say.js';

/** What is said of a word that is no command, with the nearest one where one is near. */
export function unknownCommand(word: string, names: readonly string[]): AnswersError {
  const [nearest] = names
    .map((name) => ({ name, distance: leven(word.toLowerCase(), name) }))
    .filter(({ name, distance }) => distance <= Math.max(2, Math.floor(name.length / 3)))
    .sort((one, other) => one.distance - other.distance);
  const hint = nearest === undefined ? say.usage.listed : say.usage.nearest({ name: nearest.name });
  return new AnswersError(say.usage.unknownCommand({ word: JSON.stringify(word) }), { hint });
}

/** What a shell makes of --answers with a pattern that is not quoted: the first file follows the flag, the others stand alone. */
export const isFileName = (word: string): boolean => /\.(ya?ml|json)$/i.test(word);

/** What is said of a word that nothing takes; where it looks like an answers file, how several are named. */
export function oneWordTooMany(word: string, command: string): AnswersError {
  const hint = isFileName(word)
    ? say.usage.severalFiles
    : say.usage.takes({ command: command === 'ha-setup' ? '--help' : `${command} --help` });
  return new AnswersError(say.usage.noWord({ command, word: JSON.stringify(word) }), { hint });
}
