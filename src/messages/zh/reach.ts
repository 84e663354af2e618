import type { Messages } from '../say.js';
import { zh } from './zh.js';

export const reach: Messages['reach'] = {
  addressUnknown: 'API 没有应答，因此不知道其地址',
  addressUnknownHint: '请先解决 API 的问题，或将地址写入应答文件的 nodes[].ssh.host',
  state: ({ state }) => zh`该云服务器的状态为 ${state}`,
  stateHint: '请在控制台开机：它会自动恢复在集群中的位置',
  noInstance: '云端没有该云服务器',
  noPrivateIp: '云端没有该云服务器的内网 IP',
  noAddressHint: '请确认该云服务器位于应答文件中的地域，并设置 nodes[].ssh.host',
  noPublicIp: '该云服务器没有公网 IP',
  usePrivate: '请设置 ssh.host: private',
  otherJump: '请在 ssh.proxyJump 中指定其他跳板机',
  notAskedYet: '尚未询问该主机',

  apiSilent: ({ action, why }) => zh`云端没有应答 ${action}：${why}`,
  apiRefused: ({ action, why }) => zh`云端拒绝了 ${action}：${why}`,
  aCall: 'API 调用',
  notAsked: '尚未调用',
  unchanged: ({ hint }) => zh`${hint}；未做任何变更`,
  again: '请解决该问题，然后重新运行同一命令',
  notInRegion: ({ region }) => zh`地域 ${region} 中没有该云服务器`,
  noEni: ({ eni }) => zh`该云服务器没有 ${eni}`,
  noPrimaryEni: '该云服务器没有主网卡',
  nodesHint: '请检查应答文件中的 region、nodes[].instance 和 nodes[].eni',
  noSubnet: '云端没有两个节点所在的子网，或该子网没有可用地址',
  noSubnetHint: '请在控制台确认两块弹性网卡位于同一子网，且该子网有空闲地址',
  unreached: ({ why }) => zh`无法连接：${why}`,
  unreachedHint: '请使 SSH 能够连接该主机，然后重新运行同一命令；未做任何变更',
  vanished: '运行期间，云服务器或其子网从云端消失了',
  vanishedHint: '请在控制台查看它们的情况，然后重新运行同一命令',

  former: {
    unknown: ({ survivor, instance, subnet }) =>
      zh`${survivor} 记录的原对端为 ${instance}，而云端的 ${subnet} 中没有 ${instance} 的弹性网卡`,
    other: ({ address, eni, mac }) => zh`${address} 上的是另一台主机：其上没有网络接口具有 ${eni} 的 MAC 地址 ${mac}`,
    otherHint: '未在其上做任何变更；请在控制台查看该地址属于哪台云服务器',
    ofOthers: ({ instance }) => zh`${instance} 正在为另一个集群服务，因此不会移出`,
    mistrust: ({ survivor }) =>
      zh`未做任何变更；请勿信任 ${survivor} 上的 /etc/keepalived/ha-setup.json：请查明是谁写入的，并将其移走`,
  },
};
