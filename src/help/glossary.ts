import type { Language } from '../messages/language.js';
import { say } from '../messages/say.js';
import type { Entry } from './lay-out.js';

/** A term of the field in both languages, with what it means, and the Chinese words that are not used for it. */
export interface Term {
  readonly en: string;
  readonly zh: string;
  readonly meaning: Readonly<Record<Language, string>>;
  readonly not: readonly string[];
}

/** One term a line: English | Chinese | what it means in English | in Chinese | words that are not used. */
const lines = `
account | 账号 | whose resources and bill these are | 资源与账单的所有者 | 帐号, 帐户
active | 主 | has the VIP and answers at it; as a noun: 主节点 | 持有 VIP 并应答；作名词时写「主节点」 | 主用
advert | 通告 | what VRRP sends each second, so that the peer knows of it | VRRP 每秒发出的报文，使对端得知自己正常 | 心跳包
allocate | 申请 | to get a new EIP; it is billed from then on | 取得新的弹性公网 IP，此后计费
announce | 宣告 | to claim a HAVIP by gratuitous ARP | 以免费 ARP 声明持有 HAVIP
answers file | 应答文件 | the YAML or JSON file from which a run takes all answers | 一次运行的全部应答，YAML 或 JSON | 答案文件, 回答文件
API key | API 密钥 | SecretId and SecretKey of a user | 用户的 SecretId 和 SecretKey | 秘钥, 访问密钥
bind | 绑定 | to attach an EIP to an address, an ENI to an instance | 将弹性公网 IP 关联到内网 IP，或将弹性网卡关联到云服务器
CAM | 访问管理 (CAM) | Cloud Access Management | 腾讯云的权限管理
change | 变更 | one thing that a plan does | 变更计划中的一项
check | 检查项 | what must hold before a run, or in a running pair | 运行前或运行中的集群必须满足的一项条件
client | 客户端 | who uses the service at the VIP | 使用 VIP 上服务的一方
CloudAudit | 操作审计 | the console's record of who called the API | 控制台中 API 调用的记录
cluster | 集群 | the name of a pair | 主备集群及其名称
console | 控制台 | Tencent Cloud's web pages | 腾讯云的网页管理界面
credentials | 凭证 | what calls of the API are signed with | 用于对 API 调用签名 | 凭据
dedicated host | 专用宿主机 | a physical machine of one account (CDH) | 单个账号独占的物理机 (CDH)
detection | 故障检测 | how a dead host is noticed | 如何发现失效的主机
drill | 切换验证 | a failover on purpose that is timed | 主动进行并计时的主备切换 | 切换演练, 切换测试
EIP | 弹性公网 IP | a public address that can be bound anew | 可重新绑定的公网 IP | 弹性IP, 弹性 IP
ENI | 弹性网卡 | the network interface of an instance in the cloud | 云服务器在云端的网络接口 | 弹性网络接口
failover | 主备切换 | the standby becomes active | 备节点成为主节点 | 故障转移, 故障切换, 失效转移, 倒换
fail-back | 回切 | the preferred node takes the VIP back | 首选节点取回 VIP | 切回, 故障恢复切换
finding | 检查结果 | what a check says: ok, unproven, warning or error | 检查项的结论：正常、未证实、警告或错误
fit | 合格 | may become active | 可以成为主节点
flag | 选项 | what begins with -- on a command line | 命令行中以 -- 开头的部分
gateway | 网关 | the subnet's way out | 子网的出口
gratuitous ARP | 免费 ARP | an ARP packet that nobody asked for | 主动发出的 ARP 报文
HAVIP | 高可用虚拟 IP (HAVIP) | an address that goes to the host that announces it | 归宣告它的主机持有的内网 IP
health check | 健康检查 | what must hold on a host for it to be active | 主机成为主节点须满足的条件 | 健康检测
heartbeat | 心跳时间 | when vip.py last wrote its figures | vip.py 上次写入指标的时间
hold | 停用 | to keep a host out of the active role, for maintenance | 因维护不让主机成为主节点 | 被保持, 保持在外, 解除保持
hook | 钩子脚本 | what keepalived runs on the hosts; vip.py and its kin | keepalived 在主机上运行的程序，如 vip.py | 钩子程序, 切换程序
host | 主机 | a machine as SSH reaches it | 通过 SSH 访问的机器
host key | 主机密钥 | by which SSH knows a host | SSH 用来识别主机 | 主机公钥
instance | 云服务器 | a CVM | 即 CVM | 云主机
jump host | 跳板机 | a host through which SSH goes | SSH 经由的主机 | 堡垒机, 跳转主机
key passphrase | 密钥口令 | opens an encrypted private key | 用于解开加密的私钥 | 密码短语
landed | 生效 | the cloud's record and the data path have moved | 云端记录和数据通路均已改变
lock | 锁 | keeps two runs from changing one pair | 防止两次运行同时修改一个集群
log | 日志 | what happened, with its time and reason | 事件及其时间和原因
mechanism | 移动方式 | how the VIP moves: migrate or havip | VIP 如何移动：migrate 或 havip
metadata service | 元数据服务 | gives an instance its role's credentials | 向云服务器提供其角色的凭证
migrate | 迁移 | to move a secondary address between ENIs by a call | 以一次调用在弹性网卡之间移动辅助内网 IP
NIC | 网卡 | the interface in the host's system | 主机系统中的网络接口
node | 节点 | one of the two of a pair | 集群两台云服务器中的一台 | 结点
operator | 操作者 | who runs ha-setup | 运行 ha-setup 的人
outage | 中断 | a time in which nobody answers at the VIP | VIP 无应答的一段时间 | 停机时间
owner | 归属 | whom the cloud's record names for the VIP | 云端记录中持有 VIP 的一方
packet filter | 主机防火墙 | nftables, iptables, firewalld or ufw of a host | 主机的 nftables、iptables、firewalld 或 ufw | 包过滤器
pair | 主备集群 | two instances that share a VIP; 集群 for short | 共用一个 VIP 的两台云服务器，简称「集群」 | 主备对
password | 密码 | of a login, of sudo, of VRRP | 用于登录、sudo 或 VRRP
peer | 对端 | the other node, seen from one | 相对于一个节点的另一个节点 | 对等体
placement group | 置放群组 | keeps instances on different machines | 使云服务器分布在不同的物理机上
plan | 变更计划 | the changes that a run would make; 计划 for short | 一次运行将做的变更，简称「计划」 | 执行计划
planned switchover | 计划内主备切换 | a failover that somebody asks for | 人为发起的主备切换
policy | CAM 策略 | the permissions of a role or a user; 策略 for short | 角色或用户的权限，简称「策略」
preferred | 首选 | the node that takes the VIP back when it is well | 恢复正常后取回 VIP 的节点 | 优先节点
primary ENI | 主网卡 | the ENI with which an instance is made | 随云服务器创建的弹性网卡 | 主弹性网卡
primary private IP | 主内网 IP | the address that stays on its ENI | 不能离开其弹性网卡的内网 IP | 主 IP
private IP | 内网 IP | an address of the subnet | 子网内的地址 | 私有 IP, 私网
probe | 探测 | a ping by which an outage is measured | 用于测量中断的 ping
public IP | 公网 IP | an address of the internet | 互联网上的地址 | 外网
quota | 配额 | how many of a kind an account may have | 账号可拥有的数量上限
range of a HAVIP | 切换范围 | the instances that may announce it | 允许宣告它的云服务器 | 漂移范围
region | 地域 | a place such as ap-beijing | 例如 ap-beijing
rehearsal | 演练 | a whole run against machines made on this one | 在本机创建的机器上完整运行一遍 | 彩排
release | 释放 | to give an EIP back; of a held host: 解除停用 | 退还弹性公网 IP；对停用的主机则为「解除停用」
role (CAM) | CAM 角色 | by which an instance calls the API without a key; 角色 for short | 云服务器凭此调用 API，无需密钥，简称「角色」
run | 运行 | ha-setup from its start to its end | ha-setup 从开始到结束
secondary ENI | 辅助网卡 | an ENI that was bound later | 之后绑定的弹性网卡 | 辅助弹性网卡
secondary private IP | 辅助内网 IP | an address that can move between ENIs | 可在弹性网卡之间迁移的内网 IP | 辅助 IP
security group | 安全组 | which packets an ENI lets in and out | 决定弹性网卡放行哪些报文
settings | 设置 | what a pair has of its answers | 集群现有的应答
standby | 备 | is ready to take over; as a noun: 备节点 | 随时可以接管；作名词时写「备节点」 | 备用
sub-user | 子用户 | a user of an account, with its own permissions | 账号下拥有独立权限的用户
subnet | 子网 | in which both nodes and the VIP are | 两个节点和 VIP 所在的网段
tag | 标签 | key and value on a resource | 资源上的键和值
take over | 接管 | the other node becomes active | 由另一个节点成为主节点
ticket | 工单 | how Tencent Cloud is asked for something | 向腾讯云提交的申请
topic | 主题 | a part of the manual | 手册的一篇
trace | 跟踪文件 | what --trace writes: each call and command | --trace 写入的调用与命令 | 追踪文件
unit | 单元 | what systemd starts and stops | systemd 启动和停止的对象
unproven | 未证实 | nothing has shown yet that it holds | 尚无依据表明其成立 | 未经证实
VIP | 虚拟 IP (VIP) | the address that the pair shares | 集群共用的地址 | 浮动 IP, 漂移 IP
VPC | 私有网络 | an account's own network in the cloud | 账号在云端的独立网络 (VPC) | 专有网络, 虚拟私有云
zone | 可用区 | a data centre of a region | 地域内的机房 | 可用区域
`;

export const terms: readonly Term[] = lines
  .trim()
  .split('\n')
  .map((line) => {
    const [en = '', zh = '', english = '', chinese = '', not = ''] = line.split('|').map((cell) => cell.trim());
    return { en, zh, meaning: { en: english, zh: chinese }, not: not === '' ? [] : not.split(', ') };
  });

/** The terms as the manual lists them: the one of its own language first. */
export function glossaryTable(): readonly Entry[] {
  const { code } = say.language;
  return terms.map(({ en, zh, meaning }) => ({
    term: code === 'zh' ? `${zh} / ${en}` : `${en} / ${zh}`,
    text: meaning[code],
  }));
}
