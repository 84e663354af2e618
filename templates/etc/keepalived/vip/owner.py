"""The file that makes keepalived advertise the owner's priority: it is there while the record names this host.

Without a record: once this host has been MASTER for a while, and until the peer has been."""


class OwnerFile:
    def __init__(self, files):
        self.files = files

    def follow(self, record, gained, lost):
        """gained, lost: what is so where the record does not tell."""
        if record.owner == 'self' and record.settled or record.owner == 'unknown' and gained:
            if not self.files.exists('owner'):
                self.files.write('owner', '')
        elif record.owner in ('peer', 'other', 'none') or lost:
            self.files.remove('owner')
