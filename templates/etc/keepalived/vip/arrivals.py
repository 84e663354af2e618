"""Sees packets for the VIP that reach this host's NIC while the VIP is not on it: the record must have changed."""
import ctypes
import queue
import socket
import struct

from vip.say import say

TAP_PAUSE, LAST_PAUSE = 0.3, 60.0   # seconds without another look after a sighting, and after many of them


def packet_filter(ip):
    """A classic BPF program: the first bytes of an IPv4 packet whose destination is this address, nothing of others."""
    destination, = struct.unpack('!I', socket.inet_aton(ip))
    program = ((0x20, 0, 0, 16), (0x15, 0, 1, destination), (0x06, 0, 0, 64), (0x06, 0, 0, 0))
    return b''.join(struct.pack('=HBBI', *step) for step in program)


def open_tap(device, ip):
    """A socket that becomes readable when the NIC receives a packet for this address."""
    tap = socket.socket(socket.AF_PACKET, socket.SOCK_DGRAM, 0)
    try:
        code = packet_filter(ip)
        memory = ctypes.create_string_buffer(code)
        tap.setsockopt(socket.SOL_SOCKET, 26, struct.pack('HL', len(code) // 8, ctypes.addressof(memory)))
        tap.bind((device, 0x0800))
        tap.setblocking(False)
        return tap
    except OSError:
        tap.close()
        raise


class Arrivals:
    def __init__(self, host, config, log, beats, tell):
        self.host = host
        self.config = config
        self.log = log
        self.beats = beats
        self.tell = tell
        self.wanted = False
        self.kick = host.queue()    # it is wanted from now on
        self.seen = -1e9            # when a packet was seen last
        self.broken = False         # it cannot be looked for any
        self.looking = None         # since when nothing has been seen, while it is looked for
        self.changed = None         # when the record changed last: what was seen before that is no measure any more

    def want(self, wanted):
        if wanted and not self.wanted:
            self.kick.put(None)
        self.wanted = wanted

    def run(self):
        complained = False
        tap = None
        pause = TAP_PAUSE
        known = self.changed
        while True:
            self.beats.beat('arrivals')
            if self.changed != known:
                known, pause = self.changed, TAP_PAUSE
            if tap is None and self.wanted:
                try:
                    tap = self.host.tap(self.config.interface, self.config.vip)
                    self.looking, self.broken = self.host.now(), False
                except OSError as error:
                    if not complained:
                        self.log(say('cannot-look', error=error))
                    complained = self.broken = True
            if tap is None:
                self.looking = None
                self.idle(1 if self.wanted else 5)
            elif not self.wanted:
                tap.close()
                tap = None
            elif not self.host.select([tap], 5):
                pause = TAP_PAUSE
            elif self.wanted:
                # Closed until the next look: a busy service's packets cost this host nothing.
                tap.close()
                tap = self.looking = None
                self.seen = self.host.now()
                self.tell()
                self.rest(pause)
                pause = min(LAST_PAUSE, pause * 2)

    def idle(self, seconds):
        try:
            self.kick.get(timeout=seconds)
        except queue.Empty:
            pass

    def none_for(self):
        """For how many seconds it has been looked for packets in vain."""
        if self.broken:
            return 1e9
        since = self.looking
        return 0.0 if since is None else self.host.now() - since

    def rest(self, seconds):
        end = self.host.now() + seconds
        known = self.changed
        while self.host.now() < end and self.changed == known:
            self.beats.beat('arrivals')
            self.host.sleep(min(1, end - self.host.now()))
