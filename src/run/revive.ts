import { drillUnit, unit } from '../cluster/names.js';
import type { Argv } from '../ports/host.js';

/** Shell lines that end any drill on a host: what is frozen is killed, and keepalived runs again. */
export const revive = `systemctl kill -s KILL ${unit}; sleep 2; systemctl start ${unit}`;

/** Ends a drill that a run left behind when it died, without waiting for the host's own timer. */
export const endDrill: Argv = ['sh', '-c', `systemctl stop ${drillUnit}.timer; ${revive}`];
