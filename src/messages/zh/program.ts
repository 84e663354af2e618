import type { Messages } from '../say.js';
import { zh } from './zh.js';

export const program: Messages['program'] = {
  internalError: ({ stack }) => zh`内部错误（请报告）：${stack}`,
  stopped: '已立即停止；重新运行同一命令会从中断处继续',
  reportUnwritten: ({ path, said }) => zh`无法将报告写入 ${path}：${said}`,
  reportUnwrittenHint: '请用 --report 指定另一个文件，或加 --force 覆盖已有文件',
};
