import { beforeEach, expect, test } from 'vitest';
import type { Run } from '../../src/commands/setup.js';
import type { Toolbox } from '../../src/commands/toolbox.js';
import { confirmAll, type Runs } from '../../src/fleet/confirm-all.js';
import type { GoodMember } from '../../src/fleet/members.js';
import { FakePrompter } from '../fakes/prompter.js';
import { as, freshHost, view } from '../fakes/view.js';

const said: string[] = [];
beforeEach(() => {
  said.length = 0;
});

const running = { ...freshHost(1).service, active: true };

/** Pairs by their names, with how many changes each needs. */
function runs(counts: Readonly<Record<string, number>>, isActive = false): Runs {
  const read = view({ hosts: isActive ? { a: { service: running } } : {} });
  const live = { view: () => read, label: (target: string) => target };
  return new Map(
    Object.entries(counts).map(([label, count]) => {
      const plan = [{ target: 'cloud', title: 'VIP', changes: [], ok: 'nothing' }];
      return [as<GoodMember>({ label, path: `${label}.yaml` }), as<Run>({ count, plan, live })];
    }),
  );
}

const toolbox = (prompter?: FakePrompter) =>
  as<Toolbox>({ reporter: { say: (line: string) => void said.push(line) }, ...(prompter && { prompter }) });

test('all plans are shown, and one yes is asked for', async () => {
  const prompter = new FakePrompter('yes');
  await confirmAll(runs({ web: 12, db: 7, mail: 0 }), 1, { yes: false }, toolbox(prompter));
  expect(prompter.asked).toEqual(['Make these changes?']);
  expect(said.filter((line) => line.endsWith('.yaml)'))).toEqual(['web (web.yaml)', 'db (db.yaml)']);
  expect(said.slice(-2)).toEqual(['19 changes in all, on 2 pairs.', '1 pair is left out: see the line above.']);
});

test.each([
  [false, true],
  [true, false],
])('where a pair serves already (%s), Enter alone changes something: %s', async (isActive, goesOn) => {
  const asked = confirmAll(runs({ web: 1 }, isActive), 0, { yes: false }, toolbox(new FakePrompter('enter')));
  await (goesOn ? expect(asked).resolves.toBeUndefined() : expect(asked).rejects.toMatchObject({ exitCode: 130 }));
});

test('nothing is asked where nothing changes, and with --yes', async () => {
  await confirmAll(runs({ web: 0 }), 0, { yes: false }, toolbox());
  expect(said).toEqual([]);
  await confirmAll(runs({ web: 1 }), 0, { yes: true }, toolbox());
  expect(said.at(-1)).toBe('1 change in all, on 1 pair.');
});

test('without a terminal the changes are shown, and how to go on', async () => {
  await expect(confirmAll(runs({ web: 1 }), 0, { yes: false }, toolbox())).rejects.toMatchObject({
    exitCode: 1,
    hint: expect.stringContaining('--yes'),
  });
  expect(said).toContain('web (web.yaml)');
});
