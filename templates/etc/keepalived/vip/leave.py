"""Before the host or this program goes."""
import subprocess

from vip.arp_guard import ArpGuard
from vip.beating import is_beating
from vip.files import Files
from vip.host import Host
from vip.log import Log


def leave(config):
    """Holds up the host's shutdown, and so its network, until the VIP is with a peer that lives: 15 s at most."""
    words = ['systemctl', 'is-system-running']
    told = subprocess.run(words, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=5)
    if told.stdout.strip() == b'stopping':
        wait_until_left(Host(), Files())
    return 0


def wait_until_left(host, files):
    """The process that watches knows the record. A move that is under way, or a peer that gives any sign, holds it up."""
    end = host.now() + 15
    while host.now() < end and is_beating(host, files):
        told = files.read_json('watch.json') or {}
        if told.get('owner') in ('peer', 'other') and told.get('settled'):
            host.sleep(1)
            return
        if told.get('peerDead') and (told.get('owner') == 'self' and told.get('settled') or told.get('blind')):
            return
        host.sleep(0.2)


def release(config):
    """Before this program goes for good, and once the VIP is off the NIC: the kernel's ARP as it was found."""
    host = Host()
    ArpGuard(host, Files(), Log(host), config.interface).release()
    return 0
