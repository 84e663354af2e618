import { say } from '../messages/say.js';
import type { Fact } from './fact.js';

export interface Service {
  /** loaded | not-found | masked | error …; "no systemd" where the host has none. */
  readonly loadState: string;
  /** active | inactive | failed | activating | reloading … */
  readonly activeState: string;
  readonly subState: string;
  /** enabled | disabled | masked | static …; empty where the unit is not there. */
  readonly unitFileState: string;
  readonly active: boolean;
  readonly enabled: boolean;
  /** A unit file or a drop-in is newer than what systemd has read. */
  readonly needDaemonReload: boolean;
  readonly mainPid?: number;
  readonly fragmentPath?: string;
  readonly dropInPaths: readonly string[];
  /** When the unit last started or finished a reload, in epoch ms of the host's clock; absent while it is not active. */
  readonly loadedAtMs?: number;
}

const properties = [
  'LoadState',
  'ActiveState',
  'SubState',
  'UnitFileState',
  'NeedDaemonReload',
  'MainPID',
  'FragmentPath',
  'DropInPaths',
  'StateChangeTimestampMonotonic',
  'ActiveEnterTimestampMonotonic',
];

/**
 * The state's timestamp is monotonic: systemd prints the other one in whole seconds only, too coarse to set against a
 * file's mtime. systemd 219 (CentOS 7) has none for reloads: there the reload's own command tells, in whole seconds of
 * local time, whose zone `date` must not guess at.
 */
const script = `command -v systemctl >/dev/null 2>&1 || { echo "LoadState=no systemd"; exit 0; }
read -r up _ </proc/uptime
echo "Now=$(date +%s%3N) $up"
systemctl show --no-pager --property=${properties.join(',')} -- "$1"
reload=$(systemctl show --no-pager --property=ExecReload -- "$1" |
  sed -nE 's/.*start_time=\\[[A-Za-z]+ ([0-9-]+ [0-9:]+).*/\\1/p' | tail -n 1)
[ -z "$reload" ] || echo "ReloadedAt=$(date -d "$reload" +%s)"`;

export function serviceFact(unit: string): Fact<Service> {
  return {
    key: 'service',
    argv: ['sh', '-c', script, 'sh', unit],
    parse: ({ stdout }) => parseService(stdout),
  };
}

export function parseService(text: string): Service {
  const fields = new Map(
    text.split('\n').map((line) => {
      const at = line.indexOf('=');
      return [line.slice(0, at), line.slice(at + 1).trim()] as const;
    }),
  );
  const get = (name: string) => fields.get(name) ?? '';
  if (get('LoadState') === '') throw new Error(say.facts.odd.noUnit);
  const mainPid = Number(get('MainPID'));
  const active = get('ActiveState') === 'active' || get('ActiveState') === 'reloading';
  const loadedAtMs = active ? lastLoad(get) : undefined;
  return {
    loadState: get('LoadState'),
    activeState: get('ActiveState'),
    subState: get('SubState'),
    unitFileState: get('UnitFileState'),
    active,
    enabled: get('UnitFileState').startsWith('enabled'),
    needDaemonReload: get('NeedDaemonReload') === 'yes',
    dropInPaths: get('DropInPaths').split(/\s+/).filter(Boolean),
    ...(mainPid > 0 ? { mainPid } : {}),
    ...(get('FragmentPath') === '' ? {} : { fragmentPath: get('FragmentPath') }),
    ...(loadedAtMs === undefined ? {} : { loadedAtMs }),
  };
}

/** A reload's second is taken for its end: a file written in that second was read, or will be found by the next change. */
function lastLoad(get: (name: string) => string): number | undefined {
  const changed = epochMs(get('Now'), get('StateChangeTimestampMonotonic'));
  if (changed !== undefined) return changed;
  const started = epochMs(get('Now'), get('ActiveEnterTimestampMonotonic'));
  const reloaded = Number(get('ReloadedAt')) * 1000 + 999;
  return started === undefined || !(reloaded > started) ? started : reloaded;
}

/** `now` is the epoch in ms and the uptime in s, read together; `monotonic` counts us from the same start. */
function epochMs(now: string, monotonic: string): number | undefined {
  const [epoch, uptime] = now.split(' ').map(Number);
  const us = Number(monotonic);
  if (!Number.isFinite(epoch) || !Number.isFinite(uptime) || !(us > 0)) return undefined;
  return Math.round((epoch ?? 0) - ((uptime ?? 0) * 1000 - us / 1000));
}
