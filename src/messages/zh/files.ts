import type { Messages } from '../say.js';
import { zh } from './zh.js';

export const files: Messages['files'] = {
  fine: ({ count }) => zh`全部 ${count} 个文件的内容、权限和属主均正确`,
  unrendered: ({ reason }) => zh`无法生成其文件以进行比较：“${reason}”`,
  damaged: ({ path, reason }) => zh`${path} 的内容无法解析：${reason}`,
  damagedHint: ({ path, command }) => zh`请在该主机上运行：mv ${path} ${path}.damaged；然后运行 ${command}`,
  keyLeft: ({ path, type }) => zh`${path} 中存有 API 密钥，而应答文件中为 hostCredentials: ${type}`,
  keyLeftHint: ({ command }) => zh`${command} 会将其删除`,
  missing: ({ path }) => zh`缺少 ${path}`,
  keyMissingHint: ({ command }) => zh`请设置 HA_SETUP_HOST_SECRET_ID 和 _KEY，然后运行 ${command}`,
  keyUncompared: ({ path }) => zh`未比较 ${path}：此处没有设置 HA_SETUP_HOST_SECRET_ID 和 _KEY`,
  kept: ({ command, folder }) => zh`${command} 会重新写入，并将现有文件保存在 ${folder}`,
  inTheWay: ({ command }) => zh`请在该主机上将其移走，然后运行 ${command}`,
  notRegular: ({ path }) => zh`${path} 不是普通文件`,
  changed: ({ path, time }) => zh`${path} 与 ha-setup 写入的不同：它在应答文件写成之后（${time}）被修改`,
  answersNewer: ({ path, time }) => zh`${path} 与 ha-setup 写入的不同：应答文件比它新（${time}）`,
  older: ({ path, time }) => zh`${path} 与 ha-setup 写入的不同：应答文件或此版本的 ha-setup 比它新（${time}）`,
  mode: ({ path, found, expected }) => zh`${path} 的权限为 ${found}，应为 ${expected}`,
  modeHint: ({ command }) => zh`${command} 会改正权限`,
  owner: ({ path, uid, gid }) => zh`${path} 属于 uid ${uid}、gid ${gid}，而不是 root`,
  ownerHint: ({ path, command }) => zh`${command} 会以 root 身份写入；或在该主机上运行：chown root:root ${path}`,
  tooLarge: ({ bytes }) => zh`（${bytes} 字节：过大，不在此比较）`,
  moreLines: ({ count }) => zh`…… 另有 ${count} 行`,
};
