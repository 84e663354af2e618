import type { Secret } from '../../spec/secret.js';
import type { AskPassphrase } from './identity.js';

/**
 * One question at a time and each question once: two hosts that are logged in to side by side mostly need the same key.
 * An answer that fails to come is asked for again the next time.
 */
export function sharePassphrases(ask: AskPassphrase): AskPassphrase {
  const answers = new Map<string, Promise<Secret | undefined>>();
  let last: Promise<unknown> = Promise.resolve();
  return (file, attempt) => {
    const question = `${attempt} ${file}`;
    const known = answers.get(question);
    if (known !== undefined) return known;
    const answer = last.then(() => ask(file, attempt));
    answers.set(question, answer);
    last = answer.catch(() => answers.delete(question));
    return answer;
  };
}
