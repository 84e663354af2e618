import type { NodeStatus, StatusResult } from '../cluster/status-result.js';
import { listed } from '../messages/lists.js';
import { say } from '../messages/say.js';
import type { Tone } from '../ports/reporter.js';
import { type Column, renderTable } from '../text/table.js';
import { formatMoment } from '../text/time.js';
import { explainFault } from './problems.js';

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
  const words = say.pair;
  const told = { cluster, at: formatMoment(at) };
  return [
    {
      text: healthy ? words.well(told) : words.notWell({ ...told, count: problems.length }),
      tone: healthy ? 'good' : 'bad',
    },
    { text: `  ${placeOfVip(status)}`, tone: 'plain' },
    ...(eip === null ? [] : [{ text: `  ${placeOfEip(eip, vip)}`, tone: 'plain' as const }]),
    ...table(nodes, status, width).map((text, index): StatusLine => ({ text, tone: index === 0 ? 'faint' : 'plain' })),
    ...(lastSwitch === null ? [] : [{ text: `  ${formatSwitch(lastSwitch)}`, tone: 'plain' as const }]),
    ...(run === null ? [] : [{ text: `  ${words.run({ who: run })}`, tone: 'warning' as const }]),
    ...problems.map((problem): StatusLine => ({ text: `  ! ${problem}`, tone: 'bad' })),
    ...(healthy ? [] : [{ text: `  ${say.setUp.verify({ command: next('verify') })}`, tone: 'plain' as const }]),
  ];
}

function notSetUp(
  { cluster, vip, owner, ownerEni, problems, at }: StatusResult,
  command: string,
): readonly StatusLine[] {
  return [
    { text: say.pair.notSetUp({ cluster, at: formatMoment(at) }), tone: 'bad' },
    ...(vip === null || ownerEni === null
      ? []
      : [{ text: `  ${say.setUp.keptVip({ vip, owner: owner ?? ownerEni })}`, tone: 'plain' as const }]),
    ...problems.map((problem): StatusLine => ({ text: `  ! ${problem}`, tone: 'bad' })),
    { text: `  ${say.setUp.next({ command })}`, tone: 'plain' },
  ];
}

function placeOfVip(status: StatusResult): string {
  const { vip } = status;
  const place = placeOf(status);
  return vip === null ? say.pair.vipUnknown({ place }) : say.pair.vip({ vip, place });
}

function placeOfEip({ ip, on }: NonNullable<StatusResult['eip']>, vip: string | null): string {
  if (on === null) return say.pair.eipOnNothing({ ip });
  return on === vip ? say.pair.eipOnVip({ ip }) : say.pair.eipOn({ ip, address: on });
}

function placeOf({ owner, ownerEni, nodes }: StatusResult): string {
  if (owner !== null) return say.pair.place({ instance: owner, eni: ownerEni ?? '?' });
  // Of no instance a state is known: the cloud did not answer.
  const isSilent = nodes.every(({ state }) => state === null);
  const active = isSilent ? nodes.find(({ vrrp, nic }) => vrrp === 'MASTER' && nic === true) : undefined;
  if (active !== undefined) return say.setUp.activeByHosts({ host: active.instance });
  return ownerEni === null ? say.setUp.placeUnknown : say.pair.placeOfEni({ eni: ownerEni });
}

function formatSwitch({ at, from, to, why }: NonNullable<StatusResult['lastSwitch']>): string {
  const words = say.pair;
  const told = { at: formatMoment(at), from: from ?? words.nowhere, to: to ?? words.nowhere };
  return why === '' ? words.switched(told) : words.switchedBecause({ ...told, why });
}

function columns(): readonly Column[] {
  const { host, cloud, nic, hooks, fit } = say.pair.columns;
  return [
    { title: '', narrow: 'keep' },
    ...[host, cloud, nic, 'VRRP', 'keepalived', hooks].map((title) => ({ title })),
    { title: fit, narrow: 'free' },
  ];
}

function table(nodes: readonly NodeStatus[], { owner }: StatusResult, width: number): readonly string[] {
  const words = say.pair;
  const rows = nodes.map((node) => {
    const { instance, ip, state, reachable, service, vrrp, nic, hooks, faults } = node;
    const host = `${instance}${ip === null ? '' : ` ${ip}`}`;
    const cloud = owner === instance ? words.owner : '-';
    if (!reachable) {
      const off = state === null || state === 'RUNNING' ? words.notReached : state;
      return [mark(node, owner), host, cloud, '?', '?', off, '?', '?'];
    }
    const unfit = Object.entries(faults).map(([code, why]) => explainFault(code, why));
    const onNic = nic === null ? '?' : nic ? 'VIP' : '-';
    const role = vrrp === 'unknown' ? words.unknown : vrrp;
    const watch = hooks === null ? '?' : words.hooks[hooks];
    const fit = service === 'active' && hooks === 'running' ? words.fit : words.unfit;
    return [mark(node, owner), host, cloud, onNic, role, service ?? '?', watch, listed(unfit) || fit];
  });
  return renderTable(columns(), rows, { width, indent: 2 });
}

function mark({ instance }: NodeStatus, owner: string | null): string {
  return owner === instance ? '*' : ' ';
}
