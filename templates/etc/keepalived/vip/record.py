"""What the cloud's record says of the VIP, and what several readings of it add up to."""
from typing import NamedTuple


class Record(NamedTuple):
    owner: str = 'unknown'      # self peer other none unknown
    eni: str = None
    state: str = None
    eip: str = 'unknown'        # none vip elsewhere unknown
    flushed: str = None         # the cloud's own time of the last change, where it tells one

    @property
    def settled(self):
        return self.state in (None, 'AVAILABLE')


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
        self.known_at = -1e9                # when the last one that was no failure did
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
            self.known_at = now
        self.record = record
        self.at = now
