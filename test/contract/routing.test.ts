import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { runPreflight } from '../../src/checks/run.js';
import { toSpec } from '../../src/cluster/spec.js';
import { deviceFor, parseRouting, routingFact } from '../../src/facts/routing.js';
import { contextOf, healthyPair } from '../fakes/pair.js';
import { answers, as, freshHost, inventory } from '../fakes/view.js';
import { describeWith } from '../needs-programs.js';

const vip = '10.0.1.100';
const own = '10.0.1.16';
const peer = '10.0.1.17';
const targets = [peer, '10.0.2.0', '10.200.0.9', '203.0.113.1'];

/** A host with two NICs: the default route goes by eth0; the pair's ENI is eth1, or eth0 as usual. */
const host = `ip link set lo up
for n in 0 1; do ip link add eth$n type veth peer name peer$n; ip link set eth$n up; ip link set peer$n up; done
ip addr add 10.0.9.5/24 dev eth0
ip addr add ${own}/24 dev eth1
ip addr add ${vip}/32 dev lo
ip route add default via 10.0.9.1 dev eth0
`;
const sameSubnet = host.replace('10.0.9.5/24', '10.0.1.5/24').replace('10.0.9.1', '10.0.1.1');

const settings: readonly (readonly [string, string])[] = [
  ['nothing more', host],
  ['both NICs in one subnet', sameSubnet],
  [
    'a rule for the own address alone',
    `${host}ip route add default via 10.0.1.1 dev eth1 table 7; ip rule add from ${own} lookup 7`,
  ],
  [
    'a rule for the subnet',
    `${host}ip route add default via 10.0.1.1 dev eth1 table 7; ip rule add from 10.0.1.0/24 lookup 7`,
  ],
  ['a rule whose table is empty', `${host}ip rule add from ${vip} lookup 7`],
  [
    'a table with the VPC alone',
    `${host}ip route add 10.0.0.0/8 via 10.0.1.1 dev eth1 table 7; ip rule add from ${vip} lookup 7`,
  ],
  ['the VPC in the main table', `${host}ip route add 10.0.0.0/8 via 10.0.1.1 dev eth1`],
  [
    'two defaults',
    `${host}ip route add default via 10.0.1.1 dev eth1 metric 50; ip route del default via 10.0.9.1; ip route add default via 10.0.9.1 dev eth0 metric 100`,
  ],
  [
    'a rule that comes after main',
    `${host}ip route add default via 10.0.1.1 dev eth1 table 7; ip rule add from ${vip} lookup 7 priority 40000`,
  ],
];

/** What the fact's own command prints on such a host, and what the kernel says of each packet. */
function ask(commands: string) {
  const [, , script] = routingFact.argv;
  const gets = [own, vip].flatMap((from) => targets.map((to) => `ip -4 route get ${to} from ${from} || echo none`));
  const input = `set -e\n${commands}\nset +e\n${script}\necho ---\n${gets.join('\n')}\n`;
  const output = execFileSync('unshare', ['--map-root-user', '--net', 'sh'], {
    input,
    encoding: 'utf8',
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const [facts = '', said = ''] = output.split('---\n');
  const devices = said
    .split('\n')
    .filter((line) => /^\S+ from |^none/.test(line))
    .map((line) => / dev (\S+)/.exec(line)?.[1]);
  return { routing: parseRouting(facts), devices };
}

function findings(routing: ReturnType<typeof parseRouting>, eip: string) {
  const network = {
    interfaces: [{ name: 'eth1', mac: '52:54:00:00:00:01', state: 'up', addresses: [] }],
    hasIproute: true,
  };
  const hosts = {
    a: { known: as<ReturnType<typeof freshHost>>({ ...freshHost(1), network, routing }) },
    b: { known: freshHost(2) },
  };
  const spec = toSpec(as({ ...answers, eip }));
  const context = contextOf({ ...healthyPair(), spec, hosts, cloud: { known: { inventory, used: [] } } });
  return runPreflight(context).then((all) => all.filter(({ id }) => id === 'network.routing'));
}

describeWith('unshare', 'by which NIC a packet leaves', () => {
  it.each(settings)('the kernel says the same: %s', (_, commands) => {
    const { routing, devices } = ask(commands);
    const ours = [own, vip].flatMap((from) => targets.map((to) => deviceFor(routing, as(from), as(to))));
    expect(ours).toEqual(devices);
    expect(devices).toHaveLength(8);
  });

  it.each(settings)('the commands that the check names put it right: %s', async (_, commands) => {
    const before = await findings(ask(commands).routing, 'allocate');
    const hint = before.find(({ hint }) => hint !== undefined)?.hint ?? '';
    const repair = /^there: (.*); and the same/.exec(hint)?.[1] ?? ':';
    const { routing, devices } = ask(`${commands}\n${repair}`);
    expect(await findings(routing, 'allocate')).toEqual([]);
    // Replies from the VIP, as the kernel routes them now.
    expect(devices.slice(targets.length)).toEqual(targets.map(() => 'eth1'));
  });

  it('a secondary ENI without routes of its own is said, by what it costs', async () => {
    const found = await findings(ask(host).routing, 'allocate');
    expect(found.map(({ level, where }) => `${level} ${where}`)).toEqual([
      'warning ins-aaaaaaa1',
      'error ins-aaaaaaa1',
    ]);
    expect(found[0]?.message).toContain(
      'packets from 10.0.1.100 to other subnets leave by eth0, and the address is on eth1',
    );
    expect((await findings(ask(host).routing, 'none')).map(({ level }) => level)).toEqual(['warning']);
    const same = await findings(ask(sameSubnet).routing, 'none');
    expect(same.map(({ level }) => level)).toEqual(['error', 'error', 'warning']);
  });
});
