import type { Messages } from '../say.js';
import { zh } from './zh.js';

export const metrics: Messages['metrics'] = {
  folder: ({ folder }) => zh`${folder} 存在，可写入指标`,
  noFolder: ({ folder }) => zh`没有目录 ${folder}，因此不写入指标`,
  noFolderHint: ({ folder }) => zh`在该主机上：安装 prometheus-node-exporter，或运行 mkdir -p ${folder}`,
  folderMade: ({ folder }) => zh`已在两台机器上创建 ${folder}，用于写入指标`,
};
