import type { Messages } from '../say.js';
import { zh } from './zh.js';

export const steps: Messages['steps'] = {
  cloud: '已读取云端信息',
  login: ({ host }) => zh`${host}：已登录`,
  host: ({ host }) => zh`${host}：已读取`,
  checks: '检查完毕',
};
