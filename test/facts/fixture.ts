import { readFileSync } from 'node:fs';

/** A host's answer, kept as a file. */
export function fixture(path: string): string {
  return readFileSync(new URL(`fixtures/${path}`, import.meta.url), 'utf8');
}
