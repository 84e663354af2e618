import type { ChalkInstance } from 'chalk';
import leven from 'leven';
import { AnswersError } from '../errors.js';
import { say } from '../messages/say.js';
import { padEnd } from '../text/width.js';

/** A topic of the manual, as the build lists them. */
export interface Topic {
  readonly name: string;
  /** What it is about, in a line. */
  readonly about: string;
  /** Other words that lead to it, such as commands. */
  readonly also: readonly string[];
}

/** The manual as it was built. */
export interface Manual {
  readonly topics: readonly Topic[];
  /** A topic's text, in Markdown. */
  read(name: string): string;
}

/** The text of one topic, or the list of all. Throws AnswersError for a topic that is not there. */
export function findText(manual: Manual, wanted: string | undefined): string {
  if (wanted === undefined) return listTopics(manual.topics);
  const word = wanted.toLowerCase();
  const topic = manual.topics.find(({ name, also }) => name === word || also.includes(word));
  if (topic !== undefined) return manual.read(topic.name);
  const near = findNearest(word, manual.topics);
  throw new AnswersError(say.commands.help.unknown({ topic: JSON.stringify(wanted) }), {
    hint: near === undefined ? say.commands.help.list : say.commands.help.near({ topic: near }),
  });
}

function listTopics(topics: readonly Topic[]): string {
  const width = Math.max(...topics.map(({ name }) => name.length));
  const lines = topics.map(({ name, about }) => `    ${padEnd(name, width)}  ${about}`);
  const { heading, readOne } = say.commands.help;
  return `# ${heading}\n\n${lines.join('\n')}\n\n${readOne}\n`;
}

/** The topic whose name, or another word for it, begins like the word or differs from it by few letters. */
function findNearest(word: string, topics: readonly Topic[]): string | undefined {
  const names = topics.flatMap(({ name, also }) => [name, ...also].map((one) => ({ name, one })));
  const begun = names.find(({ one }) => word.length > 1 && (one.startsWith(word) || word.startsWith(one)));
  if (begun !== undefined) return begun.name;
  const [best] = names.map(({ name, one }) => ({ name, distance: leven(one, word) })).sort(byDistance);
  return best !== undefined && best.distance <= Math.max(2, word.length / 3) ? best.name : undefined;
}

const byDistance = (one: { readonly distance: number }, other: { readonly distance: number }) =>
  one.distance - other.distance;

/** Markdown for a terminal: headings and code in colour, their marks gone; without colours it stays as it is. */
export function emphasise(text: string, chalk: ChalkInstance): string {
  if (chalk.level === 0) return text;
  let isCode = false;
  // A sentence in asterisks may go on in the next line.
  const stressed = text.replace(
    /(?<=^|[\s(\p{Script=Han}，。：；（、])\*{1,2}([^*\s][^*]*)\*{1,2}(?=[\s.,:;)\p{Script=Han}，。：；）、]|$)/gmu,
    (_, words: string) => chalk.bold(words),
  );
  const lines = stressed.split('\n').flatMap((line) => {
    if (line.startsWith('```')) {
      isCode = !isCode;
      return [];
    }
    if (isCode) return [`    ${line}`];
    if (line.startsWith('    ')) return [line];
    const heading = /^#+ (.*)$/.exec(line)?.[1];
    if (heading !== undefined) return [chalk.bold(heading)];
    return [line.replace(/`([^`]+)`/g, (_, code: string) => chalk.cyan(code))];
  });
  return lines.join('\n');
}
