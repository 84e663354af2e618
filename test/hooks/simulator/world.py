"""Two hosts that run the real hooks, a network, a cloud, and what must never happen there."""
import random
import socket
import struct

import load  # noqa: F401  (finds the modules)
from simulator.clock import Clock
from simulator.cloud import EIP, ENIS, VIP, Cloud
from simulator.havip import HaVipCloud, make_settings
from simulator.machine import GATEWAY, IPS, Machine, packet


class Network:
    def __init__(self, clock, cloud):
        self.clock = clock
        self.cloud = cloud
        self.machines = {}
        self.blocked = set()        # (kind, from, to): kind vrrp or icmp
        self.cut = set()            # hosts that reach nothing
        self.no_api = set()         # hosts that do not reach the API
        self.gateway_mute = False
        self.taps = []
        cloud.on_path = self.wake_taps

    def block(self, *kinds):
        self.blocked |= {(kind, *way) for kind in kinds for way in (('a', 'b'), ('b', 'a'))}

    def is_cut(self, machine):
        return machine.name in self.cut

    def has_no_api(self, machine):
        return machine.name in self.cut or machine.name in self.no_api

    def passes(self, kind, source, target):
        return (kind, source, target) not in self.blocked and source not in self.cut and target not in self.cut

    def advertise(self, sender, priority):
        other = self.machines[sender.peer]
        if not other.up or not self.passes('vrrp', sender.name, other.name):
            return
        data = packet(sender.ip, bytes([0x21, 51, priority, 1]) + b'\0' * 16)

        def arrive():
            for raw in other.raws[112]:
                raw.put(data)
            other.keepalived.hear(priority, sender.ip > other.ip)
        # A host that thaws finds its timers due before it reads what has arrived meanwhile.
        thaw = other.frozen_until - self.clock.now
        self.clock.call(max(0.0005, thaw + 0.002 if thaw > 0 else 0), arrive, other)

    def nudge(self, sender, data):
        """A packet of VRRP's protocol that is no advert."""
        other = self.machines[sender.peer]
        if other.up and self.passes('vrrp', sender.name, other.name):
            self.clock.call(0.0005, lambda: [raw.put(packet(sender.ip, data)) for raw in other.raws[112]], other)

    def announce(self, sender, frames):
        """Gratuitous ARP: by one that is MASTER, and never twice within 5 s."""
        mac = bytes.fromhex(sender.mac_now.replace(':', ''))
        vip = socket.inet_aton(VIP)
        for frame, operation in zip(frames, (1, 2)):
            assert (frame[:6], frame[6:12], frame[12:14]) == (b'\xff' * 6, mac, b'\x08\x06'), frame
            assert frame[14:22] == struct.pack('!HHBBH', 1, 0x0800, 6, 4, operation), frame
            assert (frame[22:28], frame[28:32], frame[38:42]) == (mac, vip, vip), frame
        vrrp, now = sender.keepalived, self.clock.now
        if vrrp.role != 'MASTER' and now - vrrp.changed > 0.1:
            sender.problems.append((now, 'announces the VIP, and is %s' % vrrp.role))
        if not sender.watch.state.here.ours:
            sender.problems.append((now, 'announces the VIP, and is not this host'))
        if now - sender.announced < 5:
            sender.problems.append((now, 'announces the VIP again after %.1f s' % (now - sender.announced)))
        sender.announced = now
        if sender.name not in self.cut:
            self.cloud.announce(sender.name)

    def ping(self, sender, target, request, raw):
        owner = None
        if target == GATEWAY:
            answers = not self.gateway_mute and sender.name not in self.cut
        else:
            if target == VIP:
                owner = next((m for m in self.machines.values() if m.eni == self.cloud.path), None)
            else:
                owner = self.machines[sender.peer]
            answers = owner is not None and owner.up and not owner.is_frozen() and any(
                a.ip == target for a in owner.addresses_now) and self.passes('icmp', sender.name, owner.name) \
                and self.passes('icmp', owner.name, sender.name)
        if answers:
            self.clock.call(0.001, lambda: raw.put(packet(target, bytes([0]) + request[1:])))

    def tap(self, tap):
        self.taps = self.taps[-20:] + [tap]
        return tap

    def wake_taps(self):
        for tap in self.taps:
            tap.wake()


