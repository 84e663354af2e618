import type { FileStates } from './files.js';

/** A file that ha-setup wrote and whose content makes no sense now. */
export interface DamagedFile {
  readonly path: string;
  readonly reason: string;
}

/** The parsed content of a file; undefined where there is none, or where it is damaged and `onDamage` returns. */
export function contentOf<T>(
  files: FileStates,
  path: string,
  parse: (text: string) => T,
  onDamage: (file: DamagedFile) => void,
): T | undefined {
  const content = files[path]?.content;
  if (content === undefined) return undefined;
  try {
    return parse(content);
  } catch (cause) {
    onDamage({ path, reason: (cause as Error).message.split('\n', 1)[0] ?? '' });
    return undefined;
  }
}
