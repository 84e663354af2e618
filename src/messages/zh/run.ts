import type { Messages } from '../say.js';
import { zh } from './zh.js';

export const run: Messages['run'] = {
  again: '请在控制台查看，然后重新运行同一命令：它会从中断处继续',
  bothHosts: '两台主机',
  on: ({ title, host }) => zh`${host} 上的${title}`,
  changes: ({ count }) => zh`${count} 项变更`,
  reconnecting: '连接已断开：正在重新登录，查看还有哪些未完成',
  stopping: ({ task }) => zh`本项变更完成后停止，再按 Ctrl-C 立即停止：${task}`,
  stopped: '已被 Ctrl-C 停止',
  busy: ({ code }) => zh`正忙于其他变更（${code}）：将在一分钟内重试`,

  unseen: ({ what }) => zh`云端已受理调用，但 60 s 后仍看不到${what}`,
  subjects: {
    vip: ({ vip, eni }) => zh`${eni} 上的 ${vip}`,
    vipName: ({ vip }) => zh`${vip} 的名称`,
    eipName: ({ name }) => zh`名为 ${name} 的弹性公网 IP`,
    eipFree: ({ eip }) => zh`${eip} 变为可绑定`,
    eip: ({ eip, vip }) => zh`${vip} 上的 ${eip}`,
    haVip: ({ vip }) => zh`地址为 ${vip} 的 HAVIP`,
    haVipWith: ({ haVip, instances }) => zh`${haVip} 与 ${instances} 的关联`,
    haVipWithout: ({ haVip, what }) => zh`${haVip} 与 ${what} 解除关联`,
    haVipGone: ({ haVip }) => zh`${haVip} 已删除`,
    rule: ({ peer, group }) => zh`${group} 中对 ${peer} 的规则`,
  },
  taskEndless: ({ task }) => zh`云端任务 ${task} 在 60 s 后仍未结束`,
  taskFailed: ({ task }) => zh`云端任务 ${task} 失败`,
  vipStays: ({ vip, eni }) => zh`云端已受理调用，但 60 s 后 ${vip} 仍在 ${eni} 上`,
  eipStaysBound: ({ eip }) => zh`云端已受理调用，但 60 s 后 ${eip} 仍处于绑定状态`,
  eipStaysChanging: ({ eip }) => zh`云端已受理调用，但 60 s 后 ${eip} 仍在解绑中`,
  eipStays: ({ eip }) => zh`云端已受理调用，但 60 s 后 ${eip} 仍然存在`,

  failed: ({ what, output }) => zh`${what} 失败：\n    ${output}`,
  failedHint: ({ unit }) => zh`请在该主机上修复（详见 journalctl -u ${unit}），然后重新运行同一命令：它会从中断处继续`,
  checkOf: ({ command, path }) => zh`${command}（检查新的 ${path}，该文件未启用）`,
  firewallBy: ({ tool }) => zh`用 ${tool} 放行 VRRP`,
  packages: {
    inUse: ({ manager }) => zh`${manager} 正被占用`,
    inUseBy: ({ manager, process }) => zh`${manager} 正被进程 ${process} 占用`,
    waiting: ({ lock }) => zh`等待中：${lock}`,
    waited: ({ minutes, lock }) => zh`已等待 ${minutes} 分钟：${lock}`,
  },
  holdFailed: ({ said }) => zh`无法更改停用状态：${said}`,
  waitingForRun: ({ who }) => zh`另一个运行正在修改这对主备：${who}。等待几秒钟，看它是否结束`,
  locked: ({ who }) => zh`另一个运行正在修改这对主备：${who}`,
  lockedByUnknown: '未注明是谁',
  lockedHint: ({ command }) => zh`请等待其结束；若已无人运行，请在该主机上解除锁定：${command}`,
};