class World:
    """Boots both hosts, and is settled with `active` once start() has returned."""

    def __init__(self, seed=1, mode='stable', values=None, mechanism='migrate', credentials='role', **knobs):
        self.rng = random.Random(seed)
        self.clock = Clock()
        self.cloud = {'migrate': Cloud, 'havip': HaVipCloud}[mechanism](self.clock, self.rng)
        for name, value in knobs.items():
            setattr(self.cloud, name, value)
        self.network = Network(self.clock, self.cloud)
        self.unserved = []          # [from, to]: when no host served
        self.dark_since = None
        self.problems = []
        self.expected_drops = False
        self.machines = self.network.machines
        for name, peer in (('a', 'b'), ('b', 'a')):
            priority = {'stable': 50}.get(mode, 50 if name == 'a' else 30)
            other = {'stable': 50}.get(mode, 30 if name == 'a' else 50)
            settings = {
                'version': 1, 'cluster': 'web', 'region': 'ap-beijing', 'mode': mode, 'vip': VIP, 'eip': EIP,
                'interface': 'eth0', 'gateway': GATEWAY, 'credentials': 'role', 'healthCheck': {'tcp': 80}, 'webhook': None,
                'self': {'instance': 'ins-' + name, 'eni': ENIS[name], 'ip': IPS[name], 'mac': '52:54:00:00:00:0' + name},
                'peer': {'instance': 'ins-' + peer, 'eni': ENIS[peer], 'ip': IPS[peer], 'priority': other},
                'endpoints': ['vpc.internal.example', 'vpc.example']}
            if mechanism == 'havip':
                settings.update(make_settings(credentials))
            settings.update(values or {})
            self.machines[name] = Machine(self, name, settings, priority=priority, nopreempt=mode == 'stable')
        self.a, self.b = self.machines['a'], self.machines['b']

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.clock.close()

    def start(self):
        """A is active and quiet for a while, B its standby."""
        self.a.boot()
        self.clock.run(8)
        self.b.boot()
        self.clock.run(22 + self.rng.random() * 10)
        self.started = self.clock.now
        self.clock.after_each = self.look
        self.look()
        assert self.is_served() and self.a.keepalived.role == 'MASTER', (self.a.lines, self.b.lines)
        self.cloud.lands = []
        return self

    def run(self, seconds):
        self.clock.run(seconds)

    def is_served(self):
        machine = next((m for m in self.machines.values() if m.eni == self.cloud.path), None)
        return machine is not None and machine.up and not machine.is_frozen() and machine.name not in self.network.cut \
            and machine.has('eth0', VIP)

    def look(self):
        if self.is_served():
            if self.dark_since is not None:
                self.unserved.append((self.dark_since, self.clock.now))
                self.dark_since = None
        elif self.dark_since is None:
            self.dark_since = self.clock.now

    def dark(self, since=None):
        """Seconds without service since then."""
        since = self.started if since is None else since
        spells = self.unserved + ([(self.dark_since, self.clock.now)] if self.dark_since is not None else [])
        return sum(max(0.0, end - max(since, start)) for start, end in spells)

    def note_drop(self, machine):
        """A host that lives and is named by the record never drops the VIP, but where it is cut off."""
        named = self.cloud.owner == machine.eni or self.cloud.path == machine.eni
        if named and not machine.watch.state.isolated:
            self.problems.append((self.clock.now, '%s drops the VIP, which is its own' % machine.name))

    def moves(self, since=None):
        return len(self.cloud.moves(self.started if since is None else since))

    def all_problems(self):
        return sorted(self.problems + self.a.problems + self.b.problems)

    def active(self):
        return next((m for m in self.machines.values() if m.keepalived.role == 'MASTER' and m.eni == self.cloud.owner
                     and m.has('eth0', VIP)), None)

    def story(self):
        lines = sorted([(at, m.name, line) for m in self.machines.values() for at, line in m.lines]
                       + [(at, 'cloud', 'the VIP is on %s' % eni) for at, eni in self.cloud.lands])
        started = getattr(self, 'started', self.clock.now)
        return '\n'.join('%9.2f %-5s %s' % (at - started, who, line) for at, who, line in lines)
