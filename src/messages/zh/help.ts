import type { Messages } from '../say.js';
import { zh } from './zh.js';

export const help: Messages['help'] = {
  triedAgain: ({ hint }) => zh`程序会自动重试；如仍失败：${hint}`,
  required: ({ values }) => zh`必填；${values}`,
  ofCommands: ({ commands, text }) => zh`${commands}：${text}`,

  systems: {
    orLater: ({ name, oldest }) => zh`${name} ${oldest} 或更高版本`,
    otherwise: ({ one, other }) => zh`${one}，否则 ${other}`,
    setUpWith: ({ versions, managers }) => zh`${versions}：${managers}`,
    untried: ({ versions, managers }) => zh`${versions}：${managers}；尚无人在其上运行过 ha-setup`,
  },

  exitCodes: {
    ok: '已完成，现状与目标一致；或无事可做',
    failed: '中途有一步失败；消息中有继续执行的命令',
    preflight: '运行前的检查未通过；未做任何变更',
    answers: '应答文件或所要求的内容有误；未做任何事',
    verification: '集群已设置或已查看，但并非应有的状态',
    cancelled: '由操作者取消',
  },
};
