import type { Messages } from '../say.js';

export const cli: Messages['cli'] = {
  flags: {
    lang: '语言：zh 或 en（默认：HA_SETUP_LANG，否则取区域设置：LC_ALL、LC_MESSAGES、LANG）',
  },
};
