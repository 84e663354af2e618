import { english } from './en/english.js';

/** Every sentence that a person reads, by subject. What a language lacks, or has too much, is a compile error. */
export type Messages = typeof english;

/** The sentences in the language of this run. Read it where a sentence is made, never while a module is loaded. */
export let say: Messages = english;

/** Chooses the language; main does so before anything is said. */
export function speak(messages: Messages): void {
  say = messages;
}
