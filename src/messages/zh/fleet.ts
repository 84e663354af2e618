import { typed } from '../program.js';
import type { Messages } from '../say.js';
import { zh } from './zh.js';

export const fleet: Messages['fleet'] = {
  onePair: '该命令只处理一个集群，但指定了多个应答文件',
  onePairHint: '只指定一个；plan、verify、status 以及不带子命令的运行可以接受多个',
  noMatch: ({ pattern }) => zh`没有文件与 ${pattern} 匹配`,
  noMatchHint: ({ pattern }) => zh`查看有哪些文件（ls ${pattern}）；** 表示各级子目录`,
  otherName: ({ other, file }) => zh`有 ${other}，但没有 ${file}；只有后者会被自动读取`,
  otherNameHint: ({ other, file }) => zh`请将其改名：mv ${other} ${file}；或指定它：--answers ${other}`,
  noAnswers: '没有应答文件',
  noAnswersHint:
    '请编写 ha-setup.yaml（README 中有示例），或用 --answers FILE 指定其他文件；没有文件时，ha-setup 会逐项询问',
  folder: ({ path }) => zh`${path} 是一个目录`,
  folderHint: ({ pattern }) => zh`用带引号的模式指定其中的文件：--answers '${pattern}'`,
  noFile: ({ path }) => zh`没有文件 ${path}`,
  noFileHint: '请更正 --answers 后面的名称',
  twice: ({ path, words }) => zh`${path} 被指定了两次：${words}`,
  twiceBy: ({ one, other }) => zh`${one} 和 ${other}`,
  sameFile: ({ path, other, words }) => zh`${path} 就是 ${other}，被指定了两次：${words}`,
  twiceHint: '每个应答文件只指定一次',

  claims: {
    cluster: ({ cluster, region, other }) => zh`${region} 的集群 ${cluster} 也在 ${other} 中`,
    instance: ({ instance, other }) => zh`云服务器 ${instance} 也在 ${other} 中`,
    eip: ({ eip, other }) => zh`弹性公网 IP ${eip} 也在 ${other} 中`,
    mistakes: ({ path, mistakes }) => zh`${path}：${mistakes}`,
    hint: '每个集群都有自己的名称、两台云服务器和弹性公网 IP：请更正其中一个文件，或不指定它',
    vip: ({ vip, subnet, other }) => zh`子网 ${subnet} 的 VIP ${vip} 也在 ${other} 中`,
    vipHint: '在其中一个文件中改用另一个地址，或写 vip: auto；该集群没有任何更改',
    subnetFull: ({ subnet }) => zh`子网 ${subnet} 已没有可用作 VIP 的空闲地址`,
    subnetFullHint: '释放一个地址，或将该集群移到另一个子网；该集群没有任何更改',
  },
  unusable: ({ bad, all, mistakes }) => zh`${all} 个应答文件中有 ${bad} 个无法使用：\n${mistakes}`,
  unusableHint: '更正后重新运行同一命令；没有任何更改',

  reading: '正在读取云平台和所有主机',
  looking: ({ count }) => zh`${count} 个集群：正在查看云平台和所有主机`,
  changing: ({ count }) => zh`${count} 个集群：正在执行更改并逐一验证`,
  pair: ({ label, path }) => zh`${label}（${path}）`,
  total: ({ changes, pairs }) => zh`共 ${changes} 项更改，涉及 ${pairs} 个集群。`,
  leftOut: ({ count }) => zh`${count} 个集群不参与：见上面的说明。`,
  unconfirmed: '这些更改需要确认，但没有可以询问的终端',
  get unconfirmedHint() {
    return zh`用 ${typed('plan')} 和相同的 --answers 查看更改，然后加上 --yes 重新运行`;
  },
  confirm: '执行这些更改？',
  yes: '是',
  yesMeans: ({ changes, pairs }) => zh`在 ${pairs} 个集群上执行 ${changes} 项更改`,
  no: '否',
  noMeans: '不做任何更改并退出',
  refused: '没有任何更改',

  notBegun: '尚未开始',
  stopped: '已被 Ctrl-C 停止',
  internal: ({ stack }) => zh`内部错误（请报告）：${stack}`,
  goOn: ({ command }) => zh`继续处理该集群：${command}`,
  failed: ({ bad, all, names }) => zh`${all} 个集群中有 ${bad} 个失败或未完成：${names}`,
  failedHint: '原因和继续的方法见上面各行',
  reportFolder: ({ report }) => zh`有多个集群时 --report 指定的是目录，而 ${report} 不是目录`,
  reportFolderHint: '先建立该目录再指定它：每个集群在其中有一个以集群名命名的页面',

  status: { ok: '正常', changed: '已更改', warning: '警告', failed: '失败', stopped: '已停止' },
  columns: { pair: '集群', active: '主节点', findings: '结果', outage: '中断' },
  isActive: ({ active, findings }) => zh`${active} 为主；${findings}`,
  nothingToChange: '无需更改',
  toMake: ({ count }) => zh`待执行 ${count} 项更改`,
  made: ({ count }) => zh`已执行 ${count} 项更改`,
  well: '正常',
  problems: ({ count }) => zh`${count} 个问题`,
  counted: ({ count, statuses }) => zh`${count} 个集群：${statuses}。`,
};
