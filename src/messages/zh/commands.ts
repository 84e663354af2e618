import { typed } from '../program.js';
import type { Messages } from '../say.js';
import { zh } from './zh.js';

export const commands: Messages['commands'] = {
  left: {
    stopped: '已按要求停止。当前状态：',
    stands: '当前状态：',
    made: ({ count, all }) => zh`已完成 ${count} 项变更，共 ${all} 项`,
    allMade: '全部变更已完成；只有切换验证尚未进行。',
    notHalf: '没有变更只完成一半；被替换的文件保存在 /var/lib/ha-setup/backups。',
    giveBack: ({ command }) => zh`如需退还：${command}`,
    goOn: ({ command }) => zh`从这里继续：${command}`,
    namedEipCosts: ({ name }) => zh`名为 ${name} 的弹性公网 IP 已申请，存在期间持续计费。`,
    eipUnknown: ({ name }) => zh`API 没有说明是否已申请名为 ${name} 的弹性公网 IP。若已申请则会计费：请在控制台查看。`,
    eipCosts: ({ eip, ip }) => zh`弹性公网 IP ${eip}（${ip}）已申请，存在期间持续计费。`,
  },

  report: {
    up: ({ cluster, vip, host, ip }) => zh`${cluster} 已就绪：${vip} 在 ${host}（${ip}）上。`,
    upWithEip: ({ cluster, vip, eip, host, ip }) => zh`${cluster} 已就绪：${vip}（${eip}）在 ${host}（${ip}）上。`,
    drill: ({ kind, from, to }) => zh`${kind}：${from} → ${to}`,
    outages: ({ interval, place }) => zh`中断时间（每 ${interval} ms 探测一次，探测位置：${place}）：`,
    next: '后续命令：',
    status: 'VIP 在哪里，两台主机状态如何',
    verify: '一切是否正常？',
    switchover: '主动将 VIP 切换到另一台主机',
    round: ({ round, rounds }) => zh`第 ${round} 轮，共 ${rounds} 轮`,
  },

  unfit: {
    notAsked: '尚未询问该主机',
    refused: ({ host, reasons }) => zh`${host} 不适合成为主节点；未做任何变更：${reasons}`,
    forced: ({ host, reasons }) => zh`警告：${host} 不适合成为主节点，但 --force 要求继续：${reasons}`,
    hint: '请先修复；--force 会强行继续，但有 VIP 无人服务的风险',
    heldHint: ({ command }) => zh`请先解除停用（${command}）；--force 会强行继续，但有 VIP 无人服务的风险`,
  },

  hold: {
    title: '停用',
    already: ({ host, why }) => zh`${host} 已处于停用状态（${why}）：无需操作。`,
    silent: '其钩子脚本没有应答',
    handOver: ({ other }) => zh`切换到 ${other}，然后停用`,
    stayOut: '停用',
    gone: ({ other }) => zh`VIP 已在 ${other} 上`,
    notTaken: ({ other }) => zh`${other} 没有接管 VIP`,
    held: ({ host }) => zh`${host} 已被停用：它不会成为主节点，重启后也是如此。`,
    heldServing: ({ host }) => zh`${host} 已被停用，仅在没有其他主机接管 VIP 时继续服务。`,
    risk: ({ other, command }) => zh`停用期间，如果 ${other} 发生故障，将没有主机接管。解除停用：${command}`,
    stuck: ({ host, other, vip }) => zh`${host} 已被停用但仍在服务，因为 ${other} 没有接管 ${vip}`,
    stuckHint: ({ other, command }) => zh`请查看 ${other} 的 /var/log/keepalived.log；${command} 会解除停用`,
    notHeld: ({ host }) => zh`${host} 没有被停用：无需操作。`,
    notReady: ({ host }) => zh`${host} 已解除停用，但仍不能接管`,
    notReadyHint: '请在该主机上运行 /etc/keepalived/vip.py check 查看原因',
    released: ({ host, role }) => zh`${host} 已解除停用：VRRP 状态为 ${role}，需要时会接管。`,
    comesBack: ({ seconds }) => zh`preferred 模式：它正常运行 ${seconds} s 后会回切。`,
  },

  help: {
    unknown: ({ topic }) => zh`手册中没有主题 ${topic}`,
    near: ({ topic }) => zh`最接近的是：${typed(`help ${topic}`)}；${typed('help')} 会列出所有主题`,
    get list() {
      return zh`${typed('help')} 会列出所有主题`;
    },
    heading: 'ha-setup 手册',
    get readOne() {
      return zh`用 \`${typed('help')} TOPIC\` 阅读其中一篇。`;
    },
  },

  hostKey: {
    none: ({ path }) => zh`${path} 中没有密钥`,
    hint: '请设置 HA_SETUP_HOST_SECRET_ID 和 HA_SETUP_HOST_SECRET_KEY，然后重新运行 ha-setup',
  },

  replace: {
    heading: ({ former, heir, other }) => zh`用 ${heir} 替换 ${former}；${other} 不变。`,
    gone: ({ host }) => zh`${host} 已不存在，其上没有任何遗留。`,
    takeOut: ({ host }) => zh`移出 ${host}`,
    silent: ({ host, why }) => zh`警告：${host} 没有应答（${why}），ha-setup 在其上安装的内容将保留。`,
    silentHint: '请在它再次启动前删除该云服务器，或解除其 CAM 角色：否则它会抢占 VIP。',
    handOver: '移交',
    vipTo: ({ vip, host }) => zh`将 ${vip} 移交给 ${host}`,
    handedOver: '在服务中完成移交',
    stuck: ({ vip, former, host }) => zh`${vip} 仍在 ${former} 上，${host} 没有接管`,
    stuckHint: '请查看该主机的 /var/log/keepalived.log；待其成为主节点后重新运行同一命令',
  },

  uninstall: {
    heading: ({ cluster, region }) => zh`${region} 的集群 ${cluster}：正在查看需要拆除的内容`,
    nothing: ({ cluster }) => zh`无需拆除：可到达的主机上没有 ${cluster} 的内容。`,
    changes: ({ count }) => zh`共 ${count} 项变更。`,
    silentVip: ({ vip }) => zh`此后 ${vip} 将没有应答。`,
    stopped: '已在中途停止；同一命令会从中断处继续。',
    notGone: ({ host }) => zh`${host} 仍有应答，并未消失`,
    notGoneHint: '请去掉 --gone，它会与另一台一样被拆除',
    isGone: ({ host, why }) => zh`无法到达 ${host}（${why}）。它是否已永久消失？`,
    unreached: ({ why }) => zh`无法到达：${why}`,
    unreachedHint: ({ host }) => zh`请使 SSH 能够到达；若它不会恢复，请加上 --gone ${host}：其上的内容将保留`,
    stranger: ({ found, expected }) => zh`该主机属于集群 ${found}，而不是 ${expected}`,
    strangerHint: ({ found }) => zh`请用 ${found} 的应答文件拆除它；未做任何变更`,
    notOurs: ({ vip }) => zh`${vip} 有自己的名称，不是 ha-setup 创建的，因此不会删除`,
    notOursHint: '请去掉 --vip remove；若无人需要该地址，请在控制台删除',
    askVip: ({ vip }) => zh`是否同时将 VIP ${vip} 归还子网？（保留不产生费用）`,
    askEip: ({ eip, ip }) => zh`是否同时释放弹性公网 IP ${ip}（${eip}）？释放后该地址无法找回；保留则继续计费。`,
    noTerminal: '拆除需要确认，而此处没有可提问的终端',
    noTerminalHint: ({ command }) =>
      zh`请阅读上面的计划，然后运行 ${command}；除非给出 --vip remove 或 --eip release，VIP 和弹性公网 IP 都会保留`,
    question: '是否拆除？',
    unchanged: '未做任何变更',
    down: ({ cluster }) => zh`${cluster} 已拆除。`,
    vipLeft: ({ vip, place }) => zh`云端保留：${place} 上的 VIP ${vip}。`,
    eipLeft: ({ eip, ip }) => zh`云端保留：弹性公网 IP ${ip}（${eip}），存在期间持续计费。`,
    hostGone: ({ host }) => zh`${host} 已不存在，其上没有任何遗留。`,
    hostLeft: ({ host }) => zh`未能到达 ${host}，其上保留：keepalived 及其钩子脚本。`,
    hostLeftHint: '若它恢复，会再次抢占 VIP：届时请重新运行此命令，或删除该云服务器。',
  },
};
