import type { NodeStatus, StatusResult } from '../cluster/status-result.js';
import type { Tone } from '../ports/reporter.js';
import { type Column, renderTable } from '../text/table.js';
import { formatMoment } from '../text/time.js';
import { tidyReason } from './problems.js';

export interface StatusLine {
  readonly text: string;
  readonly tone: Tone;
}

/**
 * A status as one screen of lines.
 * @param width columns of the terminal; no limit where absent
 */
export function formatStatus(status: StatusResult, width = Number.POSITIVE_INFINITY): readonly StatusLine[] {
  const { cluster, vip, eip, healthy, problems, nodes, lastSwitch, run, at } = status;
  const verdict = healthy ? 'well' : problems.length === 1 ? 'one problem' : `${problems.length} problems`;
  return [
    { text: `${cluster}: ${verdict}, ${formatMoment(at)}`, tone: healthy ? 'good' : 'bad' },
    { text: `  VIP ${vip ?? 'not known'}: ${placeOf(status)}`, tone: 'plain' },
    ...(eip === null
      ? []
      : [
          {
            text: `  EIP ${eip.ip}: ${eip.on === vip ? 'on the VIP' : `on ${eip.on ?? 'nothing'}`}`,
            tone: 'plain' as const,
          },
        ]),
    ...table(nodes, status, width).map((text, index): StatusLine => ({ text, tone: index === 0 ? 'faint' : 'plain' })),
    ...(lastSwitch === null ? [] : [{ text: `  switched ${formatSwitch(lastSwitch)}`, tone: 'plain' as const }]),
    ...(run === null ? [] : [{ text: `  a run is changing it: ${run}`, tone: 'warning' as const }]),
    ...problems.map((problem): StatusLine => ({ text: `  ! ${problem}`, tone: 'bad' })),
    ...(healthy
      ? []
      : [{ text: '  → ha-setup verify shows each problem and how to repair it', tone: 'plain' as const }]),
  ];
}

function placeOf({ owner, ownerEni }: StatusResult): string {
  if (owner !== null) return `the cloud has it on ${owner} (${ownerEni})`;
  return ownerEni === null ? 'where the cloud has it is not known' : `the cloud has it on ${ownerEni}`;
}

function formatSwitch({ at, from, to, why }: NonNullable<StatusResult['lastSwitch']>): string {
  return `${formatMoment(at)}, ${from ?? 'nowhere'} → ${to ?? 'nowhere'}${why ? `: ${why}` : ''}`;
}

const columns: readonly Column[] = [
  { title: '', narrow: 'keep' },
  ...['host', 'cloud', 'NIC', 'VRRP', 'keepalived', 'hooks'].map((title) => ({ title })),
  { title: 'fit', narrow: 'free' },
];

function table(nodes: readonly NodeStatus[], { owner }: StatusResult, width: number): readonly string[] {
  const rows = nodes.map((node) => {
    const { instance, ip, state, reachable, service, vrrp, nic, hooks, faults } = node;
    const host = `${instance}${ip === null ? '' : ` ${ip}`}`;
    const cloud = owner === instance ? 'owner' : '-';
    if (!reachable) {
      const off = state === null || state === 'RUNNING' ? 'not reached' : state;
      return [mark(node, owner), host, cloud, '?', '?', off, '?', '?'];
    }
    const unfit = Object.entries(faults).map(([name, why]) => `${name} ${tidyReason(why)}`.trim());
    const onNic = nic === null ? '?' : nic ? 'VIP' : '-';
    const fit = service === 'active' && hooks === 'running' ? 'yes' : 'no';
    return [mark(node, owner), host, cloud, onNic, vrrp, service ?? '?', hooks ?? '?', unfit.join(', ') || fit];
  });
  return renderTable(columns, rows, { width, indent: 2 });
}

function mark({ instance }: NodeStatus, owner: string | null): string {
  return owner === instance ? '*' : ' ';
}
