import type { Messages } from '../say.js';
import { zh } from './zh.js';

export const health: Messages['health'] = {
  passes: ({ check }) => zh`健康检查通过：${check}`,
  untried: ({ check }) => zh`该主机安装 python3 之前，无法尝试健康检查（${check}）`,
  untriedHint: '无需处理：切换验证开始之前会在该主机上尝试',
  fails: ({ check, why }) => zh`该主机上的健康检查（${check}）失败：${why}`,
  failsHint: '请在两台主机上启动它所检查的服务，或修正应答文件中的 healthCheck',
  failsServing: ({ check, why }) => zh`该主机上的健康检查（${check}）失败，因此它不能成为主节点：${why}`,
  failsServingHint: ({ peer }) => zh`修复之前，${peer} 没有可以接管 VIP 的主机`,
};
