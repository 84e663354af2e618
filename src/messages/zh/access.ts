import { typed } from '../program.js';
import type { Messages } from '../say.js';
import { zh } from './zh.js';

export const access: Messages['access'] = {
  hooksKey: '钩子脚本将使用的凭证',
  ownKey: '该主机的凭证',

  endless: ({ source }) => zh`${source}：长期有效`,
  ended: ({ source, at }) => zh`${source}：已于 ${at} 过期，且没有签发新的凭证`,
  ending: ({ source, at, minutes }) => zh`${source}：将在 ${minutes} 分钟内（${at}）过期，而新的凭证尚未签发`,
  good: ({ source, at }) => zh`${source}：有效期至 ${at}，到期前会自动续期`,
  endHint: '请在控制台确认 CAM 角色已绑定到该云服务器，且该角色仍然存在',

  reached: '能用自己的凭证调用 API',
  refused: ({ why }) => zh`无法调用 API：${why}`,
  noReason: '没有给出原因',
  refusedHint: ({ command }) =>
    zh`请使该主机能够访问 API，并在控制台（访问管理）检查其角色或密钥；更换密钥后请运行：${command}`,
  deaf: ({ why }) => zh`其 sshd 不允许转发连接，因此尚不知道它能否访问 API（${why}）`,
  deafHint: '请在该主机上允许 TCP 转发以进行此项检查，或以切换验证的结果为准',
  failed: ({ credentials, why }) => zh`从该主机使用${credentials}调用 API 失败：${why}`,
  failedHint: '请使该主机能够访问 API：公网 IP、NAT 网关，或在应答文件中设置 api.domain',
  noProxy: ({ hint }) => zh`${hint}；HTTP 代理对主机不起作用：钩子脚本直接调用 API`,

  may: ({ action, resources }) => zh`有对 ${resources} 执行 ${action} 的权限`,
  mayNot: ({ credentials, action, resources }) => zh`${credentials}没有对 ${resources} 执行 ${action} 的权限`,
  mayNotHint: ({ action }) =>
    zh`请为其授予 vpc:${action} 权限；${typed('policy')} 会打印主机的角色（或密钥）所需的策略`,
  get policyHint() {
    return zh`${typed('policy')} 会打印主机的角色（或密钥）所需的策略`;
  },
  unproven: ({ action }) => zh`不实际移动 VIP，就无法验证它是否有 ${action} 的权限`,
  shownBy: ({ command }) => zh`${command} 会验证`,
  untried: ({ why }) => zh`未尝试：${why}`,
  deafUntried: '其 sshd 不允许转发连接，因此未尝试其权限',

  lacks: {
    bind: ({ credentials, action }) =>
      zh`${credentials}没有 ${action} 的权限：VIP 移动后未跟随的弹性公网 IP 将无法重新绑定`,
    assign: ({ credentials, action }) =>
      zh`${credentials}没有 ${action} 的权限：VIP 被人从两台主机移除后将无法重新分配`,
    follow: ({ credentials, action }) => zh`${credentials}没有 ${action} 的权限：云端移动失败时会较晚才发现`,
  },
  excess: '主机上的密钥可以绑定账号下任意弹性公网 IP：超出钩子脚本所需的权限',
  operator: ({ action }) => zh`本机使用的凭证没有对它执行 ${action} 的权限`,
  get operatorHint() {
    return zh`${typed('policy --operator')} 会打印所需的策略`;
  },
};
