import type { Messages } from '../say.js';
import { zh } from './zh.js';

export const packages: Messages['packages'] = {
  held: '请解除版本锁定（apt-mark unhold keepalived python3），然后重新运行同一命令',
  noSource:
    '没有软件源提供它：请查看是否有 pin（apt-cache policy keepalived），或添加提供它的软件源（Ubuntu：add-apt-repository universe）',
  interrupted: '请在该主机上完成被中断的操作（dpkg --configure -a），然后重新运行同一命令',
  broken: '请修复其软件包（apt-get --fix-broken install），然后重新运行同一命令',
  full: '请清理其磁盘空间（df -h），然后重新运行同一命令',
  excluded:
    '它在该主机上被排除：请查看 /etc/yum.conf、/etc/dnf/dnf.conf 和 /etc/yum.repos.d 中的 exclude= 或 excludepkgs=，以及 versionlock',
  noRepository: '已启用的软件仓库均不提供它：请启用 base 或 AppStream 仓库（yum repolist all）',

  hostKeyMissing: 'hostCredentials: { type: key } 需要主机将使用的密钥',
  hostKeyMissingHint: '请设置环境变量 HA_SETUP_HOST_SECRET_ID 和 HA_SETUP_HOST_SECRET_KEY，或使用 { type: role }',

  cannotStand: ({ what, path }) => zh`${path} 中不能出现${what}`,
  plainHint: ({ path }) => zh`只能包含字母、数字和 . _ : -；请在该主机上更正，或删除 ${path}，然后重新运行同一命令`,
  passwordFound: '该主机上现有的 auth_pass',
  passwordHint: ({ path }) => zh`不能包含空格和 " \\ $ { }；请在该主机上更正，或删除 ${path}，然后重新运行同一命令`,
};
