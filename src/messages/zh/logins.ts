import type { Messages } from '../say.js';
import { zh } from './zh.js';

export const logins: Messages['logins'] = {
  passphrase: ({ file }) => zh`${file} 的密钥口令`,
  password: ({ whose }) => zh`${whose} 的密码`,
  sudoPassword: ({ whose }) => zh`${whose} 的 sudo 密码`,
  everyHost: ({ user }) => zh`${user}（适用于这些集群中所有询问密码的主机）`,
  asks: ({ who, words }) => zh`${who} 询问：${words}`,
  prompt: ({ what }) => zh`${what}：`,
  promptAgain: ({ what }) => zh`${what}（上次输入有误）：`,
  questionAgain: ({ question }) => zh`${question}（上次输入有误）`,
  unknownHostKey: ({ where }) => zh`尚不知道 ${where} 的主机密钥：`,
  isItsOwn: '确认这是它的主机密钥？',
  secretId: '腾讯云 SecretId：',
  secretKey: '腾讯云 SecretKey：',
  none: '没有腾讯云凭证',
  noneHint: '请设置环境变量 TENCENTCLOUD_SECRET_ID 和 TENCENTCLOUD_SECRET_KEY',
};
