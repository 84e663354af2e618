"""A word from the hooks of one host to those of the other: announce the VIP again. For where no record tells who has it.

It goes by VRRP's own protocol, which is let through wherever adverts are, with a VRID that none has: keepalived drops it."""
import struct

PROTOCOL = 112
NOBODY = 0              # VRIDs begin with 1
NUDGE_EVERY = 1.0       # seconds between two
NUDGE_FOR = 5.0         # so long after it has lost the role to the peer a host says it


def make_nudge():
    head = struct.pack('!BBBBBB', 0x21, NOBODY, 0, 0, 0, 1)
    total = sum(struct.unpack('!3H', head))
    return head + struct.pack('!H', ~((total & 0xffff) + (total >> 16)) & 0xffff)


def is_nudge(vrid):
    return vrid == NOBODY


class Nudge:
    def __init__(self, host, config):
        self.host = host
        self.config = config
        self.sent = -1e9

    def send(self):
        """At most one a second; it may be lost, as everything."""
        now = self.host.now()
        if now - self.sent < NUDGE_EVERY:
            return
        self.sent = now
        try:
            self.host.send_raw(PROTOCOL, self.config.self_ip, self.config.peer_ip, make_nudge())
        except OSError:
            pass
