import type { Secret } from '../cluster/secret.js';
import type { Choice } from '../ports/prompter.js';
import type { Scene } from './scene.js';

/** How a question is put: a list, a typed line, or a line that is not shown. */
export type Form =
  | { readonly choices: readonly Choice[]; readonly help?: string; readonly initial?: string }
  | {
      readonly check: (text: string) => string | undefined | Promise<string | undefined>;
      readonly help?: string;
      readonly initial?: string;
    }
  | { readonly hidden: true; readonly help?: string };

/** Why an answer will not do after all, and the row from which to ask again. */
export interface Retry {
  readonly from: string;
}

/** One thing that a person can be asked. */
export interface Row {
  /** Its path in the answers file; for a secret, the environment variable that holds it. */
  readonly key: string;
  /** The question, in the language of the run. */
  readonly message: () => string;
  /** How it is written where nobody is asked. */
  readonly example: string;
  /** Where the question is not asked, its answer is another row's business. */
  readonly isShared?: boolean;
  /** Asked only when this holds; what an earlier round answered is taken away otherwise. */
  when?(scene: Scene): boolean | Promise<boolean>;
  /** Tried on the way forward; the question is for a failure alone, and a step back passes it by. */
  attempt?(scene: Scene): Promise<boolean>;
  form(scene: Scene): Form | Promise<Form>;
  /** Puts the answer where it belongs; into the answers, at the key, where absent. */
  take?(answer: string, scene: Scene): void | Promise<void>;
  /** The same for the answer to a hidden question, which never becomes part of the answers. */
  takeSecret?(secret: Secret, scene: Scene): void | Promise<void>;
  /** Tries the answer out, and says what is wrong with it. */
  settle?(scene: Scene): Promise<Retry | undefined>;
}
