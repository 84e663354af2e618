"""What is known: of this host, of the record, of the move under way, of the EIP and of the peer, each in a part of its own."""
from vip.beats import Beats
from vip.decisions import Decisions
from vip.eip import EipCare
from vip.errand import Errand
from vip.failures import Unreachable
from vip.faults import Fault, Hold
from vip.health import Health
from vip.here import Here
from vip.holder import Holder
from vip.mechanism import make_mechanism
from vip.mover import Mover
from vip.news import News
from vip.nudge import ANNOUNCE, NUDGE_FOR, NOT_SERVED
from vip.owner import OwnerFile
from vip.period import Period
from vip.quarrel import Quarrel
from vip.reader import Reader
from vip.witnesses import Witnesses


class State:
    """look() brings it up to date."""

    def __init__(self, host, config, files, log, check):
        self.host = host
        self.config = config
        self.files = files
        self.log = log
        self.wake = host.wake(files)
        self.beats = Beats(host, files)
        self.mechanism = make_mechanism(host, files, log, config)
        self.witnesses = Witnesses(host, config, log, self.beats, self.mechanism, self.arrived)
        self.here = Here(host, config, files)
        self.period = Period(files, config.havip or config.vip)
        self.holder = Holder(host, config, log, self.mechanism)
        self.reader = Reader(host, log, self.mechanism, self.wake.tell)
        self.reading = self.reader.reading
        self.writer = Errand(host, self.wake.tell)
        self.news = News(host, config, log)
        self.mover = Mover(host, config, files, log, self.mechanism, self.writer, self.news)
        self.eip = EipCare(host, config, log, self.mover)
        self.owner = OwnerFile(files)
        self.quarrel = Quarrel(host, files, log, self.witnesses)
        self.isolated = Fault(files, 'isolated')
        self.unhealthy = Fault(files, 'unhealthy')
        self.stranger = Fault(files, 'stranger')
        self.hold = Hold(host, files, log)
        self.health = Health(host, config, self.unhealthy, log, self.beats, check)
        self.decisions = Decisions(host, config, log, self.mechanism)
        self.passed = host.now()

    def start(self):
        """Begins the threads."""
        self.files.clean()
        self.mechanism.api.warm()
        threads = self.witnesses.threads()
        if self.config.health_check:
            threads.append(('health', self.health))
        else:
            self.unhealthy.clear()
        for name, thread in threads:
            self.beats.expect(name)
            self.host.spawn(thread.run)
        self.host.spawn(self.hold.run)      # no beat: it reads a disk, which may hang

    def arrived(self):
        self.reading.hurry()
        self.wake.tell()

    def look(self, next_reading):
        """next_reading: asked for when the next reading is due, once all else is known."""
        now = self.host.now()
        if now - self.passed > 5:
            # This process, or the whole host, was stopped meanwhile: what was known of the record is old.
            self.reading.hurry()
        self.passed = now
        self.look_here()
        finished = self.writer.collect()
        if finished:
            self.collect(*finished)
        found = self.reader.collect()
        if found:
            self.note_reading(*found)
        self.mover.expire(self.reading.record)
        self.follow_peer()
        self.sense()
        if self.here.ours and not self.reader.busy() and (self.reading.hurried or now >= next_reading()):
            found = self.reader.start(self.mover.due_task())
            if found:
                self.note_reading(*found)

    def look_here(self):
        here = self.here
        if here.look(self.witnesses.heard()):
            self.reading.hurry()
        for name in here.old_events:
            self.files.remove(name)
        if here.role == 'MASTER':
            if self.period.follow(here.event, here.nic):
                self.mover.begin_period()
        else:
            self.writer.give_up()

    def sense(self):
        """Says to the threads what is worth their while."""
        here, witnesses = self.here, self.witnesses
        leaving = here.nic and here.role in ('STOP', 'unknown')
        if here.role == 'MASTER' or self.quarrel.fault or self.isolated or leaving:
            witnesses.pings.want('gateway', 'peer', *(['vip'] if self.quarrel.fault and not here.nic else []))
        else:
            witnesses.pings.want()
        witnesses.arrivals.changed = self.reading.changed
        witnesses.arrivals.want(here.ours and here.role != 'MASTER' and (not here.nic or self.may_drop_unseen(3)))
        self.mechanism.api.connections.want(here.role == 'MASTER' or self.mover.is_moving())

    def collect(self, what, result):
        """A call that changes something has ended."""
        self.reading.hurry()
        if isinstance(result, Unreachable) and (what == 'eip' or not result.sent):
            self.reader.report(result)
        if what == 'eip':
            self.eip.collect(result)
        else:
            self.mover.collect(result, self.witnesses.shows_itself())

    def note_reading(self, record, status, output):
        mover, witnesses = self.mover, self.witnesses
        if record.owner == 'self' and record.settled:
            if self.here.role == 'MASTER' and not self.period.owned:
                self.period.set(self.period.event, True)
            if mover.move or mover.unseen:
                mover.finish(record, witnesses.looks_dead())
                self.eip.reset(0.5)
        elif mover.move:
            mover.follow(record, status, output, witnesses.shows_itself())
        self.news.notice(self.reading, self.here.role)
        self.owner.follow(record, *self.judge_owner())
        if record.eip == 'vip':
            self.eip.reset(0.0)

    def judge_owner(self):
        """(gained, lost) as in OwnerFile: what the adverts tell where the record does not."""
        mechanism, witnesses = self.mechanism, self.witnesses
        if self.here.role != 'MASTER':
            return False, mechanism.trusts_bonus and witnesses.claims_for() > 3 or mechanism.has_succeeded(witnesses.heard_for())
        master_for = self.host.now() - self.here.master_since
        return not mechanism.reads and mechanism.has_succeeded(master_for) and not witnesses.heard(), False

    def may_drop_unseen(self, early=0.0):
        """Whether the VIP seems to be the peer's, although no record tells."""
        return self.reading.record.owner == 'unknown' and self.mechanism.has_succeeded(self.witnesses.heard_for() + early)

    def follow_peer(self):
        """Whoever came out of a dispute as the MASTER, or is asked to, takes the VIP again where the record does not name it."""
        here, witnesses, record, now = self.here, self.witnesses, self.reading.record, self.host.now()
        settled = self.quarrel.is_settled(here.role, now - here.master_since)
        if settled or witnesses.is_nudged():
            self.reading.hurry()
            if record.owner == 'unknown':
                self.mover.claims = 0
        comes_here = now - witnesses.arrivals.seen < 3
        if self.mechanism.asks_at_once and here.role != 'MASTER' and record.owner == 'unknown' and witnesses.heard() \
                and (here.nic and comes_here or now - here.beaten < NUDGE_FOR):
            witnesses.adverts.nudge.send(ANNOUNCE)
        if here.is_out(now) and not here.nic and (record.owner == 'self' and record.settled
                                                  or record.owner == 'unknown' and comes_here):
            witnesses.adverts.nudge.send(NOT_SERVED)

    def faults(self):
        return self.quarrel.fault, self.isolated, self.unhealthy, self.stranger

    def describe(self):
        """What other programs may know of it, as it is in watch.json."""
        record = self.reading.known
        return {'readAt': self.reading.started if not self.reader.busy() else None, 'owner': record.owner,
                'settled': record.settled, 'peerDead': self.witnesses.is_peer_gone(),
                'blind': not self.mechanism.reads}
