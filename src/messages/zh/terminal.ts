import type { Messages } from '../say.js';
import { zh } from './zh.js';

export const terminal: Messages['terminal'] = {
  search: '输入以搜索：',
  noneToChoose: '以下均不可选：',
  back: '返回上一个问题',
  cancelled: '在提问时取消',
  given: '已填写',
  aside: ({ why }) => zh`（${why}）`,
  yes: '是',
  no: '否',
  noneFound: '没有匹配项',
  answerNeeded: '请输入有效的值',
  yesOrNoNeeded: '请回答 y 或 n',
  notChoosable: '该项不可选。',
  masked: '[输入内容不显示]',
  notGiven: '未提供',
  keys: { back: 'esc 返回', enter: '回车确认', enterOrBack: '回车确认 • esc 返回' },

  actions: { navigate: '移动', select: '选择', submit: '确认', back: '返回', quit: '退出' },

  task: {
    outcome: ({ task, outcome }) => zh`${task}：${outcome}`,
    ok: '正常',
    changed: '已变更',
    skipped: '已跳过',
    failed: '失败',
    stopped: '已停止',
    notStarted: '未开始',
    left: ({ count, all }) => zh`${all} 项中有 ${count} 项未开始`,
    failedIn: ({ task, lane }) => zh`失败：${task}（${lane}）`,
  },

  plain: {
    yesOrNo: ({ question }) => zh`${question}（yes 或 no）[yes]：`,
    noOrYes: ({ question }) => zh`${question}（yes 或 no）[no]：`,
    number: '编号',
    numberOrWords: '编号，或要搜索的词',
    more: ({ count }) => zh`…… 还有 ${count} 项：请输入名称、ID 或地址的一部分`,
    nothingFound: ({ words }) => zh`没有包含 ${JSON.stringify(words)} 的项`,
    answer: '回答',
    hidden: '回答（不显示）',
    back: ({ what }) => zh`${what}，或输入 < 返回`,
    noNumber: '没有这个编号',
    notChosen: ({ why }) => zh`不可选：${why}`,
  },

  diff: {
    foreign: ({ count }) => zh`（${count} 行不是 ha-setup 写入的内容：可能含有密钥，不予显示）`,
    secret: '（差异在密钥中：不予显示）',
  },
};
