import type { Messages } from '../say.js';
import { zh } from './zh.js';

export const ssh: Messages['ssh'] = {
  goesOn: '请确认主机已启动，然后重新运行同一命令：它会从中断处继续',
  hostUp: '请确认主机已启动，然后重新运行同一命令',
  jumpHost: '跳板机',

  connection: {
    refused: '连接被拒绝：该端口上没有服务在监听',
    refusedHint: '请确认主机上 sshd 正在运行，且 ssh.port 正确',
    silent: '主机没有应答',
    silentHint:
      '请确认云服务器正在运行，其安全组允许本机访问 SSH 端口，且 ssh.host（private 或 public）可从此处访问；否则请设置 ssh.proxyJump',
    noName: ({ host }) => zh`无法解析名称 ${host}`,
    noNameHint: '请将 ssh.host 设为 IP 地址，或修复本机的域名解析',
    noSource: ({ code }) => zh`本机没有可用于连接的地址（${code}）`,
    noSourceHint: '请检查 ssh_config 中的 BindAddress 和 AddressFamily',
    unreachable: ({ code }) => zh`无法到达主机（${code}）`,
    unreachableHint: '请确认本机有到该主机的路由；否则请设置 ssh.proxyJump，或 ssh.host: public',
    lost: ({ why }) => zh`SSH 连接已断开（${why}）`,
    lostForGood: ({ why }) => zh`SSH 连接已断开，且无法重新建立：${why}`,
    stoppedAnswering: '主机不再应答',
    closed: '连接已被关闭',
    noStatus: '没有退出状态',
  },

  through: {
    silent: ({ address, time }) => zh`该主机在 ${time} 内没有收到 ${address} 的应答`,
    silentHint: ({ address }) => zh`请确认该主机有到 ${address} 的路由，且没有防火墙丢弃数据包`,
    forbidden: ({ address }) => zh`其 sshd 禁止经由它连接 ${address}`,
    forbiddenHint: '请在其 sshd_config 中设置 AllowTcpForwarding yes，并重新加载 sshd',
    failed: ({ address, said }) => zh`该主机无法连接 ${address}：${said}`,
    failedHint: ({ device }) => zh`请登录该主机并手动尝试：bash -c 'exec 3<>${device}'`,
    connectFailed: '连接失败',
  },

  login: {
    tooSlow: ({ time }) => zh`登录超过 ${time} 仍未完成`,
    tooSlowHint: '请检查主机负载，然后重新运行同一命令',
    hungUp: '对方关闭了连接',
    turnedAway: '由于此前登录失败，其 sshd 暂时拒绝本机',
    turnedAwayHint:
      'OpenSSH 会这样持续 15 秒到 10 分钟（其 sshd_config 中的 PerSourcePenalties）：请稍候，然后用正确的密钥或密码重新运行同一命令',
    noServer: ({ said }) => zh`该处没有 SSH 服务应答（${said}）`,
    noServerHint: '请确认该端口是 SSH 服务，且主机没有因 MaxStartups 或拒绝列表而拒绝本机',
    lost: ({ said }) => zh`登录过程中连接断开（${said}）`,
    lostHint: '请重新运行同一命令；如仍失败，原因见该主机的日志（journalctl -u ssh）',
    postQuantum: ({ methods }) => zh`其 sshd 只接受后量子密钥交换（${methods}），ha-setup 不支持`,
    postQuantumHint: '请在其 sshd_config 中加入：KexAlgorithms +curve25519-sha256，然后重新加载 sshd',
    noAlgorithm: ({ said }) => zh`该 SSH 服务与本程序没有共同的算法（${said}）`,
    noKeyExchange: ({ said, methods }) => zh`该 SSH 服务与本程序没有共同的算法（${said}；它接受 ${methods}）`,
    noAlgorithmHint:
      '请在其 sshd_config 中允许常用的密钥交换和加密算法，例如 curve25519-sha256 和 aes128-gcm@openssh.com',
  },

  hostKey: {
    accepted: ({ where, key, file }) => zh`${where}：已接受此前未知的主机密钥：${key}，已写入 ${file}`,
    acceptedUnkept: ({ where, key }) =>
      zh`${where}：已接受此前未知的主机密钥：${key}，未保存（UserKnownHostsFile none）`,
    acceptedThrough: ({ where, through }) =>
      zh`${where}：该密钥经由 ${through} 取得，而后者可能出示自己的密钥：请在该云服务器的控制台终端上核对，ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub`,
    askedThrough: ({ through }) =>
      zh`该密钥经由 ${through} 取得，而后者可能出示自己的密钥：请在该云服务器的控制台终端上核对。`,
    declined: ({ key }) => zh`其主机密钥 ${key} 未被接受`,
    declinedHint: '请在该云服务器的控制台终端上读取正确的指纹：ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub',
    changed: ({ shown, known, place }) => zh`主机密钥与已知的不同：主机给出 ${shown}，${place} 中为 ${known}`,
    changedHint: ({ command }) => zh`若该主机已重装系统：${command}；否则可能有人在中间截取连接`,
    revoked: ({ by }) => zh`该主机给出的密钥已被 ${by} 吊销`,
    revokedHint: '请为该主机更换密钥；已吊销的密钥不会被接受',
    unknown: ({ key }) => zh`主机密钥未知：${key}`,
    unknownHint: ({ command }) =>
      zh`请将指纹与该主机自身的指纹核对，然后运行：${command}；或设置 ssh.hostKeys: accept-new`,
    line: ({ file, line }) => zh`${file} 第 ${line} 行`,
    authority: ({ key, place }) => zh`${key}（${place} 指定了 @cert-authority：不支持主机证书）`,
    unreadable: ({ file }) => zh`无法读取 ${file}`,
    unreadableHint: ({ file }) => zh`请检查 ${file} 的权限`,
    unwritable: ({ file }) => zh`无法将新的主机密钥写入 ${file}`,
    unwritableHint: '请使该文件可写，或在 ssh.knownHosts 中指定其他文件',
    revocationsUnreadable: ({ file }) => zh`无法从 ${file} 读取已吊销的主机密钥`,
    revocationsUnreadableHint: '请检查 ssh_config 中的 RevokedHostKeys，以及该文件的权限',
    revocationsDamaged: ({ file }) => zh`${file} 不是可读取的密钥吊销列表`,
    revocationsDamagedHint: ({ file }) => zh`请查看 ssh-keygen 对它的说明：ssh-keygen -Q -l -f ${file}`,
  },

  config: {
    proxyCommand: ({ host, command }) => zh`ssh_config 中 ${host} 的 ProxyCommand 不会被执行：${command}`,
    proxyCommandHint: '请改用 ProxyJump，或在应答文件中设置 ssh.proxyJump（none 表示不使用跳板机）',
    unheeded: ({ alias, keywords }) => zh`ssh_config 中 ${alias} 的以下设置在此不起作用：${keywords}`,
    circle: ({ label, hops, again }) => zh`到 ${label} 的路径超过 ${hops} 跳：再次经过 ${again}`,
    circleHint: '请检查 ~/.ssh/config 中的 ProxyJump：它们形成了循环',
    noAlgorithm: ({ alias, keyword, value }) =>
      zh`ssh_config 中 ${alias} 的 ${keyword} ${value} 没有留下 ha-setup 支持的算法`,
    noAlgorithmHint: ({ algorithms }) => zh`请在其中允许以下算法之一：${algorithms}`,
  },

  command: {
    status: ({ code }) => zh`退出码 ${code}`,
    tooLong: ({ command, time }) => zh`${time} 后仍未结束：${command}`,
    tooLongHint: '请登录主机并手动运行该命令，查看它在等待什么',
    notStarted: ({ said }) => zh`主机没有启动命令：${said}`,
    notStartedHint: '请检查主机 sshd_config 中的 MaxSessions，并确认该用户有登录 shell',
    tooMuch: ({ command, mebibytes }) => zh`输出超过 ${mebibytes} MiB：${command}`,
    tooMuchHint: '请登录主机并手动运行该命令，查看其输出，以及该用户的登录 shell 是否自行输出内容',
    cut: ({ command }) => zh`命令结束前通道已关闭：${command}`,
    notWritten: ({ path, said }) => zh`${path} 未写入：${said}`,
    notWrittenHint: ({ folder }) => zh`请检查主机上的磁盘空间（df ${folder}），以及该文件系统是否只读`,
  },

  root: {
    notAllowed: ({ said }) => zh`root 可以登录但不能运行命令：${said}`,
    notAllowedHint: '请将 ssh.user 设为该镜像自带的、可使用 sudo 的用户（Ubuntu 镜像为 ubuntu）',
    noSudo: ({ user, said }) => zh`${user} 无法成为 root：${said}`,
    sudoPasswordHint: ({ user, command }) =>
      zh`请在 HA_SETUP_SUDO_PASSWORD 中给出密码，或允许 ${user} 免密使用 sudo：${command}`,
    sudoHint: ({ user, command }) => zh`请以 root 登录（ssh.user: root），或允许 ${user} 使用 sudo：${command}`,
  },
};
