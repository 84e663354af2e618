import type { NodeStatus, StatusResult } from '../cluster/status-result.js';
import { say } from '../messages/say.js';
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
 * @param next the command to type next, as this program was started
 */
export function formatStatus(
  status: StatusResult,
  width = Number.POSITIVE_INFINITY,
  next: (...words: readonly string[]) => string = (...words) => ['ha-setup', ...words].join(' '),
): readonly StatusLine[] {
  const { cluster, vip, eip, healthy, problems, nodes, lastSwitch, run, at } = status;
  if (!status.setUp) return notSetUp(status, next());
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
    ...(healthy ? [] : [{ text: `  ${say.setUp.verify({ command: next('verify') })}`, tone: 'plain' as const }]),
  ];
}

function notSetUp(
  { cluster, vip, owner, ownerEni, problems, at }: StatusResult,
  command: string,
): readonly StatusLine[] {
  return [
    { text: `${cluster}: ${say.setUp.verdict}, ${formatMoment(at)}`, tone: 'bad' },
    ...(vip === null || ownerEni === null
      ? []
      : [{ text: `  ${say.setUp.keptVip({ vip, owner: owner ?? ownerEni })}`, tone: 'plain' as const }]),
    ...problems.map((problem): StatusLine => ({ text: `  ! ${problem}`, tone: 'bad' })),
    { text: `  ${say.setUp.next({ command })}`, tone: 'plain' },
  ];
}

function placeOf({ owner, ownerEni, nodes }: StatusResult): string {
  if (owner !== null) return `the cloud has it on ${owner} (${ownerEni})`;
  // Of no instance a state is known: the cloud did not answer.
  const isSilent = nodes.every(({ state }) => state === null);
  const active = isSilent ? nodes.find(({ vrrp, nic }) => vrrp === 'MASTER' && nic === true) : undefined;
  if (active !== undefined) return say.setUp.activeByHosts({ host: active.instance });
  return ownerEni === null ? say.setUp.placeUnknown : `the cloud has it on ${ownerEni}`;
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
