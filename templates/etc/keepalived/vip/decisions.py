"""Tells the log of each decision: one line, none while it stays the same, or comes and goes."""
from vip.decide import FRESHEN, PAUSE

SAID_FOR = 600.0        # what was said is not said again within so many seconds, while nothing has changed


class Decisions:
    def __init__(self, host, config, log, mechanism):
        self.host = host
        self.config = config
        self.log = log
        self.mechanism = mechanism
        self.said = {}          # when each line was written, while nothing else has changed
        self.of = None

    def say(self, s, action, reading):
        quiet = s.role == 'unknown' or not s.ours or reading.at < 0
        if action in (PAUSE, FRESHEN) or (quiet and action.name in ('wait', 'nothing')):
            return
        now = self.host.now()
        of = (s.role if s.role != 'unknown' else None, reading.known.eni, s.yielded, s.isolated)
        if of != self.of:
            self.said, self.of = {}, of
        name = self.mechanism.verb(action) if action.name == 'take' else action.name
        line = '%s: %s' % (name, action.why)
        if now - self.said.get(line, -1e9) < SAID_FOR:
            return
        self.said[line] = now
        record = reading.record
        self.log('%s, VIP %s the NIC, record: %s%s%s -> %s' % (
            s.role, 'on' if s.nic else 'not on', self.config.who(record.eni) if s.owner != 'unknown' else 'unknown',
            '' if s.settled else ' (%s)' % record.state, ', EIP elsewhere' if s.eip == 'elsewhere' else '', line))
