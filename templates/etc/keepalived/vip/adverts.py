"""Hears what the peer's keepalived sends, whatever state ours is in."""
import socket

from vip.config import OWNER_BONUS
from vip.nudge import NOBODY, PROTOCOL, Nudge
from vip.say import say

JUST_NOW = 0.7          # seconds: less than a silence after which VRRP takes over, and than the pause of a slow advert


class Adverts:
    def __init__(self, host, config, log, beats, tell):
        self.host = host
        self.log = log
        self.beats = beats
        self.tell = tell
        self.nudge = Nudge(host, config)
        self.peer = socket.inet_aton(config.peer_ip)
        self.base = config.peer_priority    # what the peer advertises where the record does not name it
        self.heard = -1e9
        self.gone = -1e9                    # when it last said farewell
        self.since = None                   # since when its adverts have arrived without a break
        self.claims_since = None            # since when each advert has carried the owner's bonus

    def run(self):
        raw = self.open()
        while True:
            self.beats.beat('adverts')
            if raw is None:
                self.host.sleep(2)
                raw = self.open(quiet=True)
            elif self.host.select([raw], 5):
                try:
                    self.hear(raw.recv(512), self.host.now())
                except OSError:
                    raw = None

    def open(self, quiet=False):
        try:
            return self.host.raw_socket(PROTOCOL)
        except OSError as error:
            if not quiet:
                self.log(say('deaf', error=error))
            return None

    def hear(self, packet, now):
        start = (packet[0] & 15) * 4
        if packet[12:16] != self.peer or len(packet) <= start + 2:
            return
        priority = packet[start + 2]
        if packet[start + 1] == NOBODY:
            self.nudge.hear(priority)
            self.tell()
            return
        if priority == 0:       # a farewell
            self.claims_since = self.since = None
            self.gone = now
            return
        if self.since is None or not self.within(3, now):
            self.since = now
        if self.base is None or priority < self.base + OWNER_BONUS:
            self.claims_since = None
        elif self.claims_since is None or not self.within(3, now):
            self.claims_since = now
        self.heard = now

    def heard_for(self, now):
        """For how many seconds the peer has been MASTER without a break."""
        return 0.0 if self.since is None or not self.within(3, now) else now - self.since

    def insists(self, now):
        """Whether it has just said that it is MASTER, and goes on."""
        return self.within(JUST_NOW, now) and self.gone < self.heard

    def within(self, seconds, now):
        return now - self.heard < seconds

    def claims_for(self, now):
        """For how many seconds the peer's adverts have said without a break that the record names it."""
        since = self.claims_since
        return 0.0 if since is None or not self.within(3, now) else now - since
