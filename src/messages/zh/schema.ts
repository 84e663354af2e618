import type { Messages } from '../say.js';
import { zh } from './zh.js';

export const schema: Messages['schema'] = {
  version: '数字 1',
  cluster: '小写名称：以字母开头，其后最多 30 个字母、数字或连字符',
  region: '地域，例如 ap-beijing',
  oneOfBoth: '两台云服务器之一的实例 ID',
  failback: '1 至 1000 的整数（秒）',
  vip: 'auto、子网内的 IPv4 地址，或 HAVIP 的 ID（例如 havip-aaaaaaa1）',
  eip: 'none、allocate，或弹性公网 IP 的 ID（例如 eip-aaaaaaa1）',
  nodes: '两个节点',
  instance: '实例 ID，例如 ins-aaaaaaa1',
  eni: '弹性网卡 ID，例如 eni-aaaaaaa1',
  sshHost: 'private、public、主机名、地址，或 ssh_config 中的 Host',
  user: '用户名，例如 root',
  port: '1 至 65535 的端口号',
  path: '由可打印的 ASCII 字符组成的文件路径',
  proxyJump: '[user@]host[:port]（端口为 1 至 65535，多个之间用逗号分隔），或 none',
  httpUrl: ({ example }) => zh`以 http:// 或 https:// 开头的 URL，例如 ${example}`,
  executable: ({ example }) => zh`可执行文件的绝对路径（不带参数），例如 ${example}`,
  folder: ({ example }) => zh`目录的绝对路径，例如 ${example}`,
  tcp: '1 至 65535 的端口号，例如 3306',
  unit: 'systemd 单元的名称，例如 nginx.service',
  healthCheck: '以下之一：tcp: PORT、http: URL、unit: NAME、command: PATH',
  domain: '域名，例如 tencentcloudapi.com',

  rules: {
    onlyPreferred: '仅用于 preferred 模式；请删除该键，或写成“mode: preferred”',
    twice: '与第一个节点不同的云服务器',
    noPreferred: '缺失：preferred 模式需要首选云服务器的实例 ID',
    notOfBoth: ({ one, other }) => zh`两个节点之一（${one} 或 ${other}）`,
    noHaVip: 'auto 或 IPv4 地址（HAVIP 的 ID 须与“mechanism: havip”一起使用）',
    noCredentials: 'role 或 key（为 none 时，主机只能移动“mechanism: havip”的 VIP）',
    nobodyToTell: '缺失：notify 至少需要 webhook 或 command 之一',
    formatAlone: '仅用于 webhook，而此处没有 webhook；请删除该键，或添加 notify.webhook',
  },
};
