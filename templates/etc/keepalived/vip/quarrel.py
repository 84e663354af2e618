"""A VIP that the peer took from this host: how long the peer's silence must last to mean that it is dead."""
from vip.faults import Fault
from vip.say import say

DOUBT = (6, 60, 600)    # seconds, the first time and later: a filter may stop pings now and then


class Quarrel:
    def __init__(self, host, files, log, witnesses):
        self.host = host
        self.files = files
        self.log = log
        self.witnesses = witnesses
        self.fault = Fault(files, 'yielded')
        self.yields = []                    # when we yielded
        self.disputed = False               # both have been MASTER, and VRRP settles that
        self.mute = files.exists('mute')    # the peer was silent when it took the VIP, so its silence proves nothing

    def is_settled(self, role, master_for):
        """True once, when this host has come out of it as the MASTER."""
        was, witnesses = self.disputed, self.witnesses
        self.disputed = role == 'MASTER' and (witnesses.heard(1.5) and master_for > 2 or was and witnesses.heard())
        return was and not self.disputed and role == 'MASTER'

    def begin(self, why):
        self.fault.set(why)
        self.yields.append(self.host.now())
        self.set_mute(self.witnesses.is_quiet(2))

    def end(self):
        self.fault.clear()
        self.set_mute(False)

    def set_mute(self, mute):
        self.mute = mute
        if not mute:
            self.files.remove('mute')
            return
        self.files.write('mute', '')
        self.log(say('peer-mute'))

    def is_peer_alive(self):
        """Adverts or pings are answered, or their silence proves nothing."""
        if self.mute and self.witnesses.shows_itself():
            self.set_mute(False)
        return self.mute or not self.witnesses.pings.silent('peer', self.doubt(), self.host.now()) or self.witnesses.heard()

    def doubt(self):
        """Seconds of silence after which the peer is taken for dead: ten times as long after each time that this was wrong
        within the hour."""
        now = self.host.now()
        self.yields = [at for at in self.yields if now - at < 3600]
        return DOUBT[min(len(DOUBT) - 1, max(0, len(self.yields) - 1))]
