import { typed } from '../program.js';
import type { Messages } from '../say.js';
import { zh } from './zh.js';

export const rehearsal: Messages['rehearsal'] = {
  begin: '演练：在本机上用独立的私有网络运行两台真实的机器；无需账号，不产生费用',
  up: ({ time }) => zh`机器 lab-a 和 lab-b 已启动，模拟的云端已就绪（${time}）`,
  took: ({ time }) => zh`演练用时 ${time}`,
  takingDown: '正在关闭机器',
  ended: ({ code }) => zh`演练的运行以退出码 ${code} 结束`,
  endedHint: '其消息见上文；--keep 会保留机器以便查看',
  interactiveAlone: ({ flag }) => zh`--interactive 会提问：不能与 ${flag} 同时使用`,
  interactiveAloneHint: '请去掉其中一个',
  noTerminal: '--interactive 需要终端，而此处不是终端',
  get noTerminalHint() {
    return zh`请用应答文件演练：${typed('rehearse --answers FILE')}`;
  },
  choose: '请选择 lab-a 和 lab-b：其他云服务器只存在于模拟云端的记录中。',
  silent: ({ vip }) => zh`断电后 ${vip} 没有恢复应答`,
  left: '已退出向导',
  unknown: ({ id }) => zh`没有名为 ${id} 的演练`,
  standing: ({ ids }) => zh`现有演练：${ids}`,
  noneStands: '没有保留的演练',
  down: ({ id }) => zh`演练 ${id} 已关闭`,

  answers: {
    yours: '使用给定的应答，其中的地域、云服务器、子网、API 和 SSH 换成演练环境自己的',
    noNotify: '略去 notify：演练环境不向外发送任何内容',
    noHealth: ({ url }) => zh`略去 healthCheck：演练的机器不提供 ${url}`,
    health: '两台机器上都运行着能通过应答中的健康检查的服务',
  },

  kept: {
    stands: ({ id }) => zh`演练 ${id} 已保留，直到本机重启或手动将其关闭：`,
    logIn: '登录',
    ping: 'ping VIP 地址',
    run: '在其中运行 ha-setup',
    takeDown: '关闭演练',
  },

  power: {
    noVip: '两台机器的弹性网卡上都没有 VIP',
    client: ({ client, vip }) => zh`从客户端 ${client} 访问，${vip} 有应答`,
    outside: ({ client, eip }) => zh`从私有网络外的 ${client} 访问，${eip} 有应答`,
    cut: ({ machine }) => zh`断电：${machine} 已断电`,
    back: ({ vip, time }) => zh`从客户端访问，${vip} 在 ${time} 无应答后恢复`,
    outsideBack: ({ eip, time }) => zh`从外部访问，${eip} 也在 ${time} 后恢复`,
    record: ({ owner, machine, state }) => zh`云端记录：${owner}（${machine}）；${state}`,
    strangeOwner: ({ vip, owner }) => zh`云端记录 ${vip} 属于 ${owner}，而不是这对主备`,
    nobody: '无人',
    holds: ({ machine, role }) => zh`${machine} 的 eth0 上有 VIP，状态为 ${role}`,
    free: ({ machine, role }) => zh`${machine} 的 eth0 上没有 VIP，状态为 ${role}`,
    returnOf: ({ machine }) => zh`${machine} 回到主备`,
    returned: ({ machine, state, vip, active }) => zh`${machine} 已恢复供电：${state}；${vip} 在 ${active} 上`,
  },

  system: {
    notLinux: ({ platform }) => zh`需要 Linux，而此处为 ${platform}`,
    notDebian: ({ oldest, name }) => zh`需要 Debian ${oldest} 或更高版本，而此处为 ${name}`,
    another: '其他系统',
    noRoot: '需要 root：它要创建网络命名空间并启动两台小型机器',
    missing: ({ packages }) => zh`缺少 Debian 软件包：${packages}`,
    cannot: ({ why }) => zh`演练环境无法在此运行：${why}`,
    cannotHint: 'ha-setup 的其他命令和单元测试不需要它',
    lab: '演练环境',
    installing: ({ who, packages }) => zh`正在为${who}安装 Debian 软件包：${packages}`,
    failed: ({ who, reason }) => zh`apt-get 无法为${who}安装软件包：${reason}`,
    failedHint: ({ packages }) => zh`请自行安装以下软件包后重试：${packages}`,
    removed: ({ id }) => zh`已清除演练环境 ${id} 的残留`,
    noDisk: ({ error }) => zh`无法挂载机器的磁盘：${error}`,
    noDiskHint: '演练环境需要 overlayfs；请在物理机或虚拟机上运行，而不是在不能挂载的容器中',
    noDebian: 'apt 没有可用于构建演练机器的 Debian 软件源',
    noDebianHint: '请在 /etc/apt/sources.list 中添加 Debian 软件源，然后重新开始',
    waiting: '正在等待另一个构建基础镜像的进程',
    building: ({ system }) => zh`正在构建机器的基础镜像（${system}）：仅一次，约一分钟`,
  },
};
