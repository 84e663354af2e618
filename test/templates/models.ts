import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ejs from 'ejs';

const template = fileURLToPath(new URL('../../templates/etc/keepalived/keepalived.conf.ejs', import.meta.url));

export const stable = {
  cluster: 'web',
  interface: 'eth0',
  vrid: 51,
  mode: 'stable',
  priority: 50,
  ownerBonus: 10,
  preemptDelay: null,
  selfIp: '10.0.1.16',
  peerIp: '10.0.1.17',
  vip: '10.0.1.100',
  authPass: 'k3bw9xq1',
  fast: false,
  keepalivedVersion: [2, 2, 7],
  anchor: 'lo',
  followsAnnouncement: false,
};
export const havip = { ...stable, followsAnnouncement: true };
const fast = { fast: true, authPass: null };
export const stableFast = { ...stable, ...fast };
export const preferred = { ...stable, mode: 'preferred', preemptDelay: 30 };
export const preferredFast = { ...preferred, ...fast };
export const other = { ...stable, mode: 'preferred', priority: 30, selfIp: '10.0.1.17', peerIp: '10.0.1.16' };

/** keepalived.conf as the product writes it. */
export function render(model: object): string {
  return ejs.render(readFileSync(template, 'utf8'), model);
}
