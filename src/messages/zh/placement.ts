import type { Messages } from '../say.js';
import { zh } from './zh.js';

export const placement: Messages['placement'] = {
  sameHost: ({ host }) => zh`两台云服务器都在专用宿主机 ${host} 上：一次故障会同时影响两台`,
  sameHostHint: '在控制台将其中一台迁移到另一台专用宿主机',
  sameRack: ({ rack }) => zh`两台云服务器都在机架 ${rack} 上：一次故障可能同时影响两台`,
  sameRackHint: '将其中一台迁移到资源池的另一个机架',
  spread: ({ group }) => zh`云平台会将两台分开：它们在同一个分散置放群组 ${group} 中（未读取其层级和亲和度）`,
  twoHosts: ({ one, other }) => zh`两台云服务器在两台专用宿主机上：${one} 和 ${other}`,
  unknown: '没有任何设置使两台云服务器不在同一台物理机上，API 也不说明它们是否共用一台：它们不在同一个分散置放群组中',
  unknownHint: '将两台加入同一个分散置放群组（层级为物理机、交换机或机架，亲和度为 1；控制台：云服务器，置放群组）',
};
