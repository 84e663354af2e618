import type { Messages } from '../say.js';
import { zh } from './zh.js';

export const keep: Messages['keep'] = {
  nothingChanged: '没有做任何更改。',
  offer: '是否保存回答（不含密钥），以便以后继续？',
  kept: ({ path }) => zh`目前的回答已保存在 ${path} 中（不含密钥）。`,
  goOn: ({ command }) => zh`继续时请运行：${command}`,
  stillBefore: '程序继续使用之前的应答。',
  changeWhich: '更改哪一项？',
  changeNone: '不更改',
  changeNoneAbout: '保持现有回答，返回计划',
};
