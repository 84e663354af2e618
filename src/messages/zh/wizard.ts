import type { Messages } from '../say.js';
import { zh } from './zh.js';

export const wizard: Messages['wizard'] = {
  isPair: ({ cluster }) => zh`这两台主机就是集群 ${cluster}：以下问题以其现有设置为默认值`,
  eipStays: ({ eip, ip }) => zh`该集群现有弹性公网 IP ${eip}（${ip}）。它会继续绑定在 VIP 上并计费，但主机不再检查它。`,
};
