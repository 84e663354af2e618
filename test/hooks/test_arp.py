"""What hosts around learn of the VIP, by two real kernels: from the hooks' announcement, and from nothing else."""
import os
import shutil
import socket
import struct
import subprocess
import sys
import unittest

import load  # noqa: F401  (finds the modules)
from vip.arp_guard import ArpGuard
from vip.files import Files
from vip.garp import make_announcement, send_frames
from vip.host import Host
from vip.log import Log
from vip.nic import SCOPE_GLOBAL, SCOPE_HOST, add_address, drop_address

ROOT = os.geteuid() == 0 and shutil.which('ip') is not None
NUMBER = os.environ.setdefault('VIP_TEST', str(os.getpid()))     # the same in the processes that this one starts
HERE, THERE = 'vip-here-' + NUMBER, 'vip-there-' + NUMBER
OWN, OTHER, VIP, ELSEWHERE = '10.99.0.1', '10.99.0.2', '10.99.0.100', '10.99.0.3'


def run(*words):
    return subprocess.run(words, check=True, stdout=subprocess.PIPE, universal_newlines=True).stdout


def there(*words):
    return run('ip', 'netns', 'exec', THERE, *words)


def ask(target, sender):
    """Whether somebody on the wire answers an ARP request for this address."""
    with socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(0x0806)) as raw:
        raw.bind(('wire', 0x0806))
        raw.settimeout(0.4)
        mac = raw.getsockname()[4]
        raw.send(b'\xff' * 6 + mac + struct.pack('!HHHBBH', 0x0806, 1, 0x0800, 6, 4, 1) + mac + socket.inet_aton(sender)
                 + b'\0' * 6 + socket.inet_aton(target))
        try:
            while True:
                frame = raw.recv(100)
                if frame[20:22] == b'\0\2' and frame[28:32] == socket.inet_aton(target):
                    return True
        except socket.timeout:
            return False


def play(part):
    """What runs in the first namespace."""
    host, files = Host(), Files('/run/%s' % HERE)
    guard = ArpGuard(host, files, Log(host), 'wire')
    if part == 'announce':
        send_frames('wire', make_announcement(host.mac('wire'), VIP))
    elif part == 'loud':
        guard.release()
        drop_address('wire', VIP)
        add_address('wire', VIP, SCOPE_GLOBAL)
    else:
        guard.keep()
        drop_address('wire', VIP)
        add_address('wire', VIP, SCOPE_HOST)


def here(part):
    run('ip', 'netns', 'exec', HERE, sys.executable, '-W', 'ignore', os.path.abspath(__file__), part)


@unittest.skipUnless(ROOT, 'needs root, and iproute2')
class OnTheWire(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        for name in (HERE, THERE):
            run('ip', 'netns', 'add', name)
        run('ip', 'link', 'add', 'wire', 'netns', HERE, 'type', 'veth', 'peer', 'name', 'wire', 'netns', THERE)
        for name, ip in ((HERE, OWN), (THERE, OTHER)):
            run('ip', '-n', name, 'address', 'add', ip + '/24', 'dev', 'wire')
            run('ip', '-n', name, 'link', 'set', 'wire', 'up')

    @classmethod
    def tearDownClass(cls):
        for name in (HERE, THERE):
            run('ip', 'netns', 'delete', name)
        shutil.rmtree('/run/%s' % HERE, ignore_errors=True)

    def asked(self, target, sender=OTHER):
        return there(sys.executable, '-W', 'ignore', os.path.abspath(__file__), 'ask', target, sender).strip() == 'True'

    def test_a_neighbour_learns_from_the_announcement(self):
        there('sysctl', '-qw', 'net.ipv4.conf.wire.arp_accept=1')
        self.assertNotIn(VIP, there('ip', 'neighbour'))
        here('announce')
        mac = run('ip', 'netns', 'exec', HERE, 'cat', '/sys/class/net/wire/address').strip()
        self.assertIn('%s dev wire lladdr %s' % (VIP, mac), there('ip', 'neighbour'))

    def test_the_kernel_answers_for_the_vip_unless_it_is_kept_from_it(self):
        here('loud')
        self.assertTrue(self.asked(VIP))
        here('quiet')
        self.assertFalse(self.asked(VIP))
        for sender in (OTHER, '169.254.7.7', '0.0.0.0'):
            self.assertTrue(self.asked(OWN, sender), 'its own address is answered for as before')
        here('loud')
        self.assertTrue(self.asked(VIP), 'and so is the VIP, where nothing keeps it from that any more')

    def test_what_the_host_sends_from_the_vip_announces_nothing(self):
        here('quiet')
        watching = subprocess.Popen(['ip', 'netns', 'exec', THERE, sys.executable, '-W', 'ignore', os.path.abspath(__file__),
                                     'watch'], stdout=subprocess.PIPE, universal_newlines=True)
        self.addCleanup(watching.wait)
        self.assertEqual(watching.stdout.readline().strip(), 'ready')
        subprocess.call(['ip', 'netns', 'exec', HERE, 'ping', '-q', '-c', '2', '-W', '1', '-I', VIP, ELSEWHERE],
                        stdout=subprocess.DEVNULL)
        senders = watching.communicate()[0].split()
        self.assertIn(OWN, senders, 'it has asked for the MAC of the one it sends to')
        self.assertNotIn(VIP, senders)


def watch():
    """The sender of each ARP packet of three seconds."""
    with socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(0x0806)) as raw:
        raw.bind(('wire', 0x0806))
        raw.settimeout(3)
        print('ready', flush=True)
        try:
            while True:
                print(socket.inet_ntoa(raw.recv(100)[28:32]), flush=True)
        except socket.timeout:
            pass


if __name__ == '__main__':
    if sys.argv[1:2] == ['ask']:
        print(ask(*sys.argv[2:]))
    elif sys.argv[1:] == ['watch']:
        watch()
    elif sys.argv[1:] in (['announce'], ['loud'], ['quiet']):
        play(sys.argv[1])
    else:
        unittest.main()
