import { parseAnswers } from '../cluster/parse.js';
import type { Answers } from '../cluster/spec.js';
import { renderAnswers } from '../cluster/write.js';
import { CancelledError, DeclinedError } from '../errors.js';
import { say } from '../messages/say.js';
import type { Draft } from '../wizard/draft.js';
import type { Toolbox } from './toolbox.js';

type Tools = Pick<Toolbox, 'reporter' | 'prompter' | 'interrupt' | 'command' | 'writeFirst'>;

/** Sees to it that what a person has answered outlives a run that ends before it has changed anything. */
export class AnswersKeeper {
  readonly #toolbox: Tools;
  #answers: (() => Draft) | undefined;
  #isOver = false;

  constructor(toolbox: Tools) {
    this.#toolbox = toolbox;
    toolbox.interrupt.parting = () => this.#partingWords();
  }

  /** From now on these are the answers that would be lost; undefined where a file has them all. */
  watch(answers: (() => Draft) | undefined): void {
    this.#answers = answers;
  }

  /** Changes begin: whatever happens to the run from here, it says itself what stands and where the answers are. */
  end(): void {
    this.#isOver = true;
    this.#toolbox.interrupt.parting = undefined;
  }

  /** The run ends early: says that nothing was changed, and keeps the answers. Who said no is asked; Ctrl-C is no moment for questions. */
  async rescue(error: unknown): Promise<void> {
    if (this.#isOver) return;
    const { reporter } = this.#toolbox;
    if (error instanceof CancelledError) reporter.say(say.keep.nothingChanged);
    const text = this.#render();
    if (text === undefined || (error instanceof DeclinedError && !(await this.#offer()))) return;
    for (const line of this.#save(text)) reporter.say(line);
  }

  async #offer(): Promise<boolean> {
    try {
      return (await this.#toolbox.prompter?.confirm(say.keep.offer, true)) ?? true;
    } catch (error) {
      if (!(error instanceof CancelledError)) throw error;
      return true;
    }
  }

  /** For Ctrl-C outside of a question, when the program ends at once. */
  #partingWords(): string | undefined {
    const text = this.#isOver ? undefined : this.#render();
    return text === undefined ? undefined : [say.keep.nothingChanged, ...this.#save(text)].join('\n');
  }

  #save({ cluster, text }: { readonly cluster: string | undefined; readonly text: string }): readonly string[] {
    const named = cluster === undefined ? 'ha-setup-unfinished' : `ha-setup-${cluster}`;
    const more = Array.from({ length: 98 }, (_, index) => `${named}-${index + 2}.yaml`);
    const path = this.#toolbox.writeFirst(['ha-setup.yaml', `${named}.yaml`, ...more], text);
    this.end();
    if (path === undefined) return [];
    return [say.keep.kept({ path }), say.keep.goOn({ command: this.#toolbox.command([], path) })];
  }

  /** The answers so far as a file that a later run takes; undefined where there is nothing worth a file. */
  #render(): { readonly cluster: string | undefined; readonly text: string } | undefined {
    const answers = this.#answers?.();
    if (answers === undefined) return undefined;
    const sound = withoutWrong(answers);
    if (sound['nodes'] === undefined) return undefined;
    const { cluster } = sound;
    return { cluster: typeof cluster === 'string' ? cluster : undefined, text: renderAnswers(sound as Answers) };
  }
}

/** A question that was left in the middle may leave half an answer: the next run asks for it again. */
function withoutWrong(answers: Draft): Draft {
  const parsed = parseAnswers(JSON.stringify(answers));
  if ('answers' in parsed) return answers;
  const wrong = new Set(parsed.problems.filter(({ missing }) => !missing).map(({ path }) => path.split(/[.[]/)[0]));
  return Object.fromEntries(Object.entries(answers).filter(([key]) => !wrong.has(key)));
}
