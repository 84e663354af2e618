import { typed } from '../program.js';
import type { Messages } from '../say.js';
import { zh } from './zh.js';

export const usage: Messages['usage'] = {
  usage: '用法：',
  options: '选项：',
  arguments: '参数：',
  commands: '命令：',
  choices: ({ description, choices }) => zh`${description}（可选值：${choices}）`,
  anyOptions: '[选项]',
  anyCommand: '[命令]',
  values: {
    file: '文件',
    language: '语言',
    n: '数量',
    when: '时间',
    id: '编号',
    instance: '实例 ID',
    what: '处理方式',
    shell: 'shell 名称',
    topic: '主题',
    value: '值',
  },

  error: ({ problem }) => zh`错误：${problem}`,
  unknownOption: ({ flag }) => zh`未知选项 ${flag}`,
  didYouMean: ({ flags }) => zh`（是否想输入 ${flags}？）`,
  didYouMeanOne: ({ flags }) => zh`（是否想输入以下之一：${flags}？）`,
  argumentMissing: ({ option }) => zh`选项 ${option} 缺少值`,
  invalid: ({ option, value, reason }) => zh`选项 ${option} 的值 '${value}' 无效。${reason}`,
  invalidArgument: ({ argument, value, reason }) => zh`参数 ${argument} 的值 '${value}' 无效。${reason}`,
  missingArgument: ({ argument }) => zh`缺少必需的参数 ${argument}`,
  missingOption: ({ option }) => zh`缺少必需的选项 ${option}`,
  allowed: ({ choices }) => zh`可选值：${choices}。`,

  count: '应为 1 到 1000 的整数。',
  since: '应为时长（90s、30m、2h、3d、1w）或 UTC 时间（2026-11-26、"2026-11-26 03:10"）。',
  unknownCommand: ({ word }) => zh`未知命令 ${word}`,
  nearest: ({ name }) => zh`是否想输入 ${name}？`,
  get listed() {
    return zh`${typed('--help')} 列出所有命令`;
  },
  noWord: ({ command, word }) => zh`${command} 不接受 ${word}`,
  severalFiles: "多个应答文件请多次使用 --answers，或使用带引号的通配符：--answers 'clusters/*.yaml'",
  takes: ({ command }) => zh`${typed(command)} 显示其用法`,
};
