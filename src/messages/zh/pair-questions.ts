import type { Messages } from '../say.js';
import { zh } from './zh.js';

/** The API's words for states of an EIP, as the console has them. */
const eipStates: Readonly<Record<string, string>> = {
  CREATING: '创建中',
  BINDING: '绑定中',
  BIND: '已绑定',
  BIND_ENI: '已绑定弹性网卡',
  UNBINDING: '解绑中',
  OFFLINING: '释放中',
};

export const pairQuestions: Messages['pairQuestions'] = {
  mode: {
    question: '两台都正常时，谁是主节点？',
    stable: '当前的主节点保持不变（推荐）',
    stableNote: '切换次数更少：恢复的节点作为备节点。腾讯云的指南推荐此方式。',
    preferred: '首选节点恢复后取回 VIP',
    preferredNote: '适用于配置更高或位置更近的节点。每次故障会发生两次切换。',
    which: '首选哪个节点？',
    whichHelp: '它恢复正常 30 秒后取回 VIP（可用应答文件中的 failback 更改）。',
  },

  vip: {
    question: 'VIP 使用哪个地址？',
    help: '客户端访问的地址。它在两个节点之间移动。',
    autoOwn: ({ address }) => zh`${address}，该集群现有的地址`,
    auto: '子网内最大的空闲地址',
    autoFree: ({ address }) => zh`${address}，子网内最大的空闲地址`,
    noFree: ({ subnet }) => zh`${subnet} 没有空闲地址`,
    existing: ({ eni }) => zh`已在 ${eni} 上`,
    existingNamed: ({ eni, name }) => zh`已在 ${eni} 上，名为 ${name}`,
    another: '其他',
    anotherNote: '输入子网内的空闲地址',
    expected: '应为 IPv4 地址，例如 10.0.1.100',
    typed: 'VIP 地址',
    typedHelp: ({ subnet }) => zh`${subnet} 中的空闲地址。`,
    typedHelpUnknown: '子网中的空闲地址。',
  },

  eip: {
    question: 'VIP 是否需要弹性公网 IP？',
    none: '仅可从私有网络内访问',
    allocate: ({ cost }) => zh`新申请弹性公网 IP：${cost}`,
    named: ({ ip, name }) => zh`${ip}，名为 ${name}`,
    boundTo: ({ address }) => zh`已绑定 ${address}`,
    status: ({ status }) => eipStates[status] ?? zh`状态为 ${status}`,
    STANDARD: {
      short: '收费，1 Mbps，按流量计费',
      note: 'TRAFFIC_POSTPAID_BY_HOUR，1 Mbps，即 API 的默认值；可在控制台调高。未绑定的弹性公网 IP 也会计费。',
    },
    LEGACY: {
      short: '未绑定时收费，随云服务器',
      note: '该账号为传统账户类型（LEGACY）：已绑定的弹性公网 IP 使用云服务器的带宽，并随其计费；未绑定时按小时计费。仅按流量计费或加入带宽包的云服务器可以绑定。',
    },
    unknown: {
      short: '收费，按流量或随云服务器',
      note: '费用取决于账户类型，而该凭证无权查询（DescribeNetworkAccountType）。STANDARD：1 Mbps，按流量计费。LEGACY：带宽和计费随云服务器。未绑定的弹性公网 IP 也会计费。',
    },
  },

  health: {
    question: '主机须满足什么条件才能成为主节点？',
    help: '不满足时，该主机交出 VIP。不设健康检查时，只看主机及其网络。',
    none: '不设',
    noneNote: '只看主机及其网络',
    which: '具体是哪一个？',
    tcp: { name: 'TCP 端口', about: '主机的某个端口有服务监听', help: '端口号，例如 3306。' },
    http: { name: 'HTTP 地址', about: '主机的某个页面有响应', help: '从主机本身访问的 URL。' },
    unit: { name: 'systemd 单元', about: '某个服务正在运行', help: '单元名称，例如 nginx.service。' },
    command: { name: '命令', about: '自有程序的退出码为 0', help: '两台主机上可执行文件的绝对路径。' },
  },

  credentials: {
    question: '主机用什么凭证调用 API 来移动 VIP？',
    role: 'CAM 角色',
    roles: ({ roles }) => zh`${roles}（推荐）`,
    noRole: ({ instance }) => zh`${instance} 没有 CAM 角色`,
    roleNote: '其密钥每隔几小时更换，且不存于文件，因此即使泄露也很快失效。',
    key: 'API 密钥',
    keyAbout: '存于两台主机的文件中，仅 root 可读',
    keyNote: '任何环境都可用。请使用子用户的密钥，且只授予钩子脚本所需的权限。',
    none: '无',
    whichKey: '主机使用哪个密钥？',
    typeAnother: '输入其他密钥',
    secretId: '主机使用的 SecretId',
    secretKey: '主机使用的 SecretKey',
    secretKeyHelp: '输入内容不显示，且只写入这两台主机。',
  },

  detection: {
    question: '需要多快发现主机故障？',
    standard: '约 3.5 秒；可容忍短暂抖动',
    fast: '1 秒以内；主机或网络繁忙时可能误切换',
  },

  name: {
    question: '集群的名称',
    help: '云端的 VIP 和弹性公网 IP 将命名为 ha-setup-名称；以后的运行按此名称查找。',
  },
};
