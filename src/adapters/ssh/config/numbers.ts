import { readFileSync } from 'node:fs';

/** Seconds of a time such as 90, 1m30s or 1h (sshd_config(5), TIME FORMATS); undefined where it is none. */
export function parseTime(text: string): number | undefined {
  const factors: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };
  let seconds = 0;
  let digits = '';
  for (const letter of text.toLowerCase()) {
    const factor = factors[letter];
    if (letter >= '0' && letter <= '9') digits += letter;
    else if (factor === undefined || digits === '') return undefined;
    else {
      seconds += Number(digits) * factor;
      digits = '';
    }
  }
  seconds += Number(digits);
  return text === '' || seconds >= 2 ** 31 ? undefined : seconds;
}

/** A port from 1 to 65535, as a number or by its name in services(5); undefined where it is none. */
export function parsePort(text: string): number | undefined {
  if (/^ *\+?\d{1,10}$/.test(text)) return inRange(Number(text));
  if (!/^[a-z][a-z0-9+._-]*$/i.test(text)) return undefined;
  const line = readServices().find(
    (words) => words[1]?.endsWith('/tcp') && (words[0] === text || words.includes(text, 2)),
  );
  return line === undefined ? undefined : inRange(Number.parseInt(line[1] ?? '', 10));
}

function inRange(port: number): number | undefined {
  return port >= 1 && port <= 65_535 ? port : undefined;
}

function readServices(): readonly (readonly string[])[] {
  try {
    const lines = readFileSync('/etc/services', 'utf8').split('\n');
    return lines.map((line) => line.replace(/#.*/, '').trim().split(/\s+/));
  } catch {
    return [];
  }
}
