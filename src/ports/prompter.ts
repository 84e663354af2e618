import type { Secret } from '../cluster/secret.js';

/** Instead of an answer: the person goes back to the question before this one. */
export const back = Symbol('back');

export type Back = typeof back;

export interface Question {
  readonly message: string;
  /** What the reader needs to know to answer; a line or two. */
  readonly help?: string;
  /** False on the first question, which has none before it. */
  readonly canGoBack: boolean;
  /** Whether the answer will do shows only afterwards: it is noted without the sign of what is settled. */
  readonly isTried?: boolean;
}

export interface Choice {
  readonly value: string;
  /** What the list shows, in columns. */
  readonly cells: readonly string[];
  /** A line about the choice that is highlighted. */
  readonly note?: string;
  /** Why it cannot be chosen, where it cannot. */
  readonly disabled?: string;
}

export interface ChooseQuestion extends Question {
  readonly choices: readonly Choice[];
  readonly initial?: string;
}

export interface TextQuestion extends Question {
  readonly initial?: string;
  /** What is wrong with the text, where something is. */
  check(text: string): string | undefined | Promise<string | undefined>;
}

/** A yes or no for which nothing is proposed; what is asked stands below the help. */
export interface AgreeQuestion extends Question {
  readonly prompt: string;
}

/** Asks the person at the terminal; absent where there is none. Ctrl-C throws CancelledError. */
export interface Prompter {
  confirm(message: string, initial: boolean): Promise<boolean>;
  secret(message: string): Promise<Secret>;
  agree(question: AgreeQuestion): Promise<boolean | Back>;
  /** What is typed stays as it is, blanks included. */
  password(question: Question): Promise<Secret | Back>;
  choose(question: ChooseQuestion): Promise<string | Back>;
  text(question: TextQuestion): Promise<string | Back>;
  /** What is not shown and is one word: blanks around it do not count. */
  hidden(question: Question): Promise<Secret | Back>;
}
