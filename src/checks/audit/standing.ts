import { paths } from '../../cluster/names.js';
import type { Check } from '../../cluster/verify-result.js';
import { findInterface } from '../../facts/interfaces.js';
import type { Topology } from '../../facts/topology.js';
import { error, ok, unproven, warning } from './check.js';
import { idOf, type KnownHost, knownHosts, type PairFacts } from './pair.js';

const seeLog = `there, ${paths.log} has each decision with its reason`;

/** VRRP's role, the NIC and the hooks of one host, against the cloud's record. */
export function checkStanding(known: KnownHost, topology: Topology, { mend }: PairFacts): Check[] {
  return [
    ...checkHooks(known, mend),
    ...checkFaults(known),
    checkVrrp(known, topology, mend),
    ...checkNic(known, topology, mend),
  ];
}

function checkHooks({ id, host }: KnownHost, mend: string): Check[] {
  const { watch, hooks, service } = host;
  if (watch.state === 'frozen') {
    return [
      error(
        'hooks.running',
        id,
        'vip.py watch is stopped (SIGSTOP): it moves and mends nothing',
        'there: pkill -CONT -f "vip.py watch"',
      ),
    ];
  }
  if (watch.state === 'gone') {
    const hint = service.active
      ? `check_self.sh starts it every 2 s: ${seeLog}`
      : `${mend} starts keepalived, which starts it`;
    return [error('hooks.running', id, 'vip.py watch does not run: nothing moves or mends the VIP', hint)];
  }
  if (hooks.status === undefined) {
    return [error('hooks.running', id, `vip.py status fails: ${hooks.complaint ?? 'it says nothing'}`, mend)];
  }
  return [ok('hooks.running', id, 'vip.py watches and answers')];
}

const faultHints: Readonly<Record<string, string>> = {
  unhealthy: 'mend the service that healthCheck in the answers asks for; the host comes back by itself',
  isolated: 'see that the host reaches the API, its gateway and its peer; it comes back by itself',
  yielded: `the VIP was moved away from it in the cloud: ${seeLog}`,
};

/** Why a host may not be active; held is a wish, the others are not. */
function checkFaults({ id, host }: KnownHost): Check[] {
  const found = Object.entries(host.watch.faults).map(([name, why]) => {
    const reason = why.replace(/^[\d.]+ ?/, '');
    const message = `it may not be active: ${name}${reason ? ` (${reason})` : ''}`;
    const level = name === 'held' ? warning : error;
    const hint = name === 'held' ? `ha-setup switchover --release ${id} lets it take part again` : faultHints[name];
    return level(`hooks.${name}`, id, message, hint ?? seeLog);
  });
  return found.length > 0 ? found : [ok('hooks.fit', id, 'it may be active')];
}

function checkVrrp({ id, node, host }: KnownHost, { owner }: Topology, mend: string): Check {
  const role = host.hooks.status?.role;
  if (role === undefined) return unproven('vrrp', id, "VRRP's role is not known: vip.py does not answer");
  if (owner === undefined) return unproven('vrrp', id, `VRRP says ${role}; the cloud has the VIP on neither node`);
  const rest = host.hooks.status?.held == null ? 'BACKUP' : 'FAULT';
  const wanted = node === owner ? 'MASTER' : rest;
  if (role === wanted) return ok('vrrp', id, `VRRP says ${role}, as the cloud's record has it`);
  const message = `VRRP says ${role}, expected ${wanted}: the cloud has the VIP ${node === owner ? 'here' : 'on the other node'}`;
  return error('vrrp', id, message, `${seeLog}; ${mend} mends what can be mended`);
}

function checkNic({ id, node, host }: KnownHost, { owner, vip, nodes }: Topology, mend: string): Check[] {
  const nic = findInterface(host.network, nodes[node].eni.mac);
  const holders = host.network.interfaces.filter(({ addresses }) => addresses.some(({ address }) => address === vip));
  const strangers = holders.filter(({ name }) => name !== nic?.name).map(({ name }) => name);
  const isHere = nic !== undefined && holders.includes(nic);
  const name = nic?.name ?? nodes[node].eni.mac;
  const drop = (device: string) => `there: ip address del ${vip}/32 dev ${device}; the hooks do so where they run`;
  const checks: Check[] = strangers.map((device) =>
    error('vip.nic', id, `${vip} is on ${device}, which is not the NIC of ${nodes[node].eni.id}`, drop(device)),
  );
  if (owner === undefined) return checks;
  if (isHere && node !== owner) {
    checks.push(error('vip.nic', id, `${vip} is on ${name}, and the cloud has it on the other node`, drop(name)));
  } else if (!isHere && node === owner) {
    const hint = `the hooks add it where they run; else there: ip address add ${vip}/32 dev ${name}, then ${mend}`;
    checks.push(error('vip.nic', id, `${vip} is not on ${name}, and the cloud sends its packets here`, hint));
  } else if (checks.length === 0) {
    checks.push(ok('vip.nic', id, `${vip} is ${isHere ? '' : 'not '}on ${name}, as it should be`));
  }
  return checks;
}

/** In mode preferred the preferred node is active, unless something keeps it out. */
export function checkPreferred(topology: Topology, { spec }: PairFacts): Check[] {
  if (spec.mode !== 'preferred' || spec.preferred === undefined || topology.owner === undefined) return [];
  if (idOf(spec, topology.owner) === spec.preferred)
    return [ok('preferred', spec.preferred, 'the preferred node is active')];
  const message = `the preferred node is not active; it comes back once it has been well for ${spec.failback} s`;
  return [warning('preferred', spec.preferred, message, 'wait, and see above what keeps it out')];
}

/** Both hosts run the same versions: what was tried on one holds for the other. */
export function checkAlike(facts: PairFacts): Check[] {
  const [a, b] = knownHosts(facts);
  if (a === undefined || b === undefined) return [];
  const [one, other] = [a, b].map(({ host }) => host.keepalivedVersion?.join('.'));
  if (one === undefined || other === undefined || one === other) return [];
  const message = `keepalived is ${one} there and ${other} on ${b.id}`;
  return [warning('versions.alike', a.id, message, 'upgrade the older one from its distribution, one host at a time')];
}
