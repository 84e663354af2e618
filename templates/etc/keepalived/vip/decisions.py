"""Tells the log of each decision: one line, none while it stays the same, or comes and goes."""
from vip.decide import FRESHEN, PAUSE
from vip.say import say

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
        act = say('act', act=say('act-' + name), why=action.why)
        if now - self.said.get(act, -1e9) < SAID_FOR:
            return
        self.said[act] = now
        record = self.config.who(reading.record.eni) if s.owner != 'unknown' else say('record-unknown')
        if not s.settled:
            record = say('record-state', record=record, state=reading.record.state)
        if s.eip == 'elsewhere':
            record = say('record-eip-elsewhere', record=record)
        self.log(say('decided', role=s.role, nic=say('nic-on') if s.nic else say('nic-off'), record=record, act=act))
