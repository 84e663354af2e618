/**
 * What steers a terminal instead of showing there: control characters but line ends and tabs, and those that turn the
 * direction of writing or hide text.
 */
const steering = /(?![\n\t])\p{Cc}|[\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]|\p{Cs}/gu;

/** The text with everything in it shown as what it is: data of the cloud and of hosts is never obeyed by a terminal. */
export function harmless(text: string): string {
  return text.replace(steering, (character) => {
    const code = character.charCodeAt(0);
    return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;
  });
}

/** The same for what belongs into one line, such as a name of the cloud or the words of a server: nothing in it begins another. */
export function oneLine(text: string): string {
  return harmless(text.replace(/[\n\t]/g, '?'));
}

/** The same for every text within a value. */
export function harmlessAll<T>(value: T): T {
  return walk(value) as T;
}

/** A value as one line of JSON that a terminal shows as it is; whoever parses it gets the value itself. */
export function harmlessJson(value: object): string {
  return JSON.stringify(value).replace(
    steering,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function walk(value: unknown): unknown {
  if (typeof value === 'string') return harmless(value);
  if (Array.isArray(value)) return value.map(walk);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, walk(item)]));
}
