import type { Messages } from '../say.js';
import { zh } from './zh.js';

export const plan: Messages['plan'] = {
  marks: { ok: '无需变更', change: '变更', money: '计费' },
  kept: ({ title, why }) => zh`${title}：${why}`,
  moreLines: ({ count }) => zh`… 另有 ${count} 行（--verbose 会显示）`,
  secretFile: ({ mode }) => zh`（密钥，权限 ${mode}：不予显示）`,

  sum: {
    cloud: '云端',
    files: '文件',
    packages: '软件包',
    service: '服务',
    restarts: '重启',
    noCloud: '无变更，不产生新费用',
    free: ({ count }) => zh`${count} 项变更，不产生新费用`,
    costs: ({ count }) => zh`${count} 项变更，其中弹性公网 IP 会产生费用`,
    filesOn: ({ count, hosts }) => zh`${hosts} 上共 ${count} 个文件`,
    installed: ({ hosts }) => zh`在 ${hosts} 上安装`,
    started: ({ hosts }) => zh`在 ${hosts} 上启动 keepalived`,
    reloaded: ({ hosts }) => zh`在 ${hosts} 上重新加载 keepalived，不重启`,
    noRestarts: '不重启任何正在运行的服务',
  },

  revisions: '本集群的设置',
  modeStable: '模式：preferred → stable；当前的主节点保持不变',
  modePreferred: ({ preferred }) => zh`模式：stable → preferred；${preferred} 恢复正常后会收回 VIP`,
  preferredChanges: ({ was, is }) => zh`首选节点：${was} → ${is}`,
  vipChanges: ({ was, is }) => zh`VIP：${was} → ${is}；客户端需要改用新地址`,
  eipLeft: ({ eip, vip }) => zh`弹性公网 IP：${eip} → 无；它会继续绑定在 ${vip} 上并计费，但主机不再监视它`,
  eipChanges: ({ was, is }) => zh`弹性公网 IP：${was} → ${is}；${was} 保持原状并计费，但主机不再监视它`,
  checkLeft: ({ check }) => zh`健康检查：${check} → 无；无论其上的服务是否正常，主机都可以成为主节点`,
  checkChanges: ({ was, is }) => zh`健康检查：${was} → ${is}`,
  webhookLeft: 'webhook：不再收到切换通知',
  webhookChanges: 'webhook：改为通知另一个地址',
  detectionChanges: ({ was, is }) => zh`故障检测：${was} → ${is}`,
  languageChanges: ({ was, is }) => zh`主机上日志与 README 的语言：${was} → ${is}`,
  credentialsChange: ({ was, is }) => zh`hostCredentials：${was} → ${is}`,
};
