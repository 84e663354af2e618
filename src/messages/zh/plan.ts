import type { Messages } from '../say.js';
import { zh } from './zh.js';

export const plan: Messages['plan'] = {
  revisions: '本集群的设置',
  modeStable: '模式：preferred → stable；哪台主机在用，就一直由它承载',
  modePreferred: ({ preferred }) => zh`模式：stable → preferred；${preferred} 恢复正常后会收回 VIP`,
  preferredChanges: ({ was, is }) => zh`优先节点：${was} → ${is}`,
  vipChanges: ({ was, is }) => zh`VIP：${was} → ${is}；客户端需要改用新地址`,
  eipLeft: ({ eip, vip }) => zh`弹性公网 IP：${eip} → 无；它会继续绑定在 ${vip} 上并计费，但主机不再检查它`,
  eipChanges: ({ was, is }) => zh`弹性公网 IP：${was} → ${is}；${was} 保持原状并计费，但主机不再检查它`,
  checkLeft: ({ check }) => zh`健康检查：${check} → 无；无论主机上运行什么，它都可以成为主用`,
  checkChanges: ({ was, is }) => zh`健康检查：${was} → ${is}`,
  webhookLeft: 'webhook：不再收到切换通知',
  webhookChanges: 'webhook：改为通知另一个地址',
  detectionChanges: ({ was, is }) => zh`故障检测：${was} → ${is}`,
  credentialsChange: ({ was, is }) => zh`hostCredentials：${was} → ${is}`,
};
