"""A simulated host: what vip.host.Host is to the hooks, with parts that can hang."""
import queue
import json
import socket
import struct

from simulator.clock import FOREVER, Queue, Waitable
from simulator.cloud import ENIS, VIP
from simulator.keepalived import Keepalived
from vip.config import Config
from vip.log import Log
from vip.nic import Address
from vip.watch import Watch

IPS = {'a': '10.0.1.16', 'b': '10.0.1.17'}
GATEWAY = '10.0.1.1'
API = {'vpc.internal.example': '192.0.2.1', 'vpc.example': '192.0.2.2'}
METADATA = '192.0.2.9'


class Files:
    """As vip.files.Files, in a dictionary."""

    def __init__(self):
        self.folder = '/run/ha-setup'
        self.texts = {}

    def path(self, name):
        return self.folder + '/' + name

    def read(self, name):
        return self.texts.get(name)

    def read_json(self, name):
        try:
            return json.loads(self.texts.get(name) or 'null')
        except ValueError:
            return None

    def exists(self, name):
        return name in self.texts

    def names(self, prefix):
        return sorted(name for name in self.texts if name.startswith(prefix))

    def write(self, name, text):
        self.texts[name] = text

    def touch(self, name):
        self.texts.setdefault(name, '')

    def remove(self, name):
        self.texts.pop(name, None)

    def clean(self):
        pass


class Waker(Waitable):
    def __init__(self, clock):
        Waitable.__init__(self, clock)
        self.inside = self.outside = False

    def ready(self):
        return self.inside or self.outside

    def keep(self):
        pass

    def tell(self):
        self.inside = True
        self.wake()

    def tell_from_outside(self):
        self.outside = True
        self.wake()

    def drain(self):
        woken, self.inside, self.outside = self.outside, False, False
        return woken


class News(Waitable):
    def __init__(self, clock):
        Waitable.__init__(self, clock)
        self.pending = False

    def ready(self):
        return self.pending

    def recv(self, _):
        if not self.pending:
            raise BlockingIOError()
        self.pending = False
        return b''


class Raw(Queue):
    """A raw socket: VRRP's, or ICMP's."""

    def __init__(self, machine):
        Queue.__init__(self, machine.clock)
        self.machine = machine

    def recv(self, _):
        return self.items.pop(0)

    def recvfrom(self, _):
        packet = self.items.pop(0)
        return packet, (socket.inet_ntoa(packet[12:16]), 0)

    def sendto(self, packet, target):
        self.machine.network.ping(self.machine, target[0], packet, self)


class Tap(Waitable):
    def __init__(self, machine):
        Waitable.__init__(self, machine.clock)
        self.machine = machine

    def ready(self):
        machine = self.machine
        return machine.network.cloud.path == machine.eni and machine.has_traffic and machine.name not in machine.network.cut

    def close(self):
        pass


class Reply:
    will_close = False

    def __init__(self, status, data):
        self.status = status
        self.data = data

    def read(self, _=None):
        return self.data

    def getheader(self, _):
        return None


class Connection:
    """An HTTP connection: to an endpoint of the API, or to the metadata service."""

    def __init__(self, machine, serve, name):
        self.machine = machine
        self.serve = serve
        self.name = name
        self.answers = Queue(machine.clock)

    def request(self, method, path, body=None, headers=None):
        self.machine.on_request(headers or {})
        self.serve(self, path, body, headers or {})

    def getresponse(self):
        try:
            return self.answers.get(10.0)
        except queue.Empty:
            raise socket.timeout('timed out')

    def close(self):
        pass


