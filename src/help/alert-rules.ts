/** The alert rules of the topic `metrics`, as a file that Prometheus reads. Throws where the topic has none. */
export function alertRulesOf(topic: string): string {
  const lines = topic.split('\n');
  const begin = lines.indexOf('    groups:');
  const length = lines.slice(begin).findIndex((line) => /^\S/.test(line));
  if (begin < 0 || length < 0) throw new Error('the topic has no alert rules');
  const rules = lines.slice(begin, begin + length).map((line) => line.slice(4));
  return `${rules.join('\n').trimEnd()}\n`;
}
