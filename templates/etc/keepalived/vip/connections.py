"""Connections to the API's endpoints: made by known addresses, and kept open between calls while that is wanted."""
import collections

from vip.failures import Unreachable
from vip.say import say

KEEP = 15.0             # a connection that was quiet for longer is not used again
KEEP_FOR_WRITES = 3.0

Kept = collections.namedtuple('Kept', 'connection address at')


class Connections:
    def __init__(self, host, names):
        self.host = host
        self.names = names
        self.keep = False           # whether they are kept open
        self.kept = {}

    def want(self, keep):
        """Closes what is open, where nothing is due any more."""
        self.keep = keep
        if not keep:
            for host in list(self.kept):
                kept = self.kept.pop(host, None)
                if kept is not None:
                    kept.connection.close()

    def take(self, host, way, gate):
        """(address, connection) where one is open and good enough, or None."""
        kept = self.kept.pop(host, None)
        if kept is None:
            return None
        quiet = self.host.now() - kept.at
        if way == 0 and quiet < (KEEP_FOR_WRITES if gate.changes else KEEP) and not self.host.is_over(kept.connection):
            return kept.address, kept.connection
        kept.connection.close()
        return None

    def put(self, host, address, connection):
        """Another call may use it."""
        self.kept[host] = Kept(connection, address, self.host.now())

    def open(self, host, way, gate):
        """(address, connection). Each further way begins with another address."""
        name, _, port = host.partition(':')
        try:
            found = self.names.find(name, gate.end)
        except OSError as error:
            raise Unreachable('%s: %s' % (host, error))
        failure = None
        way %= len(found)
        for address in (found[way:] + found[:way])[:3]:
            try:
                return address, self.host.tls(address, int(port or 443), name, 3)
            except (OSError, ValueError) as error:
                failure = error
            if self.host.now() >= gate.end:
                break
        self.names.failed(name)
        raise Unreachable('%s: %s' % (host, failure or say('no-address')))
