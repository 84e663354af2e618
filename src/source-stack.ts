import { readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { fileURLToPath } from 'node:url';

/** A place in a compiled file, as a line of a stack names it. */
const framePattern = /(file:\/\/[^\s()]+\.js):(\d+):(\d+)/g;

/**
 * An error's stack with files and lines of the source, where a source map stands beside the compiled file. Node would do the
 * same by itself, but reads every file's map when the program starts.
 */
export function sourceStack({ stack, message }: Error): string {
  const maps = new Map<string, SourceMap | undefined>();
  return (stack ?? message).replace(framePattern, (frame: string, url: string, line: string, column: string) => {
    if (!maps.has(url)) maps.set(url, readMap(url));
    const origin = maps.get(url)?.findEntry(Number(line) - 1, Number(column) - 1);
    if (origin === undefined || !('originalSource' in origin)) return frame;
    return `${new URL(origin.originalSource, url)}:${origin.originalLine + 1}:${origin.originalColumn + 1}`;
  });
}

/** Undefined where there is none that can be read: an error about an error helps nobody. */
function readMap(url: string): SourceMap | undefined {
  try {
    return new SourceMap(JSON.parse(readFileSync(`${fileURLToPath(url)}.map`, 'utf8')));
  } catch {
    return undefined;
  }
}
