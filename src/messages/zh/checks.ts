import { typed } from '../program.js';
import type { Messages } from '../say.js';
import { zh } from './zh.js';

export const checks: Messages['checks'] = {
  there: ({ command }) => zh`请在该主机上运行：${command}`,
  writes: ({ command }) => zh`${command} 会写入该文件`,
  seeLog: '请查看该主机的 /var/log/keepalived.log：每个决定都附有原因',

  clock: {
    unknown: 'API 的时钟未知',
    right: ({ seconds }) => zh`其时钟与 API 相差不超过 ${seconds} s`,
    ahead: ({ seconds }) => zh`其时钟比 API 快 ${seconds} s`,
    behind: ({ seconds }) => zh`其时钟比 API 慢 ${seconds} s`,
    refused: ({ off, limit }) => zh`${off}；偏差超过 ${limit} s 的签名会被 API 拒绝`,
    odd: ({ off, limit }) => zh`${off}；达到 ${limit} s 时 API 会拒绝其签名`,
    hint: '请在该主机上运行：timedatectl set-ntp true，或 chronyc makestep',
  },

  disk: {
    room: '状态、日志和记录有足够的空间',
    scarce: ({ path, mebibytes }) => zh`${path} 仅剩 ${mebibytes} MiB`,
  },

  eip: {
    arrears: ({ ip }) => zh`弹性公网 IP ${ip} 因欠费被隔离`,
    arrearsHint: '请为账号充值，或在应答文件中指定其他弹性公网 IP，或将 eip 设为 allocate',
    blocked: ({ ip }) => zh`弹性公网 IP ${ip} 已被腾讯云封堵（例如因遭受攻击）`,
    blockedHint: '请在控制台解封，或在应答文件中指定其他弹性公网 IP，或将 eip 设为 allocate',
    cascade: ({ ip }) => zh`弹性公网 IP ${ip} 一旦解绑就会被永久释放，而主备切换可能需要解绑`,
    leaving: ({ ip }) => zh`弹性公网 IP ${ip} 正在释放`,
    another: '请在应答文件中指定其他弹性公网 IP，或将 eip 设为 allocate',
    unknownAccount: '无法确定两台云服务器能否绑定弹性公网 IP：这取决于账户类型',
    get unknownAccountHint() {
      return zh`请授予 DescribeNetworkAccountType 权限（${typed('policy --operator')} 会打印所需的全部权限）`;
    },
    legacy: ({ charge }) =>
      zh`其公网带宽计费方式为 ${charge}；在传统账户类型（LEGACY）下，这样的云服务器不能绑定弹性公网 IP`,
    legacyHint: '请在控制台改为按流量计费（TRAFFIC_POSTPAID_BY_HOUR），或将 eip 设为 none',
  },

  guard: {
    noTool: '该主机既没有 nft 也没有 iptables：只有安全组能阻止他人操纵 VRRP',
    noToolHint: ({ unit }) => zh`请在该主机上安装 nftables，然后运行：systemctl reload ${unit}`,
    off: '来自其他主机的 VRRP 没有被丢弃：安全组放行的任何主机都能操纵主备',
    offHint: ({ command }) => zh`${command} 会启用防护`,
    on: ({ peer }) => zh`只放行来自 ${peer} 的 VRRP`,
    other: ({ peers, peer }) => zh`放行了来自 ${peers} 的 VRRP，而对端为 ${peer}`,
  },

  healthCommand: {
    missing: ({ command }) => zh`健康检查的命令在该主机上不存在：${command}`,
    missingHint: '请在两台主机上放置该命令，或更正应答文件中的 healthCheck',
    fine: ({ command }) => zh`只有 root 能修改 ${command}`,
    open: ({ path, command }) => zh`root 以外的用户可以修改 ${path}，而健康检查会以 root 身份运行 ${command}`,
    openHint: ({ path }) => zh`请在该主机上运行：chown root ${path} && chmod go-w ${path}`,
  },

  past: {
    unproven: '按现有配置设置后，尚未做过主备切换',
    unprovenHint: ({ command }) => zh`${command} 会进行切换并计时`,
    proven: ({ date }) => zh`已于 ${date} 通过切换验证`,
    running: ({ who }) => zh`有一个运行正在修改这对主备：${who}`,
    runningHint: '请在其结束后重新运行同一命令',
    noSwitch: '其日志中没有切换到该主机的记录',
    noEni: '没有弹性网卡',
    smooth: ({ at, from, seconds }) => zh`${at} 从 ${from} 切换，用时 ${seconds} s，无中断`,
    rough: ({ at, from, seconds, outage }) => zh`${at} 从 ${from} 切换，用时 ${seconds} s，中断 ${outage} s`,
    unmeasured: ({ at, from, seconds }) => zh`${at} 从 ${from} 切换，${seconds} s 后宣告，中断时间未知`,
    switches: ({ list }) => zh`最近切换到该主机的记录：${list}`,
  },

  identity: {
    fine: ({ eni }) => zh`它有 ${eni} 的 MAC 地址`,
    other: ({ eni, mac, found }) =>
      zh`该地址上的是另一台主机：其上没有网络接口具有 ${eni} 的 MAC 地址 ${mac}（实有 ${found}）`,
    otherHint: '请检查应答文件中的 nodes[].ssh.host；若使用辅助网卡，请检查其接口在主机上是否已启用',
    taken: ({ cluster }) => zh`该主机已属于集群 ${cluster}`,
    takenHint: ({ cluster }) => zh`请在应答文件中使用 cluster: ${cluster}，或使用其他云服务器：一台主机只属于一个集群`,
    wrong: ({ found, expected }) => zh`该主机属于集群 ${found}，而不是 ${expected}`,
    wrongHint: '请用 --answers FILE 指定正确的应答文件',
    unknown: 'ha-setup 没有设置过该主机，或其记录已丢失',
  },

  mtu: {
    differs: ({ name, mtu, otherName, host, otherMtu }) =>
      zh`${name} 的 MTU 为 ${mtu}，而 ${host} 上 ${otherName} 的 MTU 为 ${otherMtu}：切换后到 VIP 的连接可能停滞`,
    hint: ({ mtu }) => zh`请在两台主机上设置相同的 MTU：ip link set dev NAME mtu ${mtu}，并写入其网络配置`,
  },

  networkFiles: {
    found: ({ file, vip }) => zh`${file} 在主机上自行配置了 VIP ${vip}`,
    hint: '请在该主机上将其删除（若已在网卡上，也请移除）：只有钩子脚本会把 VIP 放到主节点的网卡上',
  },

  packages: {
    inUse: ({ manager, packages }) => zh`${manager} 正被占用，尚不能确定能否安装 ${packages}`,
    inUseHint: '安装时会等待其空闲',
    impossible: ({ manager, packages, said }) => zh`${manager} 无法安装 ${packages}：\n      ${said}`,
    impossibleHint: ({ command }) => zh`请修复其软件源（${command} 必须能无错误地结束）`,
    old: ({ version, oldest }) => zh`其软件源中的 keepalived 为 ${version}，低于 ${oldest}`,
    oldHint: '请添加提供更新版本的软件源，或使用更新的镜像',
    skipped: ({ manager, sources }) => zh`${manager} 无法读取 ${sources}，将跳过它`,
    skippedHint: '请修复或删除该软件源',
    status: ({ code }) => zh`退出码 ${code}`,
  },

  securityGroups: {
    lists: { ingress: '入站规则', egress: '出站规则' },
    fine: '两台主机之间的 VRRP 双向均已放行',
    none: '弹性网卡及其云服务器均未绑定安全组，无法判断 VRRP 是否放行',
    noneHint: '请在控制台查看两者的安全组',
    addHint: ({ groups, direction, peer }) =>
      zh`请在 ${groups} 的${direction}中添加规则：协议 ALL，端口 ALL，${peer}/32，ACCEPT，且位于任何拒绝它的规则之前`,
    hidden: {
      ingress: ({ group, peer }) => zh`${group} 放行了来自对端 ${peer} 的 VRRP，但位于拒绝它的规则之后`,
      egress: ({ group, peer }) => zh`${group} 放行了发往对端 ${peer} 的 VRRP，但位于拒绝它的规则之后`,
    },
    hiddenHint: ({ group, direction }) => zh`请在控制台将 ${group} 的${direction}中的该规则移到最前面`,
    dropped: {
      ingress: ({ peer }) => zh`其安全组没有放行来自对端 ${peer} 的 VRRP`,
      egress: ({ peer }) => zh`其安全组没有放行发往对端 ${peer} 的 VRRP`,
    },
    unknown: {
      ingress: ({ peer }) => zh`其安全组是否放行来自 ${peer} 的 VRRP 取决于一个未查询的参数模板`,
      egress: ({ peer }) => zh`其安全组是否放行发往 ${peer} 的 VRRP 取决于一个未查询的参数模板`,
    },
  },

  system: {
    noSystemd: ({ name }) => zh`${name} 没有使用 systemd`,
    noSystemdHint: '请使用带 systemd 的镜像，例如 Debian 12',
    strange: ({ name, id, manager }) => zh`ha-setup 不能设置 ${name}（${id}）：其软件包管理器为 ${manager}`,
    bare: ({ name, id }) => zh`ha-setup 不能设置 ${name}（${id}）：它没有软件包管理器`,
    strangeHint: ({ names }) => zh`请在两台云服务器上使用以下系统之一：${names}`,
    untried: ({ name, id, manager }) =>
      zh`${name}（${id}）在支持列表中，但尚无人在其上运行过 ha-setup；将用 ${manager} 设置`,
    untriedHint: '请在同意计划前仔细查看，并先在不重要的机器上试用',
    alike: ({ name, id, like, manager }) =>
      zh`${name}（${id}）不在 ha-setup 的支持列表中；将按 ${like} 的方式用 ${manager} 设置`,
    alikeHint: '请在同意计划前仔细查看',
    refusedSystemd: ({ name, id }) => zh`不能设置 ${name}（${id}）：它没有 systemd`,
    refusedOld: ({ name, id, oldest }) =>
      zh`不能设置 ${name}（${id}）：其自带软件包缺少 systemd、keepalived ${oldest} 或 Python 3.6`,
    refusedHint: ({ version }) => zh`请使用 ${version} 或更高版本，或其他镜像`,
  },

  versions: {
    missing: ({ packages }) => zh`未安装 ${packages}`,
    missingHint: ({ command }) => zh`${command} 会安装`,
    stray: ({ version, path }) => zh`${path} 的 keepalived ${version} 不是由软件包安装的，其文件位置与软件包不同`,
    strayHint: ({ manager }) => zh`请在该主机上将其删除；${manager} 会安装软件包版本`,
    strayBareHint: '请在该主机上将其删除；软件包管理器会安装软件包版本',
    old: ({ version, oldest }) => zh`keepalived ${version} 低于 ${oldest}`,
    held: ({ version, oldest }) => zh`keepalived ${version} 低于 ${oldest}，且被锁定在该版本`,
    oldHint: ({ command }) => zh`请在该主机上运行：${command}，或使用更新的镜像`,
    oldBareHint: '请在该主机上升级该软件包，或使用更新的镜像',
    differ: ({ version, other, host }) => zh`该主机的 keepalived 为 ${version}，而 ${host} 上为 ${other}`,
    differHint: '请用发行版的软件包升级较旧的一台，一次一台',
  },

  unfit: {
    unreached: ({ why }) => zh`无法到达：${why}`,
    silent: '其钩子脚本没有应答',
    held: ({ why }) => zh`已被停用：${why}`,
    keptOut: ({ fault, why }) => zh`${fault}：${why}`,
    fault: '其 VRRP 处于 FAULT',
    stopped: '其 keepalived 没有运行',
    ownerUnread: '它无法从 API 读取 VIP 的归属',
    apiFailed: ({ why }) => zh`使用其钩子脚本的密钥：${why}`,
    mayNotMigrate: '其密钥没有对两块弹性网卡执行 MigratePrivateIpAddress 的权限',
    noRoom: ({ eni }) => zh`其弹性网卡 ${eni} 没有容纳 VIP 的余量`,
  },
};
