import type { MechanismName } from '../cluster/spec.js';
import { havip } from './havip.js';
import type { Mechanism } from './mechanism.js';
import { migrate } from './migrate.js';

const mechanisms: Readonly<Record<MechanismName, Mechanism>> = { migrate, havip };

/** How it would move otherwise. */
export function otherMechanism({ mechanism }: { readonly mechanism: MechanismName }): Mechanism {
  return mechanism === 'havip' ? migrate : havip;
}

/** How the VIP of this spec moves. */
export function mechanismOf({ mechanism }: { readonly mechanism: MechanismName }): Mechanism {
  return mechanisms[mechanism];
}
