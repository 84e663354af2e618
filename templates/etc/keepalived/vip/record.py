"""What the cloud's record says of the VIP, and what several readings of it add up to."""
from typing import NamedTuple


class Record(NamedTuple):
    owner: str = 'unknown'      # self peer other none unknown
    eni: str = None
    state: str = None
    eip: str = 'unknown'        # none vip elsewhere unknown

    @property
    def settled(self):
        return self.state in (None, 'AVAILABLE')


def find_holders(enis, vip):
    """(ENI's id, the address's entry) of each ENI of an API reply that has the VIP."""
    return [(eni.get('NetworkInterfaceId'), address) for eni in enis
            for address in eni.get('PrivateIpAddressSet') or []
            if address.get('PrivateIpAddress') == vip]


def judge_holders(holders, config):
    """The Record from those who have the VIP. Pure."""
    if not holders:
        return Record('none', None, None, 'elsewhere' if config.eip else 'none')
    # On two ENIs at once it is on its way: the one that has it available already is not the one to trust.
    moving = [h for h in holders if h[1].get('State') not in (None, 'AVAILABLE')]
    eni, address = (moving or holders)[0]
    owner = {config.self_eni: 'self', config.peer_eni: 'peer'}.get(eni, 'other')
    eip = 'none'
    if config.eip:
        eip = 'vip' if address.get('AddressId') == config.eip else 'elsewhere'
    return Record(owner, eni, address.get('State') if len(holders) == 1 else 'MIGRATING', eip)


class Reading:
    """The readings so far: what the last one said, how many before it said the same, and since when."""

    def __init__(self, host):
        self.host = host
        self.record = Record()
        self.known = Record()               # the last one that was no failure
        self.seen = 0
        self.since = host.now()             # when the record first named this owner
        self.changed = host.now()           # when owner or state changed last
        self.at = -1e9                      # when the last reading ended
        self.started = -1e9
        self.hurried = True

    def hurry(self):
        """Something has happened: the next reading is due at once."""
        self.hurried = True

    def begin(self):
        self.hurried = False
        self.started = self.host.now()

    def note(self, record):
        """A reading has ended: Record() where it failed."""
        now = self.host.now()
        if record.owner != 'unknown':
            if (record.owner, record.eni) != (self.known.owner, self.known.eni):
                self.seen = 0
                self.since = now
                self.changed = now
            elif record.state != self.known.state:
                self.changed = now
            self.seen += 1
            self.known = record
        self.record = record
        self.at = now
