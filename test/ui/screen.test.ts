import { expect, test } from 'vitest';
import { screenOf } from '../../src/ui/screen.js';

const lines = (...texts: string[]) => texts.map((text) => ({ text, tone: 'plain' as const }));

function record(terminal: { isTTY?: boolean; columns?: number }) {
  let written = '';
  const show = screenOf(
    {
      ...terminal,
      write: (text) => {
        written += text;
      },
    },
    (line) => line,
  );
  return { show, take: () => written.split('\u001B').join('^').replace(/^/, '') };
}

test('without a terminal, line follows line', () => {
  const { show, take } = record({});
  show(lines('one', 'two'), true);
  show(lines('three'), true);
  expect(take()).toBe('one\ntwo\nthree\n');
});

test('on a terminal, the second screen is drawn over the first, and what is left of that is wiped', () => {
  const { show, take } = record({ isTTY: true, columns: 80 });
  show(lines('one', 'two'), true);
  show(lines('three'), true);
  expect(take()).toBe('one^[K\ntwo^[K\n^[0J^[2A\rthree^[K\n^[0J');
});

test('a line that would wrap is cut, so that every line is one of the screen', () => {
  const { show, take } = record({ isTTY: true, columns: 10 });
  show(lines('0123456789', '012345678'), true);
  expect(take()).toBe('01234567…^[K\n012345678^[K\n^[0J');
});
