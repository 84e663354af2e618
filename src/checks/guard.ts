import { unit } from '../cluster/names.js';
import { peerOf } from '../cluster/nodes.js';
import { listed } from '../messages/lists.js';
import { say } from '../messages/say.js';
import { defineCheck } from './check.js';
import { error, ok, warning } from './finding.js';

export const guardCheck = defineCheck({
  id: 'vrrp.guard',
  subject: 'keepalived',
  about: () => say.about.vrrpGuard,
  when: ['verify'],
  needs: ['host', 'topology'],
  run({ host: { id, node, host }, topology: { nodes } }, { command }) {
    const peer = nodes[peerOf(node)].ip;
    const { guard } = host;
    const words = say.checks.guard;
    switch (guard.kind) {
      case 'no-tool': {
        return [warning(id, words.noTool, words.noToolHint({ unit }))];
      }
      case 'off': {
        return [error(id, words.off, words.offHint({ command: command() }))];
      }
      case 'on':
        if (guard.peers.length === 1 && guard.peers[0] === peer) return [ok(id, words.on({ peer }))];
        return [
          error(
            id,
            words.other({ peers: listed(guard.peers), peer }),
            say.checks.there({ command: `systemctl reload ${unit}` }),
          ),
        ];
    }
  },
});
