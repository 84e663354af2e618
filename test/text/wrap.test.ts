import { describe, expect, it } from 'vitest';
import { displayWidth } from '../../src/text/width.js';
import { wrap } from '../../src/text/wrap.js';

const cases: readonly (readonly [string, string, number, readonly string[]])[] = [
  ['between words', 'one two three', 8, ['one two', 'three']],
  ['at its own line breaks', 'one\ntwo three', 20, ['one', 'two three']],
  ['not within a long word', 'see https://example.com/a-b now', 12, ['see', 'https://example.com/a-b', 'now']],
  ['not within an id', 'eni-1 of ins-abc/ins-def', 14, ['eni-1 of', 'ins-abc/ins-def']],
  ['between Chinese characters', '主备切换后回切', 8, ['主备切换', '后回切']],
  ['where half a character would fit', '主备切换', 5, ['主备', '切换']],
  ['not before a full stop', '接管虚拟。', 8, ['接管虚', '拟。']],
  ['not before a comma', '接管虚拟，回切', 8, ['接管虚', '拟，回切']],
  ['not before several signs', '见「文档」。再', 8, ['见「文', '档」。再']],
  ['behind a comma', '接管虚，ins-abc', 8, ['接管虚，', 'ins-abc']],
  ['not behind an opening bracket', '接管了（回切）', 8, ['接管了', '（回切）']],
  ['not behind an opening corner', '接管了「回切」', 8, ['接管了', '「回切」']],
  ['not between a bracket and its id', '节点（ins-abc）', 8, ['节点', '（ins-abc）']],
  ['between a Chinese character and a word', '运行 ha-setup 命令', 9, ['运行', 'ha-setup', '命令']],
  ['not within a flag', '用 --answers=FILE 选择', 10, ['用', '--answers=FILE', '选择']],
  ['not before a Latin closing sign', '一次切换, 两次', 8, ['一次切', '换, 两次']],
  ['not beside a straight quote', '名为 "数据"', 8, ['名为 "数', '据"']],
  ['not beside what stresses a word', '一次**切换**验证', 8, ['一次**切', '换**验证']],
  ['behind a colon before code', '请先运行：`ha-setup`', 10, ['请先运行：', '`ha-setup`']],
  ['nothing that fits', '备机', 4, ['备机']],
  ['nothing', '', 4, ['']],
];

describe('prose is broken', () => {
  it.each(cases)('%s', (_, text, width, lines) => {
    expect(wrap(text, width)).toEqual(lines);
  });

  it.each([20, 21, 40, 79])('to at most %i columns, and nothing is lost', (width) => {
    const text = '脚本每 2 秒检查一次，本节点不合格（如 nginx 停止）时，由 ha-web-b 接管 VIP；EIP 随之移动。'.repeat(5);
    const lines = wrap(text, width);
    expect(Math.max(...lines.map(displayWidth))).toBeLessThanOrEqual(width);
    expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
    expect(lines.filter((line) => /^[，。；）]|（$/.test(line))).toEqual([]);
  });
});
