import type { Messages } from '../say.js';
import { zh } from './zh.js';

export const help: Messages['help'] = {
  triedAgain: ({ hint }) => zh`程序会自动重试；如仍失败：${hint}`,
};
