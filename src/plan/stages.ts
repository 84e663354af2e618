import { nodeNames, peerOf } from '../cluster/nodes.js';
import type { NodeName } from '../cluster/spec.js';
import { mechanismOf } from '../mechanism/mechanisms.js';
import { say } from '../messages/say.js';
import { eipBindingOperation, eipOperation } from '../operations/eip.js';
import { filesOperation, recordOperation } from '../operations/files.js';
import { firewallOperation } from '../operations/firewall.js';
import { hooksOperation } from '../operations/hooks.js';
import { haltHooksOperation, isMechanismChange, rivalOperation } from '../operations/mechanism-change.js';
import type { Operation, View } from '../operations/operation.js';
import { packagesOperation } from '../operations/packages.js';
import { selinuxOperation } from '../operations/selinux.js';
import { serviceOperation } from '../operations/service.js';
import { isTakeover, standDownOperation } from '../operations/takeover.js';
import { hasUnusedKey, unusedKeyOperation } from '../operations/unused-key.js';
import { findServing, vipOperation } from '../operations/vip.js';

/** Operations that run side by side, each list in its own order; a stage begins when the one before has ended. */
export interface Stage {
  readonly title: string;
  readonly lanes: readonly (readonly Operation[])[];
}

/**
 * The whole run as a list. The VIP lands while the hosts fetch their packages. An EIP is allocated only once that has
 * worked, for it costs money from then on; its id is part of the hosts' files, so it comes before them. Answers without
 * one leave its stage out: to look for nothing would take a reading of the cloud.
 */
export function stages(view: View): readonly Stage[] {
  const takeover = isTakeover(view);
  const isChange = isMechanismChange(view);
  // What is announced is announced by the hooks: nothing answers until they run, so they do not wait for the EIP.
  const bindsLater = isChange && mechanismOf(view.spec).followsAnnouncement;
  const asksForEip = view.spec.eip !== 'none';
  const binding = asksForEip ? [[eipBindingOperation]] : [];
  return [
    ...(takeover
      ? [{ title: say.changes.stages.takeOver, lanes: [[standDownOperation(peerOf(holderOf(view)))]] }]
      : []),
    {
      title: say.changes.stages.vipAndPackages,
      lanes: [
        ...(isChange ? [] : [[vipOperation]]),
        ...nodeNames.map((node) => [recordOperation(node), packagesOperation(node), firewallOperation(node)]),
      ],
    },
    ...(asksForEip ? [{ title: say.changes.stages.publicAddress, lanes: [[eipOperation]] }] : []),
    ...(isChange
      ? [
          {
            title: say.havip.changeStage,
            lanes: [[...serviceOrder(view).map(haltHooksOperation), rivalOperation, vipOperation]],
          },
        ]
      : []),
    {
      title: say.changes.stages.files,
      lanes: [
        ...(bindsLater ? [] : binding),
        ...nodeNames.map((node) => [
          filesOperation(node),
          selinuxOperation(node),
          ...(takeover ? [hooksOperation(node)] : []),
        ]),
      ],
    },
    {
      title: say.changes.stages.service,
      lanes: [
        ...(bindsLater ? binding : []),
        [
          ...serviceOrder(view).flatMap((node) => [hooksOperation(node), serviceOperation(node)]),
          ...nodeNames.filter((node) => hasUnusedKey(view, node)).map(unusedKeyOperation),
        ],
      ],
    },
  ];
}

function holderOf(view: View): NodeName {
  return view.topology.owner ?? findServing(view) ?? view.topology.home;
}

/**
 * On a running pair the standby is touched first, so that a mistake shows there. On a fresh one the node that the VIP is
 * on starts first, so that nothing has to move; so is one whose peer does not run, and one whose VIP has just changed its
 * mechanism: it serves nobody until its hooks run again.
 */
function serviceOrder(view: View): readonly [NodeName, NodeName] {
  const holder = holderOf(view);
  const peer = peerOf(holder);
  const isGentle = view.hosts[peer].service.active && !isTakeover(view) && !isMechanismChange(view);
  return isGentle ? [peer, holder] : [holder, peer];
}
