import { parseAnswers } from '../../src/cluster/parse.js';

/** An answers file with nothing wrong in it. */
export const goodAnswers = `version: 1
cluster: web
region: ap-beijing
mode: stable
vip: auto
eip: none
nodes:
  - instance: ins-aaaaaaa1
    ssh: { host: 10.0.1.17 }
  - instance: ins-aaaaaaa2
ssh:
  user: ubuntu
`;

/** What is wrong with a text, one line each: the line in the file, the path, the message. */
export function problemsOf(text: string): readonly string[] {
  const parsed = parseAnswers(text);
  if (!('problems' in parsed)) return [];
  return parsed.problems.map(({ path, line, message }) => `${line ?? '-'} ${path}: ${message}`);
}
