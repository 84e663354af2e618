import { findHaVip, type HaVipRecord } from './account.js';
import type { ClaimOutcome } from './claims.js';
import type { Context } from './context.js';
import type { Announcement } from './fabric.js';
import { hold, holdingOf } from './havips.js';

/** Learns from an ARP packet who has a HAVIP, as far as its rules let it; the addresses of ENIs never follow ARP. */
export function hear(context: Context, heard: Announcement): void {
  const haVip = findHaVip(context.account, heard.sender);
  if (haVip === undefined) return;
  const at = Date.now();
  const outcome = judge(context, haVip, heard, at);
  const instance = context.account.enis.get(heard.eni)?.instance;
  context.claims.add({ ...heard, at, haVip: haVip.id, instance, outcome });
  if (outcome !== 'honoured') return;
  const { haVipLandMs, haVipClaimLateMs } = context.knobs();
  context.tasks.later(haVipLandMs + haVipClaimLateMs, async () => {
    // It may have been deleted or closed to this port meanwhile.
    if (context.account.haVips.get(haVip.id) !== haVip || !mayHave(context, haVip, heard.eni)) return;
    if (holdingOf(haVip).eni !== heard.eni) await hold(context, haVip, heard.eni);
  });
}

function judge(context: Context, haVip: HaVipRecord, heard: Announcement, at: number): ClaimOutcome {
  const eni = context.account.enis.get(heard.eni);
  if (heard.sender !== heard.target) return 'not-gratuitous';
  if (eni?.subnet !== haVip.subnet) return 'other-subnet';
  if (heard.mac !== eni.mac) return 'other-mac';
  if (!mayHave(context, haVip, eni.id)) return 'not-associated';
  if (holdingOf(haVip).eni === eni.id) return 'owner';
  if (context.claims.isPaced(eni.id, at)) return 'paced';
  return context.claims.lose(context.knobs().haVipClaimsLost) ? 'lost' : 'honoured';
}

/** Whether the ENI is in the range of the HAVIP; where that is not checked, everybody's in its subnet is. */
function mayHave({ account }: Context, haVip: HaVipRecord, id: string): boolean {
  const eni = account.enis.get(id);
  if (eni === undefined || eni.subnet !== haVip.subnet) return false;
  if (!haVip.checkAssociate) return true;
  return haVip.associations.some(({ instance }) => instance === eni.instance || instance === eni.id);
}
