import type { Messages } from '../say.js';
import { zh } from './zh.js';

export const routing: Messages['routing'] = {
  ok: ({ address, device }) => zh`源地址为 ${address} 的数据包从 ${device} 发出`,
  subnet: ({ address, device, actual }) =>
    zh`源地址为 ${address}、发往本子网主机的数据包从 ${actual} 发出，而该地址位于 ${device}：私有网络会丢弃这些数据包`,
  elsewhere: ({ address, device, actual }) =>
    zh`源地址为 ${address}、发往其他子网的数据包从 ${actual} 发出，而该地址位于 ${device}：私有网络会丢弃这些数据包，那里的客户端收不到应答`,
  internet: ({ address, device, actual }) =>
    zh`源地址为 ${address}、发往公网的数据包从 ${actual} 发出，而该地址位于 ${device}：私有网络会丢弃这些数据包，弹性公网 IP 收不到应答`,
  nowhere: '（无网卡）',
  hint: ({ commands }) => zh`在该主机上运行：${commands}；并写入其网络配置，以便重启后仍然有效`,
};
