import { typed } from '../program.js';
import type { Messages } from '../say.js';
import { zh } from './zh.js';

export const session: Messages['session'] = {
  reading: '正在读取云端和两台主机',
  trying: '正在尝试主机拥有的权限',
  unchanged: '未做任何更改',

  answers: {
    unreadable: ({ path, error }) => zh`无法读取 ${path}：${error}`,
    unreadableHint: '请用 --answers FILE 指定应答文件；README 中有示例',
    line: ({ line }) => zh`第 ${line} 行`,
    problems: ({ path, count }) => zh`${path} 有 ${count} 处问题：`,
    problemsHint: ({ path }) => zh`请更正 ${path}，然后重新运行同一命令；未做任何更改`,
    about: ({ message, about, example }) => zh`${message}。${about.replace(/[^？?]$/, '$&。')}例如：${example}`,
    notOfPair: ({ instance }) => zh`${instance} 不属于本集群`,
    notOfPairHint: ({ one, other }) => zh`本集群为 ${one} 和 ${other}`,
    asked: '所作的回答',
  },

  obtain: {
    what: '将同一子网的两台云服务器（CVM）配置为共用一个 VIP 的集群。',
    safe: '看过变更计划并确认之前，不会做任何更改。',
    from: ({ path }) => zh`应答来自 ${path}`,
    leavesOut: ({ path, keys }) => zh`${path} 中未填写 ${keys}`,
    none: '没有应答文件，也没有可供提问的终端（或使用了 --yes）',
    get noneHint() {
      return zh`请编写 ha-setup.yaml（README 中有示例），或用 --answers FILE 指定其他文件；无需账号即可试用：${typed('rehearse')}`;
    },
  },

  checks: {
    begin: ({ cluster, region }) => zh`集群 ${cluster}（${region}）：正在查看云端和两台主机`,
    status: { ok: '通过', warning: '警告', failed: '失败' },
    failed: ({ count }) => zh`${count} 项检查失败；未做任何更改：`,
    warning: ({ what, hint }) => zh`警告：${what} → ${hint}`,
    question: '有检查项未通过，如何处理？',
    repair: '添加缺少的规则',
    repairNote: '先显示规则',
    again: '重新检查',
    againNote: '修复之后',
    change: '更改一项回答',
    changeNote: '上面的回答之一',
    stop: '停止',
    stopped: '在检查阶段停止',
    addRules: ({ count }) => zh`添加以上 ${count} 条规则？`,
    added: ({ group, direction, peer }) => zh`已添加到 ${group}：${direction}，${peer}`,
    refused: ({ error }) => zh`API 拒绝：${error}`,
  },

  plan: {
    gone: ({ host }) => zh`${host}（不再属于本集群）`,
    nothing: '无需更改。',
    changes: ({ count }) => zh`共 ${count} 项变更。`,
    asIs: '无需更改：云端和两台主机均与应答文件一致。',
    unconfirmed: '这些变更需要确认，而没有可供提问的终端',
    unconfirmedHint: ({ command }) => zh`请用 ${command} 查看变更，然后加上 --yes 重新运行`,
    question: '执行这些变更？',
    yes: '是',
    yesNote: ({ count }) => zh`执行这 ${count} 项变更`,
    no: '否',
    noNote: '不做更改并退出',
    back: '返回',
    backNote: '更改一项回答',
    open: '查看',
    openNote: '以差异形式查看要更改的文件',
    whichFile: '查看哪个文件？（esc 收起列表）',
    fileOn: ({ what, host }) => zh`${host}：${what}`,
  },

  converge: {
    missing: ({ what }) => zh`变更已执行，但读回后仍有未生效的：${what}`,
    get missingHint() {
      return zh`有其他程序在更改同样的内容；运行 ${typed('plan')} 查看差异`;
    },
    place: ({ title, host }) => zh`${host} 的${title}`,
  },

  prove: {
    title: '验证',
    pair: '集群',
    holder: '仅一个主节点',
    isActive: ({ host }) => zh`${host} 为主，网卡、VRRP 和云端一致`,
    leftOut: '未运行切换验证；--drill 会运行。',
    held: '有主机被停用，切换验证会使服务中断',
    get heldHint() {
      return zh`${typed('status')} 会显示是哪一台；请解除停用（${typed('switchover --release')} INSTANCE），或去掉 --drill`;
    },
  },

  keep: {
    kept: ({ path }) => zh`回答已保存到 ${path}（不含密钥）。`,
    question: '保存回答（不含密钥），以便重复或更改本次运行？',
    file: '保存为哪个文件？',
    noName: '请输入文件名',
    taken: ({ path }) => zh`${path} 已存在；请换一个名称`,
    written: '已写入。以下命令可重复本次运行，无需再次提问：',
    secrets: '密钥取自环境变量：TENCENTCLOUD_SECRET_ID 和 TENCENTCLOUD_SECRET_KEY。',
    hostSecrets:
      '密钥取自环境变量：TENCENTCLOUD_SECRET_ID 和 TENCENTCLOUD_SECRET_KEY，以及 HA_SETUP_HOST_SECRET_ID 和 HA_SETUP_HOST_SECRET_KEY。',
  },
};
