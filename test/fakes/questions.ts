import type { SshQuestions } from '../../src/adapters/ssh/questions.js';

const silence = async () => undefined;

/** Nobody answers, but for what is given. */
export function answering(given: Partial<SshQuestions> = {}): SshQuestions {
  const questions: SshQuestions = {
    passphrase: silence,
    password: silence,
    sudoPassword: silence,
    challenge: silence,
    isRightHostKey: silence,
    forget: () => undefined,
    withoutAsking: () => questions,
    ...given,
  };
  return questions;
}
