import type { Messages } from '../say.js';

export const locale: Messages['locale'] = {
  language: 'zh',
  tag: 'zh-Hans',
};
