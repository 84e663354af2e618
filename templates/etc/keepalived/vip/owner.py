"""The file that makes keepalived advertise the owner's priority: it is there while the record names this host."""


class OwnerFile:
    def __init__(self, files):
        self.files = files

    def follow(self, record, claimed):
        """claimed: the peer says by its adverts that the record names it."""
        if record.owner == 'self' and record.settled:
            if not self.files.exists('owner'):
                self.files.write('owner', '')
        elif record.owner in ('peer', 'other', 'none') or claimed:
            self.files.remove('owner')
