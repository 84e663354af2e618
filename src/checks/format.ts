import type { PublishedFinding } from '../cluster/verify-result.js';
import { say } from '../messages/say.js';
import type { Tone } from '../ports/reporter.js';
import { displayWidth, padEnd } from '../text/width.js';

export interface Line {
  readonly text: string;
  readonly tone: Tone;
}

const tones: Readonly<Record<PublishedFinding['level'], Tone>> = {
  ok: 'plain',
  unproven: 'faint',
  warning: 'warning',
  error: 'bad',
};

/**
 * Checks as lines, in groups: the cloud, then each host.
 * @param hosts the instances that have a group of their own, with what to call it
 */
export function formatChecks(
  checks: readonly PublishedFinding[],
  hosts: Readonly<Record<string, string>>,
): readonly Line[] {
  const levels = Math.max(...Object.values(say.findings.levels).map(displayWidth));
  const width = Math.max(0, ...checks.map(({ id }) => id.length));
  const group = (title: string, members: readonly PublishedFinding[]): Line[] =>
    members.length === 0
      ? []
      : [{ text: title, tone: 'heading' }, ...members.flatMap((check) => formatCheck(check, { width, levels }, title))];
  return [
    ...group(
      say.findings.general,
      checks.filter(({ where }) => hosts[where] === undefined),
    ),
    ...Object.entries(hosts).flatMap(([id, title]) =>
      group(
        title,
        checks.filter(({ where }) => where === id),
      ),
    ),
  ];
}

function formatCheck(
  { id, level, where, message, hint, diff }: PublishedFinding,
  { width, levels }: { readonly width: number; readonly levels: number },
  title: string,
): Line[] {
  const isNamed = title.startsWith(where) || where === 'cloud' || where === 'pair' || message.includes(where);
  const told = isNamed ? message : say.findings.of({ where, message });
  const text = `  ${padEnd(say.findings.levels[level], levels)} ${padEnd(id, width)}  ${told}`;
  const indent = ' '.repeat(width + levels + 5);
  return [
    { text, tone: tones[level] },
    ...(diff ?? []).map((line): Line => ({ text: `${indent}${line}`, tone: toneOf(line) })),
    ...(hint === undefined ? [] : [{ text: `${indent}→ ${hint}`, tone: 'plain' as const }]),
  ];
}

function toneOf(line: string): Tone {
  if (line.startsWith('+')) return 'add';
  return line.startsWith('-') ? 'remove' : 'faint';
}
