import { typed } from '../program.js';
import type { Messages } from '../say.js';
import { zh } from './zh.js';

export const cli: Messages['cli'] = {
  common: {
    json: '在标准输出上打印一个 JSON 对象作为结果，其余内容输出到标准错误',
    verbose: '显示每一步的耗时，以及主机上所运行命令的输出',
    trace: '将每次 API 调用和主机上的每条命令写入文件，不含密钥',
    noColor: '不使用颜色（与 NO_COLOR 相同）',
    lang: '语言：zh 或 en（默认：HA_SETUP_LANG，否则按区域设置 LC_ALL、LC_MESSAGES、LANG）',
    answers: '应答文件（默认：./ha-setup.yaml，如果存在）',
    manyAnswers: "应答文件；多个集群时可多次指定，或使用带引号的通配符：'clusters/*.yaml'（默认：./ha-setup.yaml）",
    parallel: '有多个集群时，同时处理的数量',
    allowOpen: '即使子网内任何主机都可抢占该 HAVIP，也继续',
    yes: '不提问',
    help: '显示命令的帮助',
    version: '显示版本号',
    default: ({ description, value }) => zh`${description}（默认：${value}）`,
    completionHelp: '显示命令的用法',
  },

  setup: {
    about: '将两台腾讯云云服务器配置为共用 VIP 的 keepalived 主备集群。',
    drill: '即使该集群已通过切换验证，也再次实际切换',
    noDrill: '结束时不做主备切换',
    get epilogue() {
      return `退出码：0 完成且已收敛，1 失败，2 运行前的检查项未通过，
3 应答或命令行有误，4 验证失败，130 已取消。
凭证：TENCENTCLOUD_SECRET_ID、TENCENTCLOUD_SECRET_KEY（及 _TOKEN），
否则使用 SDK 或 tccli 的文件，否则使用本机的 CAM 角色。
无需账号、不产生费用的演练：${typed('rehearse')}
手册：${typed('help')}`;
    },
  },
  plan: { about: '以差异形式显示每个云端调用和每个变更的文件；不写入任何内容' },
  verify: {
    about: '全面检查运行中的集群；不做任何更改（退出码为 0；有问题时为 4）',
    failover: '随后实际执行主备切换，并测量中断时间',
    rounds: '与 --failover 一起使用：切换次数；打印中位数和最大值',
    power: '与 --failover 一起使用：还会重启主节点',
    report: '将结果写为一个 HTML 页面',
    force: '与 --report 一起使用：覆盖已有文件',
  },
  status: {
    about: '在一屏内显示 VIP 的位置和两台主机的状态；不做任何更改',
    watch: '每 2 秒刷新一次，直到按下 Ctrl-C',
  },
  logs: {
    about: '将两台主机最近的切换及其原因列在同一时间线上；不做任何更改',
    since: '自该时间以来的全部记录：2h、3d 或日期（默认：最近 5 次切换）',
    follow: '持续显示新内容，直到按下 Ctrl-C',
  },
  doctor: { about: '找出最可能的一个原因，并给出对应的一条命令；不做任何更改' },
  notify: {
    about: '检查切换通知能否送达',
    test: '从每台主机发送一次测试通知（并未发生切换），并显示对方的应答',
  },
  rehearse: {
    about: '在本机模拟的集群和私有网络上完整演练：无需账号，不产生费用（Debian 12，root）',
    interactive: '由操作者回答问题，与实际配置时相同',
    keep: '保留演练环境，并打印使用方法',
    down: '删除保留的演练环境',
  },
  switchover: {
    about: '将 VIP 移到另一台主机而不丢包，或将一台主机停用以便维护',
    to: '要成为主节点的云服务器（默认：当前的备节点）',
    stay: '用于 preferred 模式：停用首选节点，使其不取回 VIP',
    hold: '停用该云服务器，直到解除停用；如果它是主节点，则先移交',
    release: '解除对该云服务器的停用',
    force: '即使另一台主机不合格，也继续',
  },
  uninstall: {
    about: '卸载集群：移除 ha-setup 安装的内容，恢复原有内容',
    vip: '云端的 VIP（会提问；默认：keep，即保留）',
    eip: '由 ha-setup 申请的弹性公网 IP（会提问；默认：keep，即保留）',
    gone: '该云服务器不会再恢复：不等待它，继续卸载',
  },
  policy: {
    about: '打印主机的角色（或密钥）所需的最小 CAM 策略，可直接粘贴',
    operator: '改为打印运行 ha-setup 的人员所需的策略',
  },
  help: {
    about: '手册：列出主题，或显示其中一个',
    topic: '手册的主题；不指定时列出全部主题',
  },
  completion: {
    about: '打印 shell 补全脚本，可补全命令、选项、主题和应答文件',
    shell: '读取该脚本的 shell',
  },
};
