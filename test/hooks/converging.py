"""A watch on a host that a test plays, against the stand-in of the API."""
import os
import time

import fake_api
import test_api
from test_api import FOLDER, WithCloud
from vip.config import Config
from vip.credentials import KeyFile
from vip.host import Host
from vip.log import Log
from vip.nic import Address
from vip.watch import Watch

SELF, PEER, OTHER, VIP = fake_api.SELF, fake_api.PEER, fake_api.OTHER, fake_api.VIP
LOG = os.path.join(FOLDER, 'keepalived.log')


class Silent:
    """A channel on which nothing comes."""

    def __init__(self):
        self.read, self.write = os.pipe()

    def fileno(self):
        return self.read

    def recv(self, _):
        raise BlockingIOError()


class PlayedHost(Host):
    """A host without a kernel or a keepalived: what the hooks ask of both, as a test sets it."""

    def __init__(self, files):
        Host.__init__(self)
        self.files = files
        self.nic = self.on_lo = False
        self.history = []
        self.count = 0

    def become(self, role):
        self.count += 1
        self.on_lo = role == 'MASTER'
        ticks = self.uptime() * os.sysconf('SC_CLK_TCK')
        self.files.write('role.%020d.%010d.%s' % (ticks, self.count, role), '')
        self.files.write('keepalived', '%d %.2f' % (os.getpid(), self.uptime()))

    def addresses(self):
        return [Address('eth0', '10.0.1.16', 24, 0)] + [
            Address(device, VIP, 32, 0) for device, there in (('eth0', self.nic), ('lo', self.on_lo)) if there]

    def add_address(self, device, ip, scope):
        self.nic = True
        self.history.append('add')

    def drop_address(self, device, ip):
        self.nic = False
        self.history.append('del')

    def comm(self, pid):
        return 'keepalived\n'

    def raw_socket(self, protocol, icmp_filter=None):
        raise OSError('none here')

    def tap(self, device, ip):
        raise OSError('none here')


class Converging(WithCloud):
    def setUp(self):
        WithCloud.setUp(self)
        if os.path.exists(LOG):
            os.unlink(LOG)
        self.host = PlayedHost(self.files)
        self.fake.eip = ('BIND', PEER, VIP)
        self.watch = self.make_watch()

    def make_watch(self, log=LOG):
        config = Config(dict(test_api.SETTINGS, endpoints=[self.here]))
        logged = Log(self.host, log)
        self.host.spawn(logged.run)
        watch = Watch(self.host, config, self.files, logged)
        watch.state.mechanism.api.credentials = KeyFile(test_api.KEY_FILE)
        return watch

    def drive(self, until, within=8.0):
        end = time.monotonic() + within
        silent = Silent()
        while not until():
            self.assertLess(time.monotonic(), end, self.log())
            self.watch.step()
            self.watch.keep_house()
            self.watch.wait(silent)

    def rest(self, seconds):
        end = time.monotonic() + seconds
        self.drive(lambda: time.monotonic() > end, seconds + 3)

    def hurry(self):
        self.watch.state.reading.hurry()

    def log(self):
        time.sleep(0.05)
        try:
            with open(LOG) as f:
                return f.read()
        except OSError:
            return ''

    def moves(self):
        return self.fake.count('MigratePrivateIpAddress')

    def is_ours(self):
        return self.fake.owner == SELF and self.watch.state.reading.record.owner == 'self' and self.fake.eip == ('BIND', SELF, VIP)

