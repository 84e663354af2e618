import { unit } from '../cluster/names.js';
import { peerOf } from '../cluster/nodes.js';
import { defineCheck } from './check.js';
import { error, ok, warning } from './finding.js';

export const guardCheck = defineCheck({
  id: 'vrrp.guard',
  title: 'keepalived',
  about: 'VRRP from anybody but the peer is dropped before keepalived sees it',
  when: ['verify'],
  needs: ['host', 'topology'],
  run({ host: { id, node, host }, topology: { nodes } }, { command }) {
    const peer = nodes[peerOf(node)].ip;
    const { guard } = host;
    switch (guard.kind) {
      case 'no-tool': {
        const message =
          'the host has neither nft nor iptables: only the security groups keep strangers from steering VRRP';
        return [warning(id, message, `install nftables there, then: systemctl reload ${unit}`)];
      }
      case 'off': {
        const message =
          'VRRP from strangers is not dropped: any host that the security groups let in can steer the pair';
        return [error(id, message, `${command()} puts it in place`)];
      }
      case 'on':
        if (guard.peers.length === 1 && guard.peers[0] === peer) return [ok(id, `VRRP is let in from ${peer} alone`)];
        return [
          error(
            id,
            `VRRP is let in from ${guard.peers.join(', ')}, and the peer is ${peer}`,
            `there: systemctl reload ${unit}`,
          ),
        ];
    }
  },
});
