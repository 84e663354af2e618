"""Whether anything at all still reaches the NIC: what a host goes by that asks no API."""


class Inbound:
    def __init__(self, host, device):
        self.host = host
        self.device = device
        self.count = None
        self.since = host.now()     # since when the count has been the same

    def silent_for(self):
        """For how many seconds nothing has been received, as far as it was looked at."""
        count, now = self.host.received(self.device), self.host.now()
        if count is None or count != self.count:
            self.count, self.since = count, now
        return now - self.since
