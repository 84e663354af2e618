"""What is asked of a real kernel: addresses, packets for the VIP, the FIFO. On loopback, and where this machine lets us."""
import os
import socket
import tempfile
import time
import unittest

import load  # noqa: F401  (finds the modules)
from vip.adverts import Adverts
from vip.arrivals import open_tap, packet_filter
from vip.beats import LATE, Beats
from vip.files import Files
from vip.host import Host
from vip.nic import SCOPE_GLOBAL, SCOPE_HOST, add_address, addresses, drop_address
from vip.pings import echo, is_reply

ROOT = os.geteuid() == 0
HERE = '127.77.0.1'


class Kernel(unittest.TestCase):
    def test_addresses(self):
        self.assertIn(('lo', '127.0.0.1', 8, SCOPE_HOST), addresses())

    @unittest.skipUnless(ROOT, 'needs root')
    def test_an_address_comes_and_goes(self):
        self.addCleanup(drop_address, 'lo', HERE)
        for _ in range(2):
            self.assertIsNone(add_address('lo', HERE))
        self.assertIn(('lo', HERE, 32, SCOPE_GLOBAL), addresses())
        for _ in range(2):
            self.assertIsNone(drop_address('lo', HERE))
        self.assertNotIn(HERE, [found.ip for found in addresses()])
        self.assertIsNone(add_address('lo', HERE, SCOPE_HOST))
        self.assertIn(('lo', HERE, 32, SCOPE_HOST), addresses())
        self.assertIn('no interface', add_address('none-such', HERE))

    def test_the_filter_is_four_instructions(self):
        self.assertEqual(len(packet_filter('10.0.1.100')), 32)

    @unittest.skipUnless(ROOT, 'needs root')
    def test_packets_for_one_address_are_seen_and_no_others(self):
        host = Host()
        tap = open_tap('lo', '127.88.0.1')
        self.addCleanup(tap.close)
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
            sender.sendto(b'x', ('127.88.0.2', 9))
            self.assertFalse(host.select([tap], 0.2))
            sender.sendto(b'x', ('127.88.0.1', 9))
            self.assertTrue(host.select([tap], 1))

    def test_a_byte_in_the_fifo_wakes_and_run_may_be_emptied(self):
        host, files = Host(), Files(os.path.join(tempfile.mkdtemp(), 'run'))
        wake = host.wake(files)
        wake.tell()
        self.assertTrue(host.select([wake], 0))
        self.assertFalse(wake.drain(), 'a thread of our own')
        os.system('echo wake 1<>%s' % wake.path)
        self.assertTrue(wake.drain())
        os.unlink(wake.path)
        wake.keep()
        os.system('echo wake 1<>%s' % wake.path)
        self.assertTrue(host.select([wake], 0) and wake.drain())

    def test_echo_and_reply(self):
        request = echo(7, 1)
        self.assertEqual(len(request), 8)
        header = bytes([0x45]) + b'\0' * 19
        self.assertTrue(is_reply(header + b'\0' + request[1:], 7))
        self.assertFalse(is_reply(header + request, 7))
        self.assertFalse(is_reply(header + b'\0' + request[1:], 8))


class Played(Host):
    """A clock that a test sets."""
    at = 100.0

    def now(self):
        return self.at


class Signs(unittest.TestCase):
    def setUp(self):
        self.host = Played()
        self.files = Files(tempfile.mkdtemp())
        self.beats = Beats(self.host, self.files)

    def test_one_thread_that_hangs_silences_the_whole_process(self):
        for name in ('adverts', 'pings'):
            self.beats.expect(name)
        self.beats.tell()
        self.assertEqual(self.files.read('beat').split()[1], str(os.getpid()))
        self.files.remove('beat')
        self.host.at += LATE + 1
        self.beats.beat('pings')
        self.assertEqual(self.beats.late(), ['adverts'])
        self.beats.tell()
        self.assertFalse(self.files.exists('beat'))

    def test_an_advert_says_whether_the_record_names_the_peer(self):
        config = type('Config', (), {'peer_ip': '10.0.1.17', 'peer_priority': 50})
        adverts = Adverts(self.host, config, print, self.beats, print)

        def packet(priority, source='10.0.1.17'):
            return bytes([0x45]) + b'\0' * 11 + socket.inet_aton(source) + b'\0' * 4 + bytes([0x21, 51, priority])
        for second, priority, claims in ((0, 50, 0), (1, 60, 0), (2, 60, 1), (3, 60, 2), (4, 50, 0), (5, 60, 0), (9, 60, 0)):
            now = 100.0 + second
            adverts.hear(packet(priority), now)
            self.assertEqual(adverts.claims_for(now), claims, second)
        self.assertEqual(adverts.claims_for(now + 3), 0, 'what was heard once does not hold for ever')
        adverts.hear(packet(0), 120.0)
        self.assertFalse(adverts.within(3, 120.0), 'a farewell is no sign of life')
        self.assertFalse(adverts.insists(120.0))
        self.assertEqual(adverts.heard_for(120.0), 0)
        for second in range(5):
            adverts.hear(packet(50), 121.0 + second)
        self.assertEqual((adverts.heard_for(125.0), adverts.insists(125.5), adverts.insists(126.0)), (4.0, True, False))
        adverts.hear(packet(60, '10.0.1.18'), 130.0)
        self.assertFalse(adverts.within(3, 130.0), 'nobody else counts')

    def test_systemd_is_told(self):
        path = os.path.join(tempfile.mkdtemp(), 'notify')
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
            systemd.bind(path)
            systemd.settimeout(2)
            self.addCleanup(os.environ.pop, 'NOTIFY_SOCKET', None)
            os.environ['NOTIFY_SOCKET'] = path
            self.beats.tell()
            self.assertEqual(systemd.recv(100), b'WATCHDOG=1')
        self.host.notify('READY=1')     # nobody listens any more
        self.assertLess(time.monotonic(), float('inf'))


if __name__ == '__main__':
    unittest.main()
