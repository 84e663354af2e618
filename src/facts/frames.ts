import type { Argv, CommandResult } from '../ports/host.js';

/** One sh script that runs each command and ends what it says, on both streams, with a line of its own. */
export function renderScript(commands: readonly Argv[], boundary: string): string {
  const mark = (index: number) => [
    `ha_code=$?`,
    `printf '\\n%s %s %s\\n' ${boundary} ${index} "$ha_code"`,
    `printf '\\n%s %s %s\\n' ${boundary} ${index} "$ha_code" >&2`,
  ];
  const lines = commands.flatMap((argv, index) => [
    `(${argv.map(quoteWord).join(' ')}) </dev/null`,
    ...mark(index + 1),
  ]);
  return [':', ...mark(0), ...lines, 'exit 0'].join('\n');
}

/** What each command said and its exit status; undefined where the reply was cut short. What comes before mark 0 is a login's noise. */
export function parseFrames(
  reply: CommandResult,
  count: number,
  boundary: string,
): readonly CommandResult[] | undefined {
  const stdout = split(reply.stdout, boundary);
  const stderr = split(reply.stderr, boundary);
  if (stdout.length !== count + 1 || stderr.length !== count + 1) return undefined;
  return stdout.slice(1).map((frame, index) => ({
    code: frame.code,
    stdout: frame.text,
    stderr: stderr[index + 1]?.text ?? '',
  }));
}

interface Frame {
  readonly code: number;
  readonly text: string;
}

function split(stream: string, boundary: string): readonly Frame[] {
  const marks = new RegExp(`\\n${boundary} \\d+ (\\d+)\\n`, 'g');
  const frames: Frame[] = [];
  let from = 0;
  for (const match of stream.matchAll(marks)) {
    frames.push({ code: Number(match[1]), text: stream.slice(from, match.index) });
    from = match.index + match[0].length;
  }
  return frames;
}

/** Inside the one script word; the adapter quotes that word once more for the login shell. */
function quoteWord(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`;
}
