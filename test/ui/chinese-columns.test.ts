import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { english } from '../../src/messages/en/english.js';
import { speakIn } from '../../src/messages/language.js';
import { say, speak } from '../../src/messages/say.js';
import { displayWidth } from '../../src/text/width.js';
import { choiceTable } from '../../src/ui/question.js';

beforeEach(() => speakIn('zh'));
afterEach(() => speak(english));

/** Where a text begins on a line, in columns of the terminal. */
const columnOf = (line: string, text: string) => displayWidth(line.slice(0, line.indexOf(text)));

describe.each([60, 80, 200])('the choices of a Chinese question on %d columns', (width) => {
  it('stand straight behind names that have characters of two columns, and of one', () => {
    const rows = [
      ['数据库', 'ins-aaaaaaa1', '10.0.1.16', 'ap-beijing-3'],
      ['web-前端-1', 'ins-aaaaaaa2', '10.0.1.17', say.terminal.aside({ why: say.questions.nodes.alone })],
      [say.questions.noName, 'ins-aaaaaaa3', '10.0.1.18', say.terminal.aside({ why: say.questions.nodes.noVpc })],
    ];
    // The list leaves room for its cursor.
    const lines = choiceTable(rows, width - 4);
    expect(new Set(lines.map((line) => columnOf(line, 'ins-')))).toHaveProperty('size', 1);
    expect(new Set(lines.map((line) => columnOf(line, '10.0.1.')))).toHaveProperty('size', 1);
    for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(width);
  });

  it('keep within the terminal, with every kind of health check and every price of an EIP', () => {
    const { health, eip } = say.pairQuestions;
    const checks = [health.tcp, health.http, health.unit, health.command].map(({ name, about }) => [name, about]);
    const prices = [eip.STANDARD, eip.LEGACY, eip.unknown].map(({ short }) => [
      'allocate',
      eip.allocate({ cost: short }),
    ]);
    for (const line of [...choiceTable(checks, width - 4), ...choiceTable(prices, width - 4)]) {
      expect(displayWidth(line)).toBeLessThanOrEqual(width);
      expect(line).not.toContain('…');
    }
  });
});
