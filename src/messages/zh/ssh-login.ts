import type { Messages } from '../say.js';
import { zh } from './zh.js';

export const sshLogin: Messages['sshLogin'] = {
  ask: {
    passphrase: ({ file }) => zh`${file} 的密钥口令`,
    password: ({ who }) => zh`${who} 的密码`,
    sudoPassword: ({ who }) => zh`${who} 的 sudo 密码`,
    everyHost: ({ user }) => zh`这些主备中所有需要密码的主机上的 ${user}`,
    challenge: ({ who, words }) => zh`${who} 询问：${words}`,
    again: ({ what }) => zh`${what}（上次输入的不正确）`,
    colon: ({ what }) => zh`${what}：`,
    tried: ({ list }) => zh`目前均未能登录：${list}。`,
    leaveOut: '直接回车则跳过。',
  },

  hostKey: {
    unknown: ({ where, key }) => zh`尚不认识 ${where} 的主机密钥：\n    ${key}`,
    through: ({ through }) => zh`它经由 ${through} 而来，后者可能出示自己的密钥。`,
    compare: ({ command }) =>
      zh`云 API 不提供主机密钥。如需核对，请通过控制台登录该云服务器，并在其中输入：\n${command}`,
    isSame: '主机显示的指纹是否与此相同？',
  },

  givenUp: '在提问处放弃了登录',
  givenUpHint: '请重新运行同一命令，或指定其他用户或密钥文件',
  late: '等待回答时，服务器关闭了连接',

  tried: {
    nothing: '无：没有找到密钥、ssh-agent 或密码',
    key: ({ file }) => zh`密钥 ${file}（被拒绝）`,
    noAnswerOfAgent: 'ssh-agent（无应答）',
    emptyAgent: 'ssh-agent（其中没有密钥）',
    identitiesOnly: ({ count }) => zh`ssh-agent（其 ${count} 个密钥中只用指定的：IdentitiesOnly）`,
    agentKey: 'ssh-agent（其密钥被拒绝）',
    agentKeys: ({ count }) => zh`ssh-agent（${count} 个密钥，全部被拒绝）`,
    someAgentKeys: ({ tried, held }) => zh`ssh-agent（尝试了 ${held} 个密钥中的 ${tried} 个，全部被拒绝）`,
    agentUnusable: ({ key, why }) => zh`ssh-agent 中的密钥 ${key}（${why}）`,
    notSupported: ({ type }) => zh`不支持 ${type} 类型的密钥`,
    notAllowed: ({ type }) => zh`${type} 密钥（不在 PubkeyAcceptedAlgorithms 中）`,
    file: ({ file, why }) => zh`${file}（${why}）`,
    noPassword: ({ variable }) => zh`密码（未提供：${variable}）`,
    password: '密码（被拒绝）',
    interactive: ({ outcome }) => zh`keyboard-interactive（${outcome}）`,
    askedNothing: '它没有提问',
    unanswered: ({ variable }) => zh`无人回答它的问题：${variable}`,
    refused: '被拒绝',
  },

  file: {
    missing: '不存在',
    unreadable: '无法读取',
    'security-key':
      '它在 FIDO 安全密钥上，ha-setup 无法使用：请在主机的 authorized_keys 中添加另一个密钥，并在 ssh.identityFile 中指定',
    'not-a-key': '不是私钥',
    'no-passphrase': '未提供其密钥口令：HA_SETUP_SSH_PASSPHRASE',
    'wrong-passphrase': '提供的密钥口令均无法解开它',
  },

  typedFile: {
    missing: ({ file }) => zh`文件 ${file} 不存在`,
    unreadable: ({ file }) => zh`无法读取 ${file}：请检查其属主和权限`,
    securityKey: ({ file }) => zh`${file} 在 FIDO 安全密钥上，ha-setup 无法使用：请指定其他密钥`,
    notAKey: ({ file }) => zh`${file} 不是 OpenSSH 接受的私钥`,
    publicHalf: ({ file }) => zh`${file} 是密钥的公钥部分：请指定私钥（不带 .pub）`,
  },

  refused: {
    plain: ({ user, tried }) => zh`${user} 未能登录，已尝试：${tried}`,
    taking: ({ user, tried, methods }) => zh`${user} 未能登录，已尝试：${tried}；服务器接受 ${methods}`,
    hungUp: ({ said, count }) => zh`${said}；它在 ${count} 次尝试后断开（MaxAuthTries）`,
    hungUpHint: ({ host }) =>
      zh`请只指定正确的密钥：应答文件中的 ssh.identityFile，或在 ssh_config 中为 ${host} 写上 IdentityFile 和 IdentitiesOnly yes 两行`,
    certificateHint: ({ files, user }) =>
      zh`ha-setup 无法出示证书（${files} 有证书）：如果 sshd 只接受证书，请将普通公钥添加到主机上 ${user} 的 authorized_keys`,
    hint: ({ user, variable }) =>
      zh`请确认公钥在主机上 ${user} 的 authorized_keys 中、ssh.user 正确，或设置 ssh.identityFile 或 ${variable}`,
  },
};
