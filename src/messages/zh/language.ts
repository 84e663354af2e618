import type { Messages } from '../say.js';
import { zh } from './zh.js';

export const language: Messages['language'] = {
  code: 'zh',
  switch: ({ command }) => `for English: ${command}`,
  unknown: ({ value }) => zh`HA_SETUP_LANG 的值为 ${value}，本程序不支持该语言`,
  unknownHint: '请将其设为 en 或 zh，或取消设置；--lang en 和 --lang zh 优先于它',
};
