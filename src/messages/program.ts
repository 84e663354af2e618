let program = 'ha-setup';

/** Chooses how commands to type begin; main does so before anything is said. */
export function startedAs(words: string): void {
  program = words;
}

/** A command of this program, as its reader types it: `ha-setup help`, `npx ha-setup help`. */
export function typed(words = ''): string {
  return words === '' ? program : `${program} ${words}`;
}
