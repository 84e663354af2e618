import { typed } from '../program.js';
import type { Messages } from '../say.js';
import { zh } from './zh.js';

export const havip: Messages['havip'] = {
  notOpen: ({ why }) => zh`本账号未开通 HAVIP（${why}）`,
  quotaOfNone: '其配额为 0',
  refused: ({ code }) => zh`API 返回 ${code}`,
  apply:
    '请在控制台（私有网络 > IP 与网卡 > 高可用虚拟 IP）或通过工单申请：https://www.tencentcloud.com/document/product/215/31817；或设置 mechanism: migrate，它无需申请',
  full: ({ count, quota }) => zh`该私有网络已有 ${count} 个 HAVIP，配额为 ${quota}`,
  quotaUnseen: '无法得知该私有网络是否还能再建一个 HAVIP',
  get quotaUnseenHint() {
    return zh`请授予 DescribeVpcLimits（${typed('policy --operator')} 会打印所需的全部权限）`;
  },
  fullHint: '请删除一个不再需要的 HAVIP，或通过工单提高配额',
  unknown: '两台云服务器所在的私有网络中没有该 HAVIP',
  unknownHint: '请检查应答文件中的 vip，或将其设为 auto',
  none: 'VIP 没有 HAVIP',
  noneHint: ({ command }) => zh`${command} 会创建一个`,
  otherSubnet: ({ has, needs }) => zh`该 HAVIP 在 ${has}，而两台云服务器在 ${needs}`,
  otherSubnetHint: ({ subnet }) => zh`请在应答文件中填写 ${subnet} 的 HAVIP，或将 vip 设为 auto`,
  forEnis: ({ enis }) => zh`它关联的是弹性网卡（${enis}）：主网卡不能在其中`,
  forEnisHint: '请在控制台将其改为关联两台云服务器（CVM），而不是弹性网卡',
  missing: ({ instances }) => zh`未与其关联，因此无法持有它：${instances}`,
  missingHint: ({ command }) => zh`${command} 会建立关联`,
  others: ({ instances }) => zh`不属于本集群，却可通过一次宣告抢走它：${instances}`,
  othersHint: '请在控制台将其移出该 HAVIP 的切换范围',
  range: '仅两台云服务器可以持有它',
  checked: '云端会校验由谁宣告',
  open: '云端不校验由谁宣告：子网内任何主机都可用一个 ARP 报文抢走它',
  openHint: '该校验无法事后开启：请新建一个开启校验的 HAVIP，或将 vip 设为 auto',
  allowOpenHint: '该校验无法事后开启：请新建一个开启校验的 HAVIP，或将 vip 设为 auto；--allow-open 可继续使用这一个',
  withStranger: ({ holder }) => zh`目前由 ${holder} 持有，它不是任何一个节点`,
  withStrangerHint: '请在那里停止宣告它的程序，或选择另一个 HAVIP',
  crowd: ({ count, most }) => zh`连同这一个，它可持有 ${count} 个 HAVIP；不建议一块网卡超过 ${most} 个`,
  crowdHint: '请分散到更多云服务器或更多弹性网卡上',
  otherEip: ({ ip }) => zh`它已绑定弹性公网 IP ${ip}，且只能绑定一个`,
  otherEipHint: '请在控制台解绑，或在应答文件的 eip 中填写它',
  vrid: ({ cluster, vrid }) => zh`集群 ${cluster} 的 VRID 同为 ${vrid}，腾讯云不建议在同一私有网络中重复`,
  vridHint: '若各自只接收自己对端的报文（此处即如此），则无需处理；换一个名称会得到另一个 VRID',
  unclaimed: ({ vip }) => zh`没有主机宣告过 ${vip}：无人收到它的报文`,
  unclaimedUnseen: ({ unit }) =>
    zh`在主节点上运行 systemctl restart ${unit} 即可重新宣告：没有凭证，其钩子脚本看不到需要这样做`,
  unclaimedHint: ({ command }) => zh`钩子脚本运行时由主节点宣告；否则请运行 ${command}`,
  moved: ({ at, instance }) => zh`按云端记录，它于 ${at} 转到 ${instance}，而两台主机的日志中没有可解释此事的切换`,
  movedHint: '请查看还有什么在宣告它：钩子脚本之外的 ARP 报文，或控制台中的解绑',
  explained: ({ at }) => zh`它于 ${at} 转到当前持有者，主机日志中的切换可解释此事`,
  notComparable: ({ at }) => zh`云端写的是 ${at}，无法作为时间比较`,
  noSwitches: ({ at }) => zh`它于 ${at} 转到当前持有者；两台主机的日志中都没有可比较的切换`,

  mechanismChanges: ({ was, is }) => zh`移动方式：${was} → ${is}`,
  changeStage: '更换移动方式',
  otherMechanism: '另一种移动方式',
  nothingInTheWay: '没有为另一种方式占用该地址',
  outage: ({ vip, seconds }) =>
    zh`中断：${vip} 更换移动方式，约 ${seconds} s 内无应答（演练环境中的实测值；在腾讯云上的时长未证实）。若 vip 改用另一个地址，则无中断。`,
  needsNoPolicy: 'hostCredentials: none：该集群的主机不调用 API，无需策略。以下策略适用于 hostCredentials: role。',

  everyHaVip: ({ lines }) =>
    zh`第 ${lines} 行包含所有 HAVIP：集群的 HAVIP 创建后请重新输出策略。CAM 在此处是否接受 HAVIP 的 ID，未证实。`,

  question: 'VIP 如何移动？',
  migrate: '由一次 API 调用移动；所有账号可用（推荐）',
  migrateNote: 'VIP 是弹性网卡的辅助内网 IP。每次主备切换时，主节点需要 API 及相应权限。',
  havip: '由主节点通过 ARP 宣告；主备切换不需要 API',
  havipNote: 'VIP 是 HAVIP，腾讯云向提出申请的账号开通。弹性公网 IP 会自动跟随。',
  address: ({ address, name }) => (name === '' ? address : zh`${address}，名为 ${name}`),
  withNobody: '无人持有',
  with: ({ instance }) => zh`由 ${instance} 持有`,
  forNobody: '无关联',
  for: ({ range }) => zh`关联 ${range}`,
  noEip: '无弹性公网 IP',
  eip: ({ ip }) => zh`弹性公网 IP ${ip}`,
  isChecked: '已校验',
  isOpen: '对子网开放',
  openToAll: '对子网内所有主机开放',
  ofEnis: '关联的是弹性网卡，而非云服务器',
  alsoFor: ({ instance }) => zh`${instance} 也可持有它`,
  roleNote: '仅凭 vpc:DescribeHaVips，主机即可看到谁持有 VIP；它们不通过 API 移动任何东西。',
  noCredentials: '主机不调用 API',
  noCredentialsNote:
    '较弱：云端由谁持有 VIP，只有操作者可知。丢失的宣告只能盲目重发；失去角色的主机会保留 VIP，直到持续听到新主节点 15 s。',
};
