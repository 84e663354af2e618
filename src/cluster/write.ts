import { stringify } from 'yaml';
import { type Answers, answerKeys } from './spec.js';

/** Answers as a file that reads like the one in the README; secrets are no part of them. */
export function renderAnswers(answers: Answers): string {
  const given = answerKeys.flatMap((key) => (answers[key] === undefined ? [] : [[key, answers[key]] as const]));
  const text = stringify(Object.fromEntries(given));
  return `# yaml-language-server: $schema=node_modules/ha-setup/dist/answers.schema.json\n${text}`;
}
