"""This time as MASTER: which notification began it, and whether the record has named this host in it."""
import json


class Period:
    """Outlives the process, in /run."""

    def __init__(self, files):
        self.files = files
        kept = files.read_json('period')
        kept = kept if isinstance(kept, dict) else {}
        self.event = kept.get('event')
        self.owned = bool(kept.get('owned'))

    def follow(self, event, nic):
        """Called while this host is MASTER; True where another period begins."""
        name = event.name if event else self.event
        if name is not None and name == self.event:
            return False
        # Nothing known of this period although the NIC serves already: take it that the VIP was ours.
        self.set(name or 'unknown', event is None and nic)
        return True

    def set(self, event, owned):
        self.event, self.owned = event, owned
        self.save()

    def save(self):
        self.files.write('period', json.dumps({'event': self.event, 'owned': self.owned}))
