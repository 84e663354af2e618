import type { Messages } from '../say.js';

export const logins: Messages['logins'] = {
  secretId: '腾讯云 SecretId：',
  secretKey: '腾讯云 SecretKey：',
  none: '没有腾讯云凭证',
  noneHint: '请设置环境变量 TENCENTCLOUD_SECRET_ID 和 TENCENTCLOUD_SECRET_KEY',
};
