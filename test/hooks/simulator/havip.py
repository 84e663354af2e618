"""A simulated cloud with a HAVIP: it goes to the host that announced it, late, unless the announcement is lost or comes too soon."""
from simulator.cloud import EIP, ENIS, OTHER, VIP, Cloud

HAVIP, EIP_ADDRESS = 'havip-test0001', '203.0.113.9'
INSTANCES = {ENIS['a']: 'ins-a', ENIS['b']: 'ins-b', OTHER: 'ins-other001'}


class HaVipCloud(Cloud):
    heeds_arp = True

    def __init__(self, clock, rng):
        Cloud.__init__(self, clock, rng)
        self.claims_lost = 0        # so many of the next announcements
        self.claim_late = 0.0       # seconds on top of the landing
        self.heeded = {}            # when an announcement of each port was looked at last
        self.claims = []            # (when, host, what became of it)

    def announce(self, name):
        now = self.clock.now
        outcome = 'heeded'
        if now - self.heeded.get(name, -1e9) < 5.0:
            outcome = 'too soon'
        else:
            self.heeded[name] = now
            if self.claims_lost:
                self.claims_lost -= 1
                outcome = 'lost'
        self.claims.append((now, name, outcome))
        if outcome == 'heeded':
            self.clock.call(self.landing + self.claim_late, lambda: self.land_claim(ENIS[name]))

    def land_claim(self, eni):
        if self.owner != eni:
            self.place(eni)

    def moves(self, since=-1e9):
        return [land for land in self.lands if land[0] >= since]

    def DescribeHaVips(self, params):
        assert params == {'HaVipIds': [HAVIP]}, params
        owner = self.seen()[0]
        moved = max([at for at, _ in self.lands if at <= self.clock.now], default=0)
        return {'TotalCount': 1, 'HaVipSet': [{
            'HaVipId': HAVIP, 'Vip': VIP, 'State': 'AVAILABLE' if owner else 'UNBIND', 'NetworkInterfaceId': owner or '',
            'InstanceId': INSTANCES.get(owner, ''), 'AddressIp': EIP_ADDRESS, 'FlushedTime': '%.0f' % moved}]}


def make_settings(credentials):
    """What ha-setup.json has besides."""
    return {'mechanism': 'havip', 'havip': HAVIP, 'eip': EIP, 'eipAddress': EIP_ADDRESS, 'credentials': credentials}
