"""Who else is there: what the peer, the gateway and the API have shown of themselves, each heard in a thread of its own."""
from vip.adverts import Adverts
from vip.arrivals import Arrivals
from vip.nudge import NOT_SERVED
from vip.pings import PING_EVERY, Pings

PROVEN_DEAD = 60.0      # a peer that lives and is cut off from us would have moved the VIP within so many seconds


class Witnesses:
    def __init__(self, host, config, log, beats, mechanism, arrived):
        self.host = host
        self.mechanism = mechanism
        self.adverts = Adverts(host, config, log, beats, arrived)
        self.pings = Pings(host, config, log, beats)
        self.arrivals = Arrivals(host, config, log, beats, arrived)

    def threads(self):
        return [('adverts', self.adverts), ('pings', self.pings), ('arrivals', self.arrivals)]

    def heard(self, seconds=3):
        """Whether the peer's adverts arrive."""
        return self.adverts.within(seconds, self.host.now())

    def answers(self):
        """Whether the peer answers pings."""
        return self.pings.answers('peer', 3, self.host.now())

    def shows_itself(self):
        return self.heard() or self.answers()

    def is_quiet(self, seconds):
        """Whether the peer has given no sign for so long, although it was asked."""
        return self.pings.silent('peer', seconds, self.host.now()) and not self.heard(max(3, seconds))

    def is_silent(self, seconds):
        """Neither gateway nor peer."""
        now = self.host.now()
        return self.pings.silent('gateway', seconds, now) and self.pings.silent('peer', seconds, now) \
            and not self.adverts.within(seconds, now)

    def is_alone(self):
        """Nothing has come back from gateway, peer or API since the pings fell silent; a refusal of the API is an answer.
        A gateway that never answered pings proves nothing."""
        return self.mechanism.silent_for() > 5 and 'gateway' in self.pings.answered and self.is_silent(5)

    def is_peer_dead(self, since):
        """Silent in every way, and either since the VIP came to it (since), or for so long that a peer that lives would
        have moved the VIP before."""
        if not self.is_quiet(3):
            return False
        sign = max(self.pings.answered.get('peer', -1e9), self.adverts.heard)
        return sign > since or sign > -1e9 and since - sign > PROVEN_DEAD

    def looks_dead(self):
        """Whether the peer has not answered since it was first pinged, or not for two pings."""
        pings, now = self.pings, self.host.now()
        since, answered = pings.since.get('peer', now), pings.answered.get('peer', -1e9)
        return now - since > 0.5 if answered < since else now - answered > 2 * PING_EVERY

    def is_peer_gone(self):
        """Whether a host that shuts down has nobody to wait for."""
        return self.is_quiet(2.5)

    def is_vip_silent(self):
        """The peer answers, and the VIP, which is not here, does not."""
        return self.answers() and self.pings.silent('vip', 8, self.host.now())

    def contests(self, master_since):
        """The peer, too, has said that it is MASTER since this host became it, and VRRP is about to settle that."""
        now = self.host.now()
        if now - master_since >= 6:
            return False
        if self.mechanism.asks_at_once and self.adverts.insists(now):
            return True
        return self.adverts.heard > master_since + 0.3 and self.adverts.within(1.5, now)

    def is_nudged(self):
        """True once after a word from the peer's hooks."""
        return self.adverts.nudge.is_nudged()

    def declines(self):
        """The peer's hooks say that the VIP's packets come there, and that it takes no part."""
        return self.adverts.nudge.within(3, NOT_SERVED)

    def heard_for(self):
        """For how many seconds the peer has been MASTER without a break."""
        return self.adverts.heard_for(self.host.now())

    def claims_for(self):
        """For how many seconds the peer has said that the record names it."""
        return self.adverts.claims_for(self.host.now())