class Machine:
    def __init__(self, world, name, values, **vrrp):
        self.world = world
        self.clock = world.clock
        self.rng = world.rng
        self.network = world.network
        self.name = name
        self.peer = 'b' if name == 'a' else 'a'
        self.eni, self.ip = ENIS[name], IPS[name]
        self.values = values
        self.life = 0
        self.up = False
        self.frozen_until = 0.0
        self.lines = []
        self.disk = Waitable(self.clock)
        self.disk_hangs = False
        self.dns = 'ok'             # ok, silent or refused
        self.metadata = 'ok'        # ok, silent, or a function that answers (status, text)
        self.endpoints = {}         # name -> 'silent' (TLS never ends), 'late' (it takes long), 'refused', or seconds of latency on top
        self.check = lambda _: None
        self.has_traffic = True
        self.mac_now = '52:54:00:00:00:0' + name
        self.arp = {'arp_ignore': '0', 'arp_announce': '0', 'arp_notify': '0'}
        self.count = 0
        self.announced = -1e9
        self.watch = None
        self.problems = []          # what a host must never do, and did
        self.keepalived = Keepalived(self, **vrrp)

    # its life

    def boot(self, keepalived=True):
        self.life += 1
        self.up = True
        self.booted = self.clock.now - 5
        self.files = Files()
        self.addresses_now = [Address('lo', '127.0.0.1', 8, 254), Address('eth0', self.ip, 24, 0)]
        self.waker, self.news = Waker(self.clock), News(self.clock)
        self.raws = {112: [], 1: []}
        self.scripts = 0
        self.pid_of_keepalived = None
        self.start_hooks()
        if keepalived:
            self.keepalived.start()

    def power_off(self):
        self.kill_hooks()
        self.keepalived.running = False
        self.keepalived.role = 'STOP'
        self.life += 1
        self.up = False
        self.addresses_now = []

    def start_hooks(self):
        log = Log(self)
        self.watch = Watch(self, Config(self.values), self.files, log, lambda config: self.check(config))
        self.spawn(log.run)
        self.spawn(self.watch.run)

    def kill_hooks(self):
        self.clock.kill(self)

    def restart_hooks(self):
        self.kill_hooks()
        self.raws = {112: [], 1: []}
        self.waker, self.news = Waker(self.clock), News(self.clock)
        self.start_hooks()

    def freeze(self, seconds):
        self.frozen_until = self.clock.now + seconds

    def is_frozen(self):
        return self.frozen_until > self.clock.now

    def hang_disk(self, hangs):
        self.disk_hangs = hangs
        if not hangs:
            self.disk.wake()

    # what vip.host.Host offers

    def now(self):
        return self.clock.now

    def wall(self):
        return 1.7e9 + self.clock.now

    def uptime(self):
        return self.clock.now - self.booted

    def sleep(self, seconds):
        self.clock.sleep(seconds)

    def pid(self):
        return 77

    def hostname(self):
        return 'vm-' + self.name

    def comm(self, pid):
        return 'keepalived\n' if pid == self.pid_of_keepalived else None

    def spawn(self, run, *words):
        self.clock.spawn(self, run, *words)

    def queue(self, size=0):
        return Queue(self.clock, size)

    def select(self, channels, seconds):
        return self.clock.select(channels, seconds)

    def append(self, path, line):
        while self.disk_hangs:
            self.clock.block(FOREVER, [self.disk])
        self.lines.append((self.clock.now, line.rstrip('\n').split('] ', 2)[2]))

    def addresses(self):
        return list(self.addresses_now)

    def add_address(self, device, ip, scope):
        if self.answers_arp(scope):
            self.problems.append((self.clock.now, 'the kernel may announce the VIP'))
        self.set_address(device, ip, True, scope)

    def drop_address(self, device, ip):
        if device == 'eth0':
            self.world.note_drop(self)
        self.set_address(device, ip, False)

    def mac(self, device):
        return self.mac_now

    def arp_setting(self, device, name):
        return self.arp.get(name)

    def set_arp_setting(self, device, name, value):
        self.arp[name] = value

    def answers_arp(self, scope):
        """Whether the kernel answers for, or announces, an address of this scope, where that would move the VIP."""
        quiet = self.arp == {'arp_ignore': '3', 'arp_announce': '2', 'arp_notify': '0'} and scope == 254
        return self.network.cloud.heeds_arp and not quiet

    def send_frames(self, device, frames):
        self.network.announce(self, frames)

    def received(self, device):
        """A host that is cut off receives nothing."""
        if self.name not in self.network.cut:
            self.count = self.clock.now
        return self.count

    def address_news(self):
        return self.news

    def raw_socket(self, protocol, icmp_filter=None):
        raw = Raw(self)
        self.raws[protocol].append(raw)
        return raw

    def send_raw(self, protocol, source, target, data):
        if source == self.ip:
            self.network.nudge(self, data)

    def tap(self, device, ip):
        return self.network.tap(Tap(self))

    def wake(self, files):
        return self.waker

    def resolve(self, name):
        if self.dns == 'silent':
            self.clock.sleep(20.0)
            raise socket.gaierror(-3, 'Temporary failure in name resolution')
        self.clock.sleep(0.002)
        if self.dns == 'refused' or self.network.is_cut(self):
            raise socket.gaierror(-3, 'Temporary failure in name resolution')
        return [METADATA if name.startswith('metadata') else API[name]]

    def tls(self, address, port, name, timeout):
        trouble = self.endpoints.get(name)
        if self.network.has_no_api(self) or trouble == 'silent':
            self.clock.sleep(timeout)
            raise socket.timeout('timed out')
        self.clock.sleep(2.9 if trouble == 'late' else 0.01)
        if trouble == 'refused':
            raise ConnectionRefusedError(111, 'Connection refused')
        return Connection(self, self.ask_api, name)

    def http(self, address, port, timeout):
        return Connection(self, self.ask_metadata, 'metadata')

    def is_over(self, connection):
        return self.endpoints.get(connection.name) == 'late'

    def notify(self, words):
        pass

    def is_service(self):
        return True

    # how it does that

    def ask_api(self, connection, path, body, headers):
        trouble = self.endpoints.get(connection.name)
        if self.network.has_no_api(self) or trouble == 'silent':
            return
        latency = self.network.cloud.latency + (trouble if isinstance(trouble, (int, float)) else 0.0)

        def arrive():
            reply = self.network.cloud.handle(self.name, headers['X-TC-Action'], json.loads(body))

            def back():
                if not self.network.has_no_api(self):
                    connection.answers.put(Reply(*reply))
            self.clock.call(latency / 2, back)
        self.clock.call(latency / 2, arrive)

    def ask_metadata(self, connection, path, body, headers):
        if self.metadata == 'silent' or self.network.is_cut(self):
            return
        if callable(self.metadata):
            status, text = self.metadata(path)
        elif path.endswith('/'):
            status, text = 200, 'the-role'
        else:
            status, text = 200, json.dumps({'TmpSecretId': 'id', 'TmpSecretKey': 'key', 'Token': 'token', 'Code': 'Success',
                                            'ExpiredTime': int(self.wall()) + 7200})
        self.clock.call(0.001, lambda: connection.answers.put(Reply(status, text.encode())))

    def on_request(self, headers):
        action = headers.get('X-TC-Action')
        if action not in ('MigratePrivateIpAddress', 'AssignPrivateIpAddresses', 'AssociateAddress', 'DisassociateAddress'):
            return
        writer = self.watch.state.writer
        if not writer.busy() or writer.gate is None or writer.gate.closed or self.clock.now > writer.gate.end:
            self.problems.append((self.clock.now, '%s is sent after its caller has given up' % action))
        if not self.watch.state.here.ours:
            self.problems.append((self.clock.now, '%s by a machine that is not this host' % action))

    def has(self, device, ip):
        return any(a.device == device and a.ip == ip for a in self.addresses_now)

    def set_address(self, device, ip, there, scope=0):
        if self.has(device, ip) == there:
            return
        if there:
            self.addresses_now.append(Address(device, ip, 32, scope))
        else:
            self.addresses_now = [a for a in self.addresses_now if (a.device, a.ip) != (device, ip)]
        self.news.pending = True
        self.news.wake()
        self.network.wake_taps()

    def note_keepalived(self):
        if self.pid_of_keepalived is not None:
            self.files.write('keepalived', '%d %.2f\n' % (self.pid_of_keepalived, self.uptime()))

    def log(self, since=-1e9):
        return [line for at, line in self.lines if at >= since]


def packet(source, payload):
    return struct.pack('!B11s4s4s', 0x45, b'\0' * 11, socket.inet_aton(source), b'\0' * 4) + payload


