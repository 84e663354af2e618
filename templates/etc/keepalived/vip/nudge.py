"""A word from the hooks of one host to those of the other, for what no record and no advert tells in time.

It goes by VRRP's own protocol, which is let through wherever adverts are, with a VRID that none has: keepalived drops it."""
import struct

PROTOCOL = 112
NOBODY = 0              # VRIDs begin with 1
ANNOUNCE = 1            # announce the VIP again: this host may have it still, and is not MASTER
NOT_SERVED = 2            # the VIP's packets come to this host, which takes no part and does not serve it
NUDGE_EVERY = 1.0       # seconds between two
NUDGE_FOR = 5.0         # so long after it has lost the role to the peer a host asks it to announce


def make_nudge(word):
    """Shaped as an advert, with the word where that has its priority."""
    head = struct.pack('!BBBBBB', 0x21, NOBODY, word, 0, 0, 1)
    total = sum(struct.unpack('!3H', head))
    return head + struct.pack('!H', ~((total & 0xffff) + (total >> 16)) & 0xffff)


class Nudge:
    def __init__(self, host, config):
        self.host = host
        self.config = config
        self.sent = -1e9
        self.heard = {}         # when each word was heard last
        self.is_new = False

    def send(self, word):
        """At most one a second; it may be lost, as everything."""
        now = self.host.now()
        if now - self.sent < NUDGE_EVERY:
            return
        self.sent = now
        try:
            self.host.send_raw(PROTOCOL, self.config.self_ip, self.config.peer_ip, make_nudge(word))
        except OSError:
            pass

    def hear(self, word):
        self.heard[word] = self.host.now()
        self.is_new = True

    def is_nudged(self):
        """True once after a word."""
        nudged, self.is_new = self.is_new, False
        return nudged

    def within(self, seconds, word):
        return self.host.now() - self.heard.get(word, -1e9) < seconds
