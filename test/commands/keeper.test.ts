import { describe, expect, it } from 'vitest';
import { parseAnswers } from '../../src/cluster/parse.js';
import { AnswersKeeper } from '../../src/commands/keeper.js';
import { AnswersError, CancelledError, DeclinedError } from '../../src/errors.js';
import type { Interrupt } from '../../src/ports/interrupt.js';
import type { Draft } from '../../src/wizard/draft.js';
import { FakePrompter } from '../fakes/prompter.js';
import { answers, as } from '../fakes/view.js';

function scene(script: readonly boolean[] = [], taken: readonly string[] = []) {
  const said: string[] = [];
  const files = new Map<string, string>(taken.map((name) => [name, '']));
  const interrupt = as<Interrupt>({ parting: undefined });
  const prompter = new FakePrompter(...script);
  const keeper = new AnswersKeeper({
    reporter: { say: (line) => void said.push(line), work: () => Promise.reject(new Error('nothing to do')) },
    prompter,
    interrupt,
    command: (_words, path) => `ha-setup --answers ${path}`,
    writeFirst: (paths, text) => {
      const free = paths.find((path) => !files.has(path));
      if (free !== undefined) files.set(free, text);
      return free;
    },
  });
  return { keeper, said, files, interrupt, prompter };
}

const cancelled = new CancelledError('cancelled at a question');
const declined = new DeclinedError('nothing was changed');
const draft: Draft = { ...answers };

describe('answers', () => {
  it('are in a file after Ctrl-C at a question, without another question', async () => {
    const { keeper, said, files } = scene();
    keeper.watch(() => draft);
    await keeper.rescue(cancelled);
    expect(said).toEqual([
      'Nothing was changed.',
      'Your answers so far are in ha-setup.yaml (no secrets in it).',
      'To go on with them: ha-setup --answers ha-setup.yaml',
    ]);
    expect(parseAnswers(files.get('ha-setup.yaml') ?? '')).toMatchObject({ answers });
  });

  it('are saved where they are wanted by who said no, and only then', async () => {
    const yes = scene([true]);
    yes.keeper.watch(() => draft);
    await yes.keeper.rescue(declined);
    expect(yes.prompter.asked).toEqual(['Save your answers (no secrets), to go on from them later?']);
    expect([...yes.files.keys()]).toEqual(['ha-setup.yaml']);
    const no = scene([false]);
    no.keeper.watch(() => draft);
    await no.keeper.rescue(declined);
    expect(no.files.size).toBe(0);
    expect(no.said).toEqual(['Nothing was changed.']);
  });

  it('are saved beside a file that is there, and what was half answered is left out', async () => {
    const { keeper, files } = scene([], ['ha-setup.yaml']);
    keeper.watch(() => ({ ...draft, mode: 'preferred', healthCheck: { tcp: 'x' }, eip: undefined }));
    await keeper.rescue(new AnswersError('there is nothing to choose from'));
    const kept = parseAnswers(files.get('ha-setup-web.yaml') ?? '');
    expect('problems' in kept && kept.problems.map(({ path, missing }) => [path, missing])).toEqual([
      ['eip', true],
      ['preferred', true],
    ]);
  });

  it('are not worth a file before the two nodes are known', async () => {
    const { keeper, files, said } = scene();
    keeper.watch(() => ({ version: 1, region: 'ap-beijing', nodes: [{ instance: 'ins-aaaaaaa1' }] }));
    await keeper.rescue(cancelled);
    expect([files.size, said]).toEqual([0, ['Nothing was changed.']]);
  });

  it('stay in the file that has them all', async () => {
    const { keeper, files, said } = scene();
    await keeper.rescue(declined);
    expect([files.size, said]).toEqual([0, ['Nothing was changed.']]);
  });

  it('are kept where Ctrl-C ends the program at once, until changes begin', () => {
    const { keeper, files, interrupt } = scene();
    keeper.watch(() => draft);
    expect(interrupt.parting?.()).toContain('Your answers so far are in ha-setup.yaml');
    expect(files.size).toBe(1);
    const running = scene();
    running.keeper.watch(() => draft);
    running.keeper.end();
    expect(running.interrupt.parting).toBeUndefined();
  });
});
