import type { Messages } from '../say.js';
import { zh } from './zh.js';

export const lists: Messages['lists'] = {
  and: ({ one, other }) => zh`${one} 和 ${other}`,
  or: ({ one, other }) => zh`${one} 或 ${other}`,
  comma: ({ one, other }) => zh`${one}、${other}`,
  semicolon: ({ one, other }) => zh`${one}；${other}`,
};
