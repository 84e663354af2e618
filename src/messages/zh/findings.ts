import type { Messages } from '../say.js';
import { zh } from './zh.js';

export const findings: Messages['findings'] = {
  subjects: {
    nodes: '云服务器与弹性网卡',
    vip: '虚拟 IP（VIP）',
    eip: '弹性公网 IP',
    securityGroups: '安全组',
    ssh: '两台主机的 SSH',
    hosts: '两台主机',
    network: '主机的网络配置',
    packages: '软件包',
    api: 'API 访问与权限',
    keepalived: 'keepalived 服务',
    files: '文件',
    roles: '主备状态',
    past: '历史记录',
  },
  levels: { ok: '正常', unproven: '未证实', warning: '警告', error: '错误' },
  general: '云端与集群',
  of: ({ where, message }) => zh`${where}：${message}`,

  nodes: {
    fine: '两台云服务器都在运行，其弹性网卡位于同一子网',
    apart: ({ eni, subnet, vpc, otherEni, otherSubnet, otherVpc }) =>
      zh`两个节点不在同一子网：${eni} 在 ${vpc} 的 ${subnet}，${otherEni} 在 ${otherVpc} 的 ${otherSubnet}`,
    apartHint: 'VIP 只能在同一子网内移动：请选择同一子网的两台云服务器',
    unknown: ({ region }) => zh`地域 ${region} 中没有该云服务器`,
    unknownHint: '请检查应答文件中的 nodes[].instance 和 region；所用凭证必须属于该云服务器所在的账号',
    off: ({ state }) => zh`该云服务器的状态为 ${state}，而不是 RUNNING`,
    offHint: '请将其开机，然后重新运行同一命令',
    noEni: ({ eni }) => zh`该云服务器没有 ${eni}`,
    noPrimaryEni: '该云服务器没有主网卡',
    noEniHint: '请检查应答文件中的 nodes[].eni；不填写则使用主网卡',
    detached: ({ instance }) => zh`该弹性网卡没有绑定到 ${instance}`,
    detachedHint: '请将其绑定，或在 nodes[].eni 中指定其他弹性网卡',
    noRole: '该云服务器没有绑定 CAM 角色，钩子脚本无法以此调用 API',
    noRoleHint: '请在控制台绑定角色（云服务器 > 更多 > 实例设置），或使用 hostCredentials: { type: key }',
  },

  reached: {
    api: 'API 有应答',
    apiSilent: ({ why }) => zh`API 没有应答：${why}`,
    ssh: 'SSH 有应答，且主机密钥与已知的一致',
    sshHint: '请确认该主机已开机，且应答文件中的 ssh 部分正确',
  },

  foreign: {
    noFile: ({ unit, path }) => zh`${unit} 正在运行，但没有 ${path}：它是由他人配置的`,
    noFileHint: ({ unit }) => zh`若不再需要，请将其停止：systemctl disable --now ${unit}`,
    instance: ({ name, vrid }) => zh`${name}（VRID ${vrid}）`,
    none: '其他内容',
    runs: ({ path, has, unit }) => zh`${path} 不是由 ha-setup 写入的（其中有 ${has}），而 ${unit} 正在使用它运行`,
    runsHint: ({ unit }) =>
      zh`若不再需要，请将其停止（systemctl disable --now ${unit}）：下次运行会替换该文件并保留备份；或选择其他云服务器`,
    runsHaVipHint: ({ unit, vip }) =>
      zh`若不再需要，请将其停止（systemctl disable --now ${unit}）：下次运行会替换该文件并保留备份；或选择其他云服务器；若 ${vip} 是 HAVIP，请设置 mechanism: havip`,
    rests: ({ path, has, unit }) =>
      zh`${path} 不是由 ha-setup 写入的（其中有 ${has}）；${unit} 没有运行，因此该文件将被替换`,
    restsHint: ({ folder }) => zh`原文件保留在 ${folder} 中，卸载时会恢复；计划会显示两者的差异`,

    made: ({ vip, what, state, priority }) =>
      zh`该主机是按指南手动配置的：VIP ${vip}，${what}，state ${state}，priority ${priority}`,
    between: ({ eni, peer }) => zh`在 ${eni} 与 ${peer} 之间移动`,
    beside: ({ peer }) => zh`对端为 ${peer}`,
    otherMechanism: ({ made, mechanism }) => zh`${made}；而应答文件中为 mechanism: ${mechanism}`,
    otherMechanismHint: ({ mechanism }) => zh`请在应答文件中设置 mechanism: ${mechanism}`,
    otherVip: ({ made, vip }) => zh`${made}；而应答文件中为 ${vip}`,
    otherVipHint: ({ vip }) => zh`请在应答文件中设置 vip: ${vip}（或 auto）`,
    otherNodes: ({ made, nodes }) => zh`${made}；而应答文件中为 ${nodes}`,
    otherNodesHint: '请在应答文件中填写该集群的两台云服务器',
    takenOver: ({ made }) => zh`${made}。它将被接管`,
    takenOverHint: ({ folder }) => zh`其文件保留在 ${folder} 中；VIP 保持不动`,
  },
};
