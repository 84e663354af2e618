import type { Messages } from '../say.js';
import { zh } from './zh.js';

export const setUp: Messages['setUp'] = {
  isNot: '尚未部署：该主机上没有 ha-setup 的任何内容',
  hint: ({ command }) => zh`运行 ${command} 进行部署`,
  keptVip: ({ vip, owner }) => zh`之前运行留下的 VIP ${vip} 位于 ${owner}`,
  next: ({ command }) => zh`→ 运行 ${command} 进行部署`,
  verify: ({ command }) => zh`→ 运行 ${command} 查看每个问题及其修复方法`,
  activeByHosts: ({ host }) => zh`据主机自身报告，${host} 为主节点；云端没有应答`,
  placeUnknown: '云端未说明它的位置',
  noMaster: '有应答的主机均不是 MASTER',
  twoMasters: '两台主机都是 MASTER：它们收不到对方的通告',
};
