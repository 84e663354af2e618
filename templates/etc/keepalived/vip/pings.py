"""Pings the gateway, the peer and, where it is not here, the VIP, every 2 seconds while somebody wants it."""
import os
import queue
import socket
import struct

from vip.say import say

PING_EVERY = 2.0
ONLY_REPLIES = struct.pack('=I', ~1 & 0xffffffff)     # ICMP_FILTER: only echo replies come up


class Pings:
    def __init__(self, host, config, log, beats):
        self.host = host
        self.log = log
        self.beats = beats
        self.targets = {'peer': config.peer_ip, 'gateway': config.gateway, 'vip': config.vip}
        self.answered = {}          # when each last answered
        self.wanted = ()            # names
        self.kick = host.queue()    # something is wanted from now on
        self.since = {}             # when each was first pinged in the present spell
        self.ident = os.getpid() & 0xffff

    def want(self, *names):
        """Which targets to ping from now on. A target that was not wanted before begins a new spell."""
        if names and not self.wanted:
            self.kick.put(None)
        self.wanted = names
        for name in list(self.since):
            if name not in names:
                self.since.pop(name, None)

    def run(self):
        raw = None
        sequence = 0
        while True:
            self.beats.beat('pings')
            if raw is None:
                raw = self.open()
            wanted = [name for name in self.wanted if self.targets.get(name)]
            if raw is None or not wanted:
                self.idle()
                continue
            sequence = (sequence + 1) & 0xffff
            for name in wanted:
                self.since.setdefault(name, self.host.now())
                try:
                    raw.sendto(echo(self.ident, sequence), (self.targets[name], 0))
                except OSError:
                    pass
            self.listen(raw, self.host.now() + PING_EVERY)

    def idle(self):
        try:
            self.kick.get(timeout=5)
        except queue.Empty:
            pass

    def open(self):
        try:
            return self.host.raw_socket(socket.IPPROTO_ICMP, ONLY_REPLIES)
        except OSError as error:
            self.log(say('cannot-ping', error=error))
            return None

    def listen(self, raw, end):
        while True:
            left = end - self.host.now()
            if left <= 0 or not self.host.select([raw], left):
                return
            try:
                packet, (source, _) = raw.recvfrom(512)
            except OSError:
                return
            if is_reply(packet, self.ident):
                for name, target in self.targets.items():
                    if target == source:
                        self.answered[name] = self.host.now()

    def silent(self, name, seconds, now):
        """Whether this target has been asked for so long and has not answered."""
        since = self.since.get(name)
        if since is None:
            return False
        return now - max(since, self.answered.get(name, since)) > seconds

    def answers(self, name, seconds, now):
        at = self.answered.get(name)
        return at is not None and now - at < seconds


def echo(ident, sequence):
    header = struct.pack('!BBHHH', 8, 0, 0, ident, sequence)
    total = sum(struct.unpack('!4H', header))
    total = (total >> 16) + (total & 0xffff)
    return header[:2] + struct.pack('!H', ~(total + (total >> 16)) & 0xffff) + header[4:]


def is_reply(packet, ident):
    start = (packet[0] & 15) * 4
    return len(packet) >= start + 8 and packet[start] == 0 and packet[start + 4:start + 6] == struct.pack('!H', ident)
