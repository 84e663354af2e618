"""A watch on a host that a test plays, against the stand-in of the API."""
import os
import time

import fake_api
import test_api
from test_api import vip, WithCloud

LOG = vip.LOG
SELF, PEER, OTHER, VIP = fake_api.SELF, fake_api.PEER, fake_api.OTHER, fake_api.VIP


class Host:
    """A host without a kernel or a keepalived: what vip.py asks of both, as a test sets it."""

    def __init__(self, case):
        self.nic = self.on_lo = False
        self.history = []
        self.clock = 100.0
        self.alive = True
        for name in ('addresses', 'run_ip', 'keepalived_seen'):
            case.addCleanup(setattr, vip, name, getattr(vip, name))
            setattr(vip, name, getattr(self, name))

    def become(self, role):
        self.clock += 1
        self.on_lo = role == 'MASTER'
        open(vip.state('role.%020d.%010d.%s' % (self.clock * os.sysconf('SC_CLK_TCK'), 7, role)), 'w').close()

    def addresses(self):
        return [vip.Address(device, VIP, 32) for device, there in (('eth0', self.nic), ('lo', self.on_lo)) if there]

    def run_ip(self, *words):
        self.nic = words[1] == 'add'
        self.history.append(words[1])

    def keepalived_seen(self):
        return self.alive, self.clock + 5


class Converging(WithCloud):
    def setUp(self):
        WithCloud.setUp(self)
        if os.path.exists(LOG):
            os.unlink(LOG)
        self.host = Host(self)
        self.fake.eip = ('BIND', PEER, VIP)
        self.watch = vip.Watch(vip.Config(dict(test_api.SETTINGS, endpoints=[self.here])))
        self.watch.lock.take()
        self.addCleanup(lambda: os.close(self.watch.lock.fd))

    def drive(self, until, within=8.0):
        end = time.monotonic() + within
        while not until():
            self.assertLess(time.monotonic(), end, self.log())
            self.watch.step()
            time.sleep(min(0.05, max(0.0, self.watch.next_read - time.monotonic())))

    def rest(self, seconds):
        end = time.monotonic() + seconds
        self.drive(lambda: time.monotonic() > end, seconds + 1)

    def log(self):
        return vip.read_text(LOG) or ''

    def moves(self):
        return self.fake.count('MigratePrivateIpAddress')

    def is_ours(self):
        return self.fake.owner == SELF and self.watch.record.owner == 'self' and self.fake.eip == ('BIND', SELF, VIP)
