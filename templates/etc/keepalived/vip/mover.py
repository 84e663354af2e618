"""Moves the VIP in the cloud, and knows how the move stands: one at a time, and none after this host has lost the role."""
import binascii
import json
import os

from vip.codes import classify
from vip.decide import REPAIRS
from vip.failures import ApiError, Unreachable
from vip.gate import Gate
from vip.move import Move, count_outage, summarise
from vip.say import say

LEAVE_ALONE = 600.0     # what somebody else did to the VIP or the EIP is repaired once in so many seconds
SERVED, UNSERVED = 30.0, 3.0    # the longest pause after refusals, while the peer may serve and while nobody does


class Mover:
    def __init__(self, host, config, files, log, mechanism, errand, news):
        self.host = host
        self.config = config
        self.files = files
        self.log = log
        self.mechanism = mechanism
        self.errand = errand
        self.news = news
        self.move = None
        self.asked = None           # (source, action, when, new, detected, heard, lost) of the call under way
        self.token = None           # of an assignment whose answer was lost
        self.asked_token = None
        self.not_before = 0.0
        self.backoff = 1.0
        self.task_asked = 0.0
        self.landed = -1e9
        self.tried = False          # in this period as MASTER
        self.claims = 0             # so often in this period, or since VRRP settled who is MASTER
        self.unseen = None          # a move of this period that was over before the record could tell of it
        self.switched = {}          # by cause: how often, and the seconds of outage in all

    def is_moving(self):
        return self.move is not None or self.errand.what == 'take'

    def begin_period(self):
        self.move = None
        self.tried = False
        self.claims = 0
        self.unseen = None
        self.not_before = 0.0
        self.backoff = 1.0

    def start(self, action, source, senses):
        """Asks for the VIP, which `source` has. senses: (new, detected, heard, lost), as in Move."""
        gate = Gate(self.host)
        self.tried = True
        self.claims += 1
        self.asked = (source, action, self.host.now()) + senses
        if source is None:
            self.asked_token = self.token or binascii.hexlify(os.urandom(16)).decode()
            self.token = None
        self.errand.start('take', self.mechanism.take, source, self.asked_token, gate, gate=gate)

    def collect(self, result, peer_serves):
        """The call has ended. True where a move is under way."""
        now = self.host.now()
        unowned = self.asked[0] is None
        if isinstance(result, ApiError):
            self.refused(say('assign-refused', error=result) if unowned else say('move-refused', error=result), result, peer_serves)
            return False
        if isinstance(result, Unreachable):
            if unowned:
                self.token = self.asked_token
            if unowned or not result.sent:
                self.not_before = now + 1
                return False
            self.log(say('move-lost', error=result))
            result = None
        source, action, asked, new, detected, heard, lost = self.asked
        self.move = Move(source, action.why, action.code, result, self.errand.ended,
                         detected if new else asked, new, heard, lost)
        self.task_asked = now
        if self.move.task:
            self.log(say('move-accepted', source=self.config.who(source)))
        return True

    def refused(self, sentence, error, peer_serves):
        # A busy address is asked for as often as one behind a passing fault: nobody may be serving.
        pause = self.pause(peer_serves) if classify(error.code) == 'final' else 0.5
        self.not_before = self.host.now() + pause
        self.log.once(sentence)

    def pause(self, peer_serves):
        """Twice as long each time, but never long while nobody may be serving: a try costs a reading and a call."""
        pause = min(self.backoff, SERVED if peer_serves else UNSERVED)
        self.backoff = min(SERVED, self.backoff * 2)
        return pause

    def due_task(self):
        """The task to ask about together with the next reading, or None."""
        if self.move is None or not self.move.task or self.host.now() - self.task_asked <= 1:
            return None
        self.task_asked = self.host.now()
        return self.move.task

    def follow(self, record, status, output, peer_serves):
        """A reading has ended that does not name us."""
        now = self.host.now()
        if record.eni is not None and self.mechanism.asks_at_once:
            self.move = self.move._replace(source=record.eni)       # it was asked for before that was read
        if status:
            self.move = self.move._replace(status=status)
            if status == 'SUCCESS' and self.move.ended is None:
                self.move = self.move._replace(ended=now)
        problem = self.mechanism.judge(self.move, record, now)
        if problem:
            self.log(say('move-says', problem=problem, output=output) if output else problem)
            self.move = None
            if status == 'FAILED':
                self.not_before = now + self.pause(peer_serves)

    def expire(self, record):
        """A move that is over, whatever the record says by now."""
        if self.move is None or self.host.now() < self.expires():
            return
        if record.owner == 'unknown':
            self.log.once(say('announced'))
            if self.unseen is None and not self.mechanism.reads and self.move.source != self.config.self_eni:
                self.tell_unseen(self.move)
            self.unseen = self.unseen or self.move
        else:
            self.log.once(say('not-heeded'))
        self.move = None

    def expires(self):
        """When the move is over at the latest."""
        return 1e12 if self.move is None or self.mechanism.patience is None else self.move.at + self.mechanism.patience

    def finish(self, record, peer_silent):
        """The record names us."""
        move, self.move, self.unseen = self.move or self.unseen, None, None
        now = self.host.now()
        self.backoff = 1.0
        self.landed = now
        if move.source == self.config.self_eni:
            return      # it was here already
        outage = count_outage(move, peer_silent, now)
        switch = summarise(move, self.config, outage, now, int(self.host.wall() * 1000))
        self.files.write('switch.json', json.dumps(switch))
        if move.code in REPAIRS:
            self.note_repaired('repaired')
        self.log(say('landed', source=self.config.who(move.source), since=now - move.detected,
                     cause=say('landed-master') if move.new else say('landed-back'), took=now - move.at,
                     asked=self.mechanism.asked, outage=say('outage', seconds=outage) if outage else say('no-outage')))
        self.log.record('switch', switch)
        self.count(move.code, outage or 0.0)
        self.news.tell(move.source, record.eni, move.why, move.code, outage, 'MASTER')

    def count(self, code, outage):
        count, total = self.switched.get(code, (0, 0.0))
        self.switched[code] = (count + 1, total + outage)

    def tell_unseen(self, move):
        """There is no record that will ever tell of it."""
        switch = summarise(move, self.config, None, self.host.now(), int(self.host.wall() * 1000))
        self.files.write('switch.json', json.dumps(switch))
        self.log.record('announced', switch)
        self.count(move.code, 0.0)
        self.news.tell(move.source, self.config.self_eni, move.why, move.code, None, 'MASTER')

    def is_repairable(self, name):
        at = self.files.read_json(name)
        return not isinstance(at, (int, float)) or not 0 <= self.host.uptime() - at < LEAVE_ALONE

    def note_repaired(self, name):
        self.files.write(name, json.dumps(self.host.uptime()))
