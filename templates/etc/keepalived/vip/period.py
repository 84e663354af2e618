"""This time as MASTER: which notification began it, and whether the record has named this host in it."""
import json


class Period:
    """Outlives the process, in /run."""

    def __init__(self, files, place):
        """place: what stands for the VIP in the cloud, which a change of the mechanism makes another one."""
        self.files = files
        self.place = place
        kept = files.read_json('period')
        kept = kept if isinstance(kept, dict) else {}
        self.event = kept.get('event')
        self.owned = bool(kept.get('owned'))
        # It began before this process, with the same place; older versions note no place.
        self.goes_on = kept.get('place', place) == place

    def follow(self, event, nic):
        """Called while this host is MASTER; True where another period begins."""
        name = event.name if event else self.event
        if name is not None and name == self.event:
            return False
        self.goes_on = False
        # Nothing known of this period although the NIC serves already: take it that the VIP was ours.
        self.set(name or 'unknown', event is None and nic)
        return True

    def set(self, event, owned):
        self.event, self.owned = event, owned
        self.save()

    def save(self):
        self.files.write('period', json.dumps({'event': self.event, 'owned': self.owned, 'place': self.place}))
