import type { Prompter } from '../ports/prompter.js';

/**
 * A prompter that several may ask at once: one question after the other.
 * @param around runs each question, for example with the screen cleared for it
 */
export function askInTurn(prompter: Prompter, around: <T>(ask: () => Promise<T>) => Promise<T>): Prompter {
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(ask: () => Promise<T>): Promise<T> => {
    const answer = last.then(() => around(ask));
    last = answer.catch(() => undefined);
    return answer;
  };
  return {
    confirm: (message, initial) => inTurn(() => prompter.confirm(message, initial)),
    agree: (question) => inTurn(() => prompter.agree(question)),
    password: (question) => inTurn(() => prompter.password(question)),
    secret: (message) => inTurn(() => prompter.secret(message)),
    choose: (question) => inTurn(() => prompter.choose(question)),
    text: (question) => inTurn(() => prompter.text(question)),
    hidden: (question) => inTurn(() => prompter.hidden(question)),
  };
}
