import { beforeEach, expect, test } from 'vitest';
import type { SaidLine } from '../../src/ports/pair-lines.js';
import type { Prompter } from '../../src/ports/prompter.js';
import { askInTurn } from '../../src/ui/in-turn.js';
import { ScreenPairLines } from '../../src/ui/pair-lines.js';
import { as } from '../fakes/view.js';

/** What the terminal shows: lines that stay, and below them those that are drawn in place. */
let stays: string[];
let drawn: string[];
const show = (lines: readonly SaidLine[], inPlace: boolean) => {
  const texts = lines.map(({ text }) => text.replace(/ {4}\d\.\d s/, ''));
  if (inPlace) drawn = texts;
  else {
    if (drawn.length > 0) throw new Error('a line that stays was written into those that are drawn');
    stays.push(...texts);
  }
};
beforeEach(() => {
  stays = [];
  drawn = [];
});
const screen = (live: boolean, verbose = false) => new ScreenPairLines({ show, live, verbose });

test('those at work are at the bottom, those that have ended above them', () => {
  const lines = screen(true);
  const [web, db] = [lines.open('web', 3), lines.open('db', 3)];
  web.begin();
  db.begin();
  web.step('Apply: packages');
  db.end('ok', 'all well', 'plain');
  expect(stays).toEqual(['  ok        db   all well']);
  expect(drawn).toEqual(['  ...       web  Apply: packages']);
  web.end('failed', 'apt failed', 'bad');
  expect(drawn).toEqual([]);
});

test('while somebody is asked nothing is drawn; what ended meanwhile shows afterwards', async () => {
  const lines = screen(true);
  const [web, db] = [lines.open('web', 3), lines.open('db', 3)];
  web.begin();
  db.begin();
  await lines.whileAsking(async () => {
    expect(drawn).toEqual([]);
    web.end('ok', 'all well', 'plain');
    expect(stays).toEqual([]);
  });
  expect(stays).toEqual(['  ok        web  all well']);
  db.end('ok', 'all well', 'plain');
});

test('questions of several pairs come one after the other', async () => {
  const open: string[] = [];
  const done: string[] = [];
  const prompter = as<Prompter>({
    confirm: async (message: string) => {
      open.push(message);
      expect(open).toHaveLength(1);
      await new Promise((resolve) => setTimeout(resolve, 5));
      open.pop();
      done.push(message);
      if (message === 'two') throw new Error('refused');
      return true;
    },
  });
  const inTurn = askInTurn(prompter, (ask) => ask());
  const answers = await Promise.allSettled(['one', 'two', 'three'].map((message) => inTurn.confirm(message, true)));
  expect(done).toEqual(['one', 'two', 'three']);
  expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
});

test('without a terminal each pair has a line at its end, and with --verbose one for each step', () => {
  for (const verbose of [false, true]) {
    const web = screen(false, verbose).open('web', 5);
    web.begin();
    web.step('Apply: packages');
    web.end('ok', 'all well', 'plain');
  }
  const end = '  ok        web    all well';
  expect(stays).toEqual([end, '  ...       web    Apply: packages', end]);
});
