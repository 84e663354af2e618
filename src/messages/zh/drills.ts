import { typed } from '../program.js';
import type { Messages } from '../say.js';
import { zh } from './zh.js';

export const drills: Messages['drills'] = {
  stop: ({ host }) => zh`在主节点 ${host} 上停止 keepalived`,
  freeze: ({ host }) => zh`冻结主节点 ${host}`,
  end: ({ host }) => zh`结束 ${host} 上的故障`,
  reboot: ({ host }) => zh`重启主节点 ${host}`,
  awaitReturn: ({ host }) => zh`等待 ${host} 恢复`,
  awaitFailback: ({ host, seconds }) => zh`等待 ${host} 在 ${seconds} s 后回切`,

  noTakeover: ({ host, time }) => zh`${host} 未能在 ${time} 内接管`,
  noTakeoverFor: ({ host, time, faults }) => zh`${host} 在 ${time} 内没有接管：\n    ${faults}`,
  unfit: ({ host, faults }) => zh`未开始主备切换：${host} 无法接管：\n    ${faults}`,
  get unfitHint() {
    return zh`请先修复，再运行 ${typed('verify --failover')}`;
  },
  noReboot: ({ host }) => zh`${host} 没有重启`,
  noRebootHint: '请在该主机上运行 systemctl list-jobs，查看是什么阻止了重启',
  notBack: ({ time, why }) => zh`该主机在 ${time} 内没有恢复：${why}`,
  notBackHint: '请在控制台（VNC）查看其屏幕，并在控制台启动它',
  notSettled: ({ time, problems }) => zh`${time} 后主备仍未稳定：\n    ${problems}`,
  notActive: ({ host }) => zh`${host} 尚未成为主节点`,
  logHint: '请查看该主机的 /var/log/keepalived.log：每个决定一行，并附原因',
  logsHint: '请查看两台主机的 /var/log/keepalived.log：每个决定一行，并附原因',
  noPlace: ({ vip }) => zh`没有可以 ping 通 ${vip} 的位置：本机和备节点都不行`,
  noPlaceHint: '请在安全组中放行来自本机或节点之间的 ICMP（并安装 iputils-ping），然后重新运行同一命令',
  place: {
    here: '本机',
    hosts: '两台主机（结果为上限：没有第三处能访问 VIP）',
  },

  round: {
    heading: ({ place }) => zh`主备切换，探测位置：${place}`,
    numbered: ({ title, place }) => zh`主备切换，${title}，探测位置：${place}`,
    graceful: '正常切换',
    crash: '崩溃切换',
    power: '重启',
    back: '回切',
    lost: ({ from, to, time }) => zh`${from} → ${to}，${time} 无应答`,
    kept: ({ from, to }) => zh`${from} → ${to}，无探测丢失`,
    stopping: ({ task }) => zh`本次演练结束后停止，再按 Ctrl-C 立即停止：${task}`,
  },

  kinds: { graceful: '正常', crash: '崩溃', failback: '回切', power: '重启' },

  table: {
    drill: '切换验证',
    direction: '从 → 到',
    outage: '中断',
    detected: '发现',
    accepted: 'API 受理',
    landed: '生效',
    firstReply: '首个应答',
    none: '无',
    noReplyLost: '无应答丢失',
    runs: '次数',
    median: '中位数',
    maximum: '最大值',
  },

  picture: {
    client: '客户端',
    fault: '故障',
    askedBack: '请求回切',
    detected: '发现',
    accepted: 'API 受理',
    landed: '生效',
    firstReply: '首个应答',
    phases: {
      active: '主节点，持有 VIP',
      yielding: '仍在服务',
      claiming: '正在接管',
      standby: '备节点',
      down: '停止',
      answered: 'VIP 有应答',
      silent: '无应答',
    },
  },
};
