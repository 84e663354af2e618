"""Addresses of the few names that the hooks need: the last known ones at once, new ones in the background."""
import json

from vip.say import say

GOOD_FOR = 120.0        # seconds until a known address is looked up again, beside its use


class Names:
    def __init__(self, host, files):
        self.host = host
        self.files = files
        known = files.read_json('addresses')
        self.known = {name: list(found) for name, found in known.items()} if isinstance(known, dict) else {}
        self.asked = {}         # when each name was last looked up
        self.pending = set()    # names whose lookup has not ended
        self.problem = {}

    def refresh(self, name):
        """Starts a lookup, unless one is under way: getaddrinfo may take a minute, and nobody waits for it."""
        if name in self.pending:
            return
        self.pending.add(name)
        self.asked[name] = self.host.now()
        try:
            self.host.spawn(self.look_up, name)
        except RuntimeError as error:
            self.problem[name] = str(error)
            self.pending.discard(name)

    def look_up(self, name):
        try:
            found = self.host.resolve(name)
        except (OSError, ValueError) as error:
            self.problem[name] = str(error)
        else:
            if found and found != self.known.get(name):
                self.known[name] = found
                self.files.write('addresses', json.dumps(self.known, sort_keys=True))
        self.pending.discard(name)

    def find(self, name, end):
        """The addresses of a name, the best first. Waits, until `end`, only where none was ever known.

        Raises OSError where there is none."""
        if is_address(name):
            return [name]
        age = self.host.now() - self.asked.get(name, -1e9)
        if age > GOOD_FOR or (name not in self.known and age > 1):
            self.refresh(name)
        while name not in self.known:
            if name not in self.pending:
                raise OSError(self.problem.get(name, say('no-address')))
            if self.host.now() >= end:
                raise OSError(say('dns-silent'))
            self.host.sleep(0.02)
        return list(self.known[name])

    def failed(self, name):
        """No known address answered: there may be new ones."""
        if not is_address(name) and self.host.now() - self.asked.get(name, -1e9) > 1:
            self.refresh(name)

    def prefer(self, name, address):
        known = self.known.get(name, [])
        if address in known[1:]:
            self.known[name] = [address] + [other for other in known if other != address]


def is_address(name):
    words = name.split('.')
    return len(words) == 4 and all(word.isdigit() for word in words)
