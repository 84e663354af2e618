import type { Messages } from '../say.js';
import { zh } from './zh.js';

export const moves: Messages['moves'] = {
  switchover: {
    exclusive: '--to、--hold 和 --release 不能同时使用',
    exclusiveHint: '请只用其中一个',
    nowhere: ({ vip }) => zh`${vip} 不在任何一个节点上，无从切换`,
    nowhereHint: ({ command }) => zh`${command} 会说明原因`,
    already: ({ host }) => zh`${host} 已为主：无需操作。`,
    silent: ({ why }) => zh`无法请求主节点移交：${why}`,
    silentHint: '若它已失效，对端会自行接管；否则请使其可通过 SSH 访问，然后重新运行同一命令',
    title: '计划内主备切换',
    task: '先接管，后移交',
    handsOver: ({ host, vip }) => zh`${host} 移交，并继续提供服务，直到云端移走 ${vip}`,
    moved: ({ vip, host }) => zh`${vip} 现在在 ${host} 上。`,
    held: ({ host, command }) => zh`${host} 被停用：重启后依然如此，直到运行：${command}`,
    comesBack: ({ host, seconds }) => zh`preferred 模式：${host} 恢复正常 ${seconds} s 后回切（--stay 可阻止回切）。`,
    staysAnyway: ({ host }) => zh`--stay 在此不起作用：${host} 本来就会保持为主。`,
    unmeasured: '未测量：没有可以访问 VIP 的位置',
    seamless: ({ place }) => zh`没有丢失探测，探测位置：${place}`,
    outage: ({ time, place }) => zh`${time} 无应答，探测位置：${place}`,
    why: ({ who }) => zh`计划内主备切换，操作者：${who}`,
    stuck: ({ there, here }) => zh`${there} 没有接管；${here} 继续提供服务`,
    stuckHint: '请查看该主机的 /var/log/keepalived.log：每个决定为一行，并附有原因',
  },

  hold: {
    by: ({ who }) => zh`操作者：${who}`,
    replaced: ({ who }) => zh`已被替换，操作者：${who}`,
  },

  verify: {
    forceAlone: '--force 须与 --report 一起使用',
    forceAloneHint: '请加上 --report FILE，或去掉 --force',
    drillsAlone: '--power 和 --rounds 须与 --failover 一起使用',
    drillsAloneHint: '请加上 --failover：会真正进行主备切换',
    exists: ({ path }) => zh`${path} 已存在，报告会将其覆盖`,
    existsHint: '请用 --report 指定其他文件，或加上 --force 覆盖它',
    failed: ({ cluster, count }) => zh`${cluster} 有 ${count} 个错误`,
    failedBefore: ({ cluster, count }) => zh`${cluster} 有 ${count} 个错误，因此没有进行主备切换`,
    failedHint: '以上每个错误都有一行说明如何修复',
    report: ({ path }) => zh`报告已写入 ${path}。`,
    node: ({ host, name, ip }) => zh`${host}（${name} ${ip}）`,
    active: ({ host, name, ip }) => zh`${host}（${name} ${ip}，主）`,
    checks: ({ cluster, count, found }) => zh`${cluster}：${count} 个检查项，${found}。`,
    errors: ({ count }) => zh`${count} 个错误`,
    warnings: ({ count }) => zh`${count} 个警告`,
    unproven: ({ count }) => zh`${count} 个未证实`,
    well: '全部正常',
  },

  causes: {
    'became-master': '成为 MASTER',
    'dead-peer': 'VIP 被移到对端，而对端已失效',
    'idle-peer': 'VIP 被移到对端，而对端不参与主备',
    'foreign-eni': 'VIP 在不属于本集群的弹性网卡上',
    'no-eni': 'VIP 不在任何弹性网卡上',
  },

  policy: {
    noIds: ({ error }) => zh`无法查到各 ID：${error}`,
    noEni: ({ instance, region }) => zh`${instance} 在 ${region} 没有主网卡`,
    noEniHint: '请检查 region 和 nodes[].instance，或在应答文件中填写 nodes[].eni：那样就不需要 API',
    openEnis: ({ lines }) => zh`第 ${lines} 行包含所有弹性网卡：请改为本集群的两块弹性网卡，每块一行。`,
    openEips: ({ lines }) => zh`第 ${lines} 行包含所有弹性公网 IP：请改为本集群的那一个，或在申请之后重新打印策略。`,
    unbind: '若访问管理（CAM）仍拒绝解绑弹性公网 IP，请让该语句包含 eip/*。',
  },
};
