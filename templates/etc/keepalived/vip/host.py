"""This machine as far as the hooks touch it: clocks, threads, sockets, addresses. Tests play another one."""
import http.client
import os
import queue
import select
import socket
import ssl
import threading
import time

from vip.arrivals import open_tap
from vip.files import number, read_text
from vip.garp import send_frames
from vip.log import append
from vip.nic import add_address, addresses, drop_address, open_netlink, read_mac
from vip.wake import Wake

NAME = 'ha-setup-vip'
ARP_SETTING = '/proc/sys/net/ipv4/conf/%s/%s'


class Host:
    def __init__(self):
        self.context = None
        self.service = False

    def now(self):
        """Seconds that no step of the clock disturbs."""
        return time.monotonic()

    def wall(self):
        return time.time()

    def uptime(self):
        """Seconds since boot, as the shell scripts note it."""
        return number((read_text('/proc/uptime') or '').split()) or time.monotonic()

    def hostname(self):
        return socket.gethostname()

    def sleep(self, seconds):
        time.sleep(seconds)

    def pid(self):
        return os.getpid()

    def comm(self, pid):
        """The name of a process, or None where there is none."""
        return read_text('/proc/%d/comm' % pid)

    def spawn(self, run, *words):
        """Runs something in a thread of its own; RuntimeError where there is no room for one."""
        threading.Thread(target=run, args=words, daemon=True).start()

    def queue(self, size=0):
        return queue.Queue(size)

    def select(self, channels, seconds):
        """Those that can be read, within so many seconds."""
        return select.select(channels, [], [], max(0.0, seconds))[0]

    def append(self, path, line):
        append(path, line)

    def addresses(self):
        return addresses()

    def add_address(self, device, ip, scope):
        return add_address(device, ip, scope)

    def drop_address(self, device, ip):
        return drop_address(device, ip)

    def mac(self, device):
        return read_mac(device)

    def arp_setting(self, device, name):
        """The kernel's, or None where there is none."""
        text = read_text(ARP_SETTING % (device, name))
        return text and text.strip()

    def set_arp_setting(self, device, name, value):
        with open(ARP_SETTING % (device, name), 'w') as f:
            f.write(value)

    def send_frames(self, device, frames):
        send_frames(device, frames)

    def received(self, device):
        """How many packets the NIC has received, or None."""
        text = read_text('/sys/class/net/%s/statistics/rx_packets' % device)
        return text and text.strip()

    def address_news(self):
        """A socket that becomes readable when an IPv4 address comes or goes."""
        news = open_netlink(0x10)       # RTMGRP_IPV4_IFADDR
        news.setblocking(False)
        return news

    def raw_socket(self, protocol, icmp_filter=None):
        raw = socket.socket(socket.AF_INET, socket.SOCK_RAW, protocol)
        if icmp_filter is not None:
            raw.setsockopt(255, 1, icmp_filter)     # SOL_RAW, ICMP_FILTER
        return raw

    def send_raw(self, protocol, source, target, data):
        with socket.socket(socket.AF_INET, socket.SOCK_RAW, protocol) as raw:
            raw.bind((source, 0))
            raw.sendto(data, (target, 0))

    def tap(self, device, ip):
        return open_tap(device, ip)

    def wake(self, files):
        return Wake(files)

    def resolve(self, name):
        """IPv4 addresses, and IPv6 ones only where there are none: resolvers that drop AAAA are common."""
        try:
            found = socket.getaddrinfo(name, None, socket.AF_INET, socket.SOCK_STREAM)
        except socket.gaierror as error:
            if error.errno not in (socket.EAI_NONAME, getattr(socket, 'EAI_NODATA', -5)):
                raise
            found = socket.getaddrinfo(name, None, socket.AF_INET6, socket.SOCK_STREAM)
        return list(dict.fromkeys(entry[4][0] for entry in found))

    def tls(self, address, port, name, timeout):
        """An HTTPS connection that is up; OSError where it is not within `timeout` for TCP and again for TLS."""
        plain = socket.create_connection((address, port), timeout=timeout)
        try:
            context = self.context
            if context is None:
                context = self.context = ssl.create_default_context()
            connection = http.client.HTTPSConnection(name, timeout=10, context=context)
            connection.sock = context.wrap_socket(plain, server_hostname=name)
            connection.sock.settimeout(10)
            return connection
        except OSError as error:
            plain.close()
            if isinstance(error, ssl.SSLError):
                self.context = None     # a CA that was installed meanwhile counts from the next call on
            raise

    def http(self, address, port, timeout):
        return http.client.HTTPConnection(address, port, timeout=timeout)

    def is_over(self, connection):
        """Whether the other end has closed a connection that should be quiet."""
        sock = connection.sock
        return sock is None or bool(select.select([sock], [], [], 0)[0])

    def notify(self, words):
        """Tells systemd, where it started this process as a service."""
        address = os.environ.get('NOTIFY_SOCKET')
        if not address:
            return
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC | socket.SOCK_NONBLOCK) as notify:
                notify.sendto(words.encode(), '\0' + address[1:] if address.startswith('@') else address)
        except OSError:
            pass

    def is_service(self):
        """Whether systemd runs this process as the service of its own."""
        if not self.service:
            self.service = NAME + '.service' in (read_text('/proc/self/cgroup') or '')
        return self.service
