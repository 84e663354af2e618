import { paths } from '../../cluster/names.js';
import { VerificationError } from '../../errors.js';
import { parseHooksStatus } from '../../facts/hooks.js';
import { say } from '../../messages/say.js';
import { formatDuration } from '../../text/time.js';
import type { Lab } from '../lab.js';
import type { Machine } from '../machines/machine.js';
import { sleep, waitFor } from '../process.js';
import { ports } from '../world.js';

export interface PowerCut {
  readonly from: string;
  readonly to: string;
  /** The client's longest time without a reply. */
  readonly outageMs: number;
}

const pair = [ports.a, ports.b];

/** The pair's VIP: the HAVIP that is the pair's, or the only secondary address on either ENI. Throws VerificationError where there is none. */
export async function findVip(lab: Lab): Promise<string> {
  const { enis, haVips } = await lab.cloud.record();
  const isOfPair = (instance: string) => pair.some((port) => port.instance === instance);
  const haVip = haVips.find(({ associations }) => associations.some(({ instance }) => isOfPair(instance)));
  if (haVip) return haVip.address;
  const records = enis.filter(({ id }) => pair.some(({ eni }) => eni === id));
  const vip = records.flatMap(({ ips }) => ips).find(({ primary }) => !primary);
  if (!vip) throw new VerificationError(say.rehearsal.power.noVip);
  return vip.address;
}

/** The public address that stands for the VIP; undefined where it has none. */
async function findEip(lab: Lab, vip: string): Promise<string | undefined> {
  const { eips } = await lab.cloud.record();
  return eips.find(({ privateIp }) => privateIp === vip)?.ip;
}

/** Takes the active machine's power away while the client pings the VIP; undefined where no reply comes within a minute. */
export async function cutPower(lab: Lab, vip: string, tell: (line: string) => void): Promise<PowerCut | undefined> {
  const ping = lab.ping('client', vip, { intervalMs: 20 });
  const eip = await findEip(lab, vip);
  const outside = eip === undefined ? undefined : lab.ping('out', eip, { intervalMs: 20 });
  const isBack = async (since: number, timeoutMs: number) => {
    const replies = await Promise.all([ping, outside].map((one) => one?.nextReply(since, timeoutMs)));
    return replies[0] !== undefined && (outside === undefined || replies[1] !== undefined);
  };
  try {
    if (!(await isBack(0, 5000))) return undefined;
    tell(say.rehearsal.power.client({ client: ports.client.ip, vip }));
    if (eip) tell(say.rehearsal.power.outside({ client: ports.out.ip, eip }));
    const active = await getActive(lab, vip);
    await sleep(500);
    tell(say.rehearsal.power.cut({ machine: active.hostname }));
    await active.powerOff();
    if (!(await isBack(Date.now(), 60_000))) return undefined;
    await sleep(1000);
    const { silence } = await ping.stop();
    const heir = await getActive(lab, vip);
    tell(say.rehearsal.power.back({ vip, time: formatDuration(silence.ms) }));
    const fromOutside = await outside?.stop();
    if (fromOutside)
      tell(say.rehearsal.power.outsideBack({ eip: eip ?? '', time: formatDuration(fromOutside.silence.ms) }));
    const record = { owner: (await lab.cloud.owner(vip)) ?? say.rehearsal.power.nobody, machine: heir.hostname };
    tell(`  ${say.rehearsal.power.record({ ...record, state: await describe(heir, vip) })}`);
    await bringBack(lab, active, vip, tell);
    return {
      from: pair.find(({ ip }) => ip === active.ip)?.instance ?? '',
      to: pair.find(({ ip }) => ip === heir.ip)?.instance ?? '',
      outageMs: silence.ms,
    };
  } finally {
    await Promise.all([ping.stop(), outside?.stop()]);
  }
}

async function getActive(lab: Lab, vip: string): Promise<Machine> {
  const owner = await lab.cloud.owner(vip);
  const name = pair.find(({ eni }) => eni === owner)?.name;
  if (!name)
    throw new VerificationError(say.rehearsal.power.strangeOwner({ vip, owner: owner ?? say.rehearsal.power.nobody }));
  return lab.machines[name];
}

/** What a machine says of itself: its NIC and its VRRP role. */
async function describe(machine: Machine, vip: string): Promise<string> {
  const addresses = (await machine.exec(['ip', '-4', '-o', 'addr', 'show', 'dev', 'eth0'])).stdout;
  const role = parseHooksStatus((await machine.exec([paths.hooks, 'status'])).stdout)?.role ?? 'unknown';
  const { holds, free } = say.rehearsal.power;
  return (addresses.includes(` ${vip}/`) ? holds : free)({ machine: machine.hostname, role });
}

async function bringBack(lab: Lab, machine: Machine, vip: string, tell: (line: string) => void): Promise<void> {
  await machine.powerOn();
  const isSettled = async () => {
    const status = parseHooksStatus((await machine.exec([paths.hooks, 'status'])).stdout);
    return status?.role === 'BACKUP' || status?.role === 'MASTER' ? true : undefined;
  };
  await waitFor(say.rehearsal.power.returnOf({ machine: machine.hostname }), isSettled, {
    timeoutMs: 60_000,
    everyMs: 500,
  });
  tell(
    say.rehearsal.power.returned({
      machine: machine.hostname,
      state: await describe(machine, vip),
      vip,
      active: (await getActive(lab, vip)).hostname,
    }),
  );
}
