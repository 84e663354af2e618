import { typed } from '../program.js';
import type { Messages } from '../say.js';
import { zh } from './zh.js';

export const notify: Messages['notify'] = {
  reading: '正在读取云端和两台主机',
  telling: '正在从两台主机发送通知',
  nothingAsked: 'notify 只有一个用途：--test',
  get nothingAskedHint() {
    return zh`${typed('notify --test')} 会从每台主机发送一次切换通知`;
  },
  nobody: '应答文件中没有 notify，因此不会通知任何人',
  nobodyHint: '请在应答文件中加入 notify: { webhook: https://… } 或 notify: { command: PATH }，然后运行 ha-setup',
  noAnswer: '主机没有应答',
  oldHooks: '其脚本不支持测试，或没有应答',
  webhook: 'webhook 通知',
  command: '命令',
  line: ({ host, what }) => zh`${host}：${what}`,
  told: ({ way }) => zh`${way}：已通知，并被接受`,
  refused: ({ way, said }) => zh`${way}：未通知：${said}`,
  unknown: ({ way }) => zh`${way}：主机尚不知道该设置`,
  failed: '并非所有通知都已送达',
  failedHint: ({ command }) => zh`请按上面各行修复；主机尚不知道的设置由 ${command} 写入`,

  rootCommand: {
    missing: ({ command }) => zh`该主机上没有 notify 的命令：${command}`,
    missingHint: '请将该命令放到两台主机上，或更正应答文件中的 notify',
    fine: ({ command }) => zh`仅 root 可更改 ${command}`,
    open: ({ path, command }) => zh`root 以外的用户可更改 ${path}，而 notify 会以 root 身份运行 ${command}`,
    openHint: ({ path }) => zh`在该主机上：chown root ${path} && chmod go-w ${path}`,
  },

  wizard: {
    whom: 'VIP 移动时通知谁？',
    get whomHelp() {
      return zh`通知与主备切换同时进行，绝不先于切换；可用 ${typed('notify --test')} 测试。`;
    },
    nobody: '不通知',
    nobodyNote: '日志中有记录',
    webhookNote: '聊天群，或自己的地址',
    commandNote: '两台主机上自己的程序',
    both: '两者',
    format: 'webhook 接受哪种格式？',
    json: '供自己的程序使用的 JSON',
    wecom: '企业微信群机器人',
    dingtalk: '钉钉群机器人；关键词为 ha-setup',
    feishu: '飞书自定义机器人',
    slack: 'Slack 传入 webhook',
    address: 'webhook 的地址',
    addressHelp: '知道该地址的人都可以发送消息：它会原样写入应答文件。',
    path: '要运行的命令',
    pathHelp: '两台主机上可执行文件的绝对路径，且仅 root 可更改。',
    figures: '是否在主机上写入 Prometheus 指标？',
    figuresHelp: '写入 node_exporter（textfile 收集器）所读目录中的一个文件。',
    noFigures: '否',
    figuresNote: '供 node_exporter 的 textfile 收集器读取的文件',
    folder: 'node_exporter 的目录',
    folderHelp: 'Debian 上为 /var/lib/prometheus/node-exporter。',
    yes: '是',
  },
};
