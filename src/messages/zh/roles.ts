import type { Messages } from '../say.js';
import { zh } from './zh.js';

export const roles: Messages['roles'] = {
  preferred: '首选节点为主节点',
  notPreferred: ({ seconds }) => zh`首选节点不是主节点；它正常运行 ${seconds} s 后会回切`,
  notPreferredHint: '请等待，并查看上文中是什么阻止了它',
  vrrp: ({ role }) => zh`VRRP 状态为 ${role}`,
  silent: 'VRRP 状态未知：vip.py 没有应答',
  nowhere: ({ role }) => zh`VRRP 状态为 ${role}；云端的 VIP 不在任何一个节点上`,
  agrees: ({ role }) => zh`VRRP 状态为 ${role}，与云端记录一致`,
  vipHere: ({ role, expected }) => zh`VRRP 状态为 ${role}，应为 ${expected}：云端的 VIP 在该节点上`,
  vipThere: ({ role, expected }) => zh`VRRP 状态为 ${role}，应为 ${expected}：云端的 VIP 在另一个节点上`,
  roleHint: ({ command }) =>
    zh`请查看该主机的 /var/log/keepalived.log：每个决定都附有原因；${command} 会修复可修复的部分`,
  strayVip: ({ vip, device, eni }) => zh`${vip} 在 ${device} 上，而它不是 ${eni} 的网卡`,
  dropHint: ({ vip, device }) => zh`请在该主机上运行：ip address del ${vip}/32 dev ${device}；钩子脚本运行时会自动移除`,
  surplusVip: ({ vip, device }) => zh`${vip} 在 ${device} 上，而云端记录它在另一个节点上`,
  missingVip: ({ vip, device }) => zh`${vip} 不在 ${device} 上，而云端将其数据包发往该主机`,
  addHint: ({ vip, device, command }) =>
    zh`钩子脚本运行时会自动添加；否则请在该主机上运行：ip address add ${vip}/32 dev ${device}，然后运行 ${command}`,
  vipOn: ({ vip, device }) => zh`${vip} 在 ${device} 上，正确`,
  vipOff: ({ vip, device }) => zh`${vip} 不在 ${device} 上，正确`,
};
