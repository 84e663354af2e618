import { typed } from '../program.js';
import type { Messages } from '../say.js';
import { zh } from './zh.js';

/** The API's words for states, as the console has them. */
const states: Readonly<Record<string, string>> = {
  PENDING: '创建中',
  LAUNCH_FAILED: '创建失败',
  STOPPED: '已关机',
  STARTING: '开机中',
  STOPPING: '关机中',
  REBOOTING: '重启中',
  SHUTDOWN: '待销毁',
  TERMINATING: '销毁中',
  RESCUE_MODE: '救援模式',
};

/** Regions as the vendor's documents of CVM list them in Chinese. */
const regions: Readonly<Record<string, string>> = {
  'ap-beijing': '华北地区（北京）',
  'ap-nanjing': '华东地区（南京）',
  'ap-shanghai': '华东地区（上海）',
  'ap-guangzhou': '华南地区（广州）',
  'ap-chengdu': '西南地区（成都）',
  'ap-chongqing': '西南地区（重庆）',
  'ap-hongkong': '港澳台地区（中国香港）',
  'ap-singapore': '亚太东南（新加坡）',
  'ap-jakarta': '亚太东南（雅加达）',
  'ap-bangkok': '亚太东南（曼谷）',
  'ap-seoul': '亚太东北（首尔）',
  'ap-tokyo': '亚太东北（东京）',
  'na-siliconvalley': '美国西部（硅谷）',
  'na-ashburn': '美国东部（弗吉尼亚）',
  'sa-saopaulo': '南美地区（圣保罗）',
  'eu-frankfurt': '欧洲地区（法兰克福）',
};

export const questions: Messages['questions'] = {
  nothingToChoose: ({ question }) => zh`${question}没有可选项`,
  noneInRegion: '该账号在此地域没有此类资源',
  doNotFit: ({ problems }) => zh`目前的回答有误：${problems}`,
  problem: ({ key, message }) => zh`${key}：${message}`,
  noName: '（未命名）',
  typedSource: '手动输入',

  access: {
    credentials: '使用哪份腾讯云凭证？',
    credentialsHelp: '仅用于本次运行，不会保存。',
    named: ({ source, tail }) => zh`${source}，SecretId 末四位 ${tail}`,
    wasRefused: 'API 已拒绝',
    typeOthers: '输入其他凭证',
    secretId: '腾讯云 SecretId',
    get secretIdHelp() {
      return zh`控制台 > 访问管理 > API 密钥管理。建议使用子用户，并授予 "${typed('policy --operator')}" 打印的策略，不要使用主账号。`;
    },
    secretIdForm: 'SecretId 为 8 到 64 位字母和数字',
    secretKey: '腾讯云 SecretKey',
    secretKeyHelp: '输入内容不显示，也不会保存。',
    refused: ({ said }) => zh`API 拒绝了该凭证：${said}`,
    region: '选择哪个地域？',
    regionName: ({ id, name }) => regions[id] ?? zh`地域 ${name}`,
    regionHelp: '该凭证无权列出地域（cvm:DescribeRegions），请直接输入：ap-beijing、ap-guangzhou、…',
    noInstance: ({ region }) => zh`该账号在 ${region} 没有云服务器；集群需要两台`,
    oneInstance: ({ region }) => zh`该账号在 ${region} 只有一台云服务器；集群需要两台`,
    regionUnread: ({ region, said }) => zh`无法读取 ${region}：${said}`,
  },

  nodes: {
    first: '第一个节点是哪台云服务器？',
    second: '第二个节点是哪台？',
    secondHelp: ({ subnet }) => zh`VIP 只能在同一子网内移动，因此它须在第一台所在的子网：${subnet}`,
    isFirst: '已选为第一个节点',
    state: ({ state }) => states[state] ?? zh`状态为 ${state}`,
    noVpc: '不在私有网络中',
    otherSubnet: '在其他子网',
    noRoom: '内网 IP 已满',
    alone: '子网内无其他主机',
    cannotBe: ({ instance, why }) => zh`不能选择 ${instance}：${why}`,
    firstEni: '使用第一个节点的哪块弹性网卡？',
    secondEni: '使用第二个节点的哪块弹性网卡？',
    eniHelp: 'VIP 将绑定到该弹性网卡。如无特殊需要，请选择主网卡。',
    primary: '主网卡',
    secondary: '辅助网卡',
    allInUse: ({ count }) => zh`其 ${count} 个内网 IP 均已使用`,
    quotaInUse: '其内网 IP 均已使用',
  },

  reach: {
    way: '本机通过什么地址 SSH 登录两台主机？',
    private: '内网 IP',
    public: '公网 IP',
    both: ({ one, other }) => zh`${one} 和 ${other}`,
    hasNone: ({ instance }) => zh`${instance} 没有公网 IP`,
    jump: '跳板机',
    jumpNote: '经跳板机访问内网 IP',
    typed: {
      jump: { question: '跳板机地址', help: '[用户@]主机[:端口]' },
      user: { question: '登录用户', help: '非 root 用户需要 sudo 权限。Ubuntu 镜像的默认用户为 ubuntu。' },
      port: { question: 'SSH 端口', help: '默认为 22，以 sshd_config 中的设置为准。' },
      key: { question: '私钥文件', help: '留空则使用 ssh-agent 中的密钥和 ~/.ssh 中的常用密钥。' },
    },
    loggingIn: '正在登录两台主机',
    loggedIn: ({ who }) => zh`已登录：${who}`,
    authHint: ({ user }) =>
      zh`请确认公钥在主机上 ${user} 的 ~/.ssh/authorized_keys 中；选择「修改」可更换用户、端口或密钥文件`,
    notLoggedIn: ({ who, said }) => zh`无法登录：${who}：${said}`,
    noAddress: '云端没有它的此类地址',
    whatNow: '接下来怎么做？',
    again: '重试',
    againNote: '回答不变',
    change: '修改',
    changeNote: '登录方式：地址、用户、端口、密钥文件',
  },
};
