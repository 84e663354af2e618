"""The process that does the work: one loop that looks, decides and acts, and waits for nothing but its next look."""
import json

from vip.api import CALL, ApiError
from vip.beats import Beats
from vip.cloud import Cloud
from vip.credentials import Unreachable
from vip.decide import Situation, decide
from vip.decisions import Decisions
from vip.eip import EipCare
from vip.errand import Errand
from vip.faults import Fault, Hold
from vip.health import Health, check_health
from vip.here import Here
from vip.mover import Mover
from vip.news import News
from vip.pace import STEADY_STANDBY, Tempo, pace
from vip.period import Period
from vip.quarrel import Quarrel
from vip.record import Reading, Record
from vip.witnesses import Witnesses


class Watch:
    """The loop, and what it works with: each part knows its own matters."""

    def __init__(self, host, config, files, log, check=check_health):
        self.host = host
        self.config = config
        self.files = files
        self.log = log
        self.beats = Beats(host, files)
        self.wake = host.wake(files)
        self.cloud = Cloud(host, files, config)
        self.witnesses = Witnesses(host, config, log, self.beats, self.cloud.api, self.arrived)
        self.here = Here(host, config, files)
        self.period = Period(files)
        self.reading = Reading(host)
        self.reader = Errand(host, self.wake.tell)
        self.writer = Errand(host, self.wake.tell)
        self.news = News(host, config, log)
        self.mover = Mover(host, config, files, log, self.cloud, self.writer, self.news)
        self.eip = EipCare(host, config, log, self.mover)
        self.quarrel = Quarrel(host, files, log, self.witnesses)
        self.isolated = Fault(files, 'isolated')
        self.unhealthy = Fault(files, 'unhealthy')
        self.stranger = Fault(files, 'stranger')
        self.hold = Hold(host, files, log)
        self.health = Health(host, config, self.unhealthy, log, self.beats, check)
        self.decisions = Decisions(host, config, log)
        self.adds = []              # when the VIP was put on the NIC lately
        self.passed = host.now()
        self.api_problem = None
        self.told = None

    # look

    def arrived(self):
        self.reading.hurry()
        self.wake.tell()

    def look(self):
        now = self.host.now()
        if now - self.passed > 5:
            # This process, or the whole host, was stopped meanwhile: what was known of the record is old.
            self.reading.hurry()
        self.passed = now
        self.look_here()
        for errand in (self.writer, self.reader):
            finished = errand.collect()
            if finished:
                self.collect(*finished)
        self.sense()
        if self.here.ours and not self.reader.busy() and (self.reading.hurried or now >= self.next_reading()):
            self.reading.begin()
            self.reader.start('read', self.read, self.mover.due_task())

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
        witnesses.arrivals.wanted = here.ours and not here.nic and here.role != 'MASTER'
        api = self.cloud.api
        api.keep = here.role == 'MASTER' or self.mover.is_moving()
        if not api.keep:
            api.forget_kept()

    def read(self, task):
        """(record, the task's status, what the API says of it); in a thread of its own."""
        record = self.cloud.record()
        status, output = None, ''
        if task:
            try:
                status, output = self.cloud.task(task)
            except (Unreachable, ApiError):
                pass
        return record, status, output

    def collect(self, what, result):
        peer_serves = self.witnesses.shows_itself()
        if what == 'read':
            self.note_reading(result, peer_serves)
            return
        self.reading.hurry()
        if isinstance(result, Unreachable) and (what == 'eip' or not result.sent):
            self.report_api(result)
        if what != 'eip':
            self.mover.collect(what, result, peer_serves)
        elif isinstance(result, Exception):
            if isinstance(result, ApiError):
                self.log.once('the API refused to bind the EIP: %s' % result)
            self.eip.note(str(result))
        else:
            self.eip.collect(*result)

    def note_reading(self, result, peer_serves):
        record, status, output = Record(), None, ''
        if self.host.now() - self.reading.started > 3 * CALL:
            result = Unreachable('the answer is too old')
        if isinstance(result, Exception):
            self.report_api(result)
        else:
            record, status, output = result
            self.report_api(None)
        self.reading.note(record)
        mover = self.mover
        if record.owner == 'self' and record.settled:
            if self.here.role == 'MASTER' and not self.period.owned:
                self.period.set(self.period.event, True)
            if mover.move:
                mover.finish(record, self.witnesses.looks_dead())
                self.eip.reset(0.5)
        elif mover.move:
            mover.follow(record, status, output, peer_serves)
        self.news.notice(self.reading, self.here.role)
        self.note_owner(record)
        if record.eip == 'vip':
            self.eip.reset(0.0)

    def note_owner(self, record):
        """The file that makes keepalived advertise the owner's priority."""
        claimed = self.here.role != 'MASTER' and self.witnesses.claims_for() > 3
        if record.owner == 'self' and record.settled:
            if not self.files.exists('owner'):
                self.files.write('owner', '')
        elif record.owner in ('peer', 'other', 'none') or claimed:
            self.files.remove('owner')

    def report_api(self, error):
        """A line when the API goes, when it complains of something else, and when it is back."""
        problem = error and getattr(error, 'code', 'no answer')
        if problem != self.api_problem:
            self.log('the API: %s' % error if error else 'the API answers again')
        self.api_problem = problem

    # decide

    def situation(self):
        now = self.host.now()
        here, reading, mover, witnesses = self.here, self.reading, self.mover, self.witnesses
        record = reading.record
        return Situation(
            role=here.role, ours=here.ours, absent=here.absent_for(now), stranger=bool(self.stranger), nic=here.nic,
            stale_anchor=here.on_anchor is not None and here.dead_for(now) > 10,
            owner=record.owner, settled=record.settled, seen=reading.seen, away=now - reading.since,
            fresh=self.is_fresh(now), owned=self.period.owned, moving=mover.is_moving(),
            due=now >= mover.not_before and not self.writer.busy(), repairable=mover.is_repairable('repaired'),
            contested=witnesses.contests(here.master_since), claimed=witnesses.claims_for() >= 5,
            eip=record.eip, eip_due=now >= self.eip.not_before and not self.writer.busy(), nic_due=self.is_nic_due(now),
            heard=witnesses.heard(), peer_alive=self.quarrel.is_peer_alive(),
            peer_dead=witnesses.is_peer_dead(reading.since), vip_silent=witnesses.is_vip_silent(),
            alone=witnesses.is_alone(), yielded=bool(self.quarrel.fault), isolated=bool(self.isolated))

    def is_fresh(self, now):
        """Whether the record may be acted on. What a standby read last is good for its first try as MASTER: the call names
        the ENI that has the VIP, and the API refuses it where that is another one by now."""
        age = now - self.reading.at
        return age <= 1 or not self.mover.tried and self.reading.record.owner == 'peer' and age <= STEADY_STANDBY + 5

    def is_nic_due(self, now):
        self.adds = [at for at in self.adds if now - at < 60]
        return len(self.adds) < 5 or now - self.adds[-1] >= 10

    def tempo(self):
        now = self.host.now()
        return Tempo(calm=now - max(self.here.changed, self.reading.changed), wait=self.mover.not_before - now,
                     eip_wait=self.eip.not_before - now, silent=self.witnesses.is_silent(2.5),
                     master_for=now - self.here.master_since)

    def next_reading(self):
        return self.reading.at + pace(self.situation(), self.tempo())

    # act

    def step(self):
        """One look and what follows from it."""
        self.look()
        for _ in range(4):
            s = self.situation()
            action = decide(s)
            acted = action.name not in ('wait', 'nothing') and getattr(self, 'do_' + action.name.replace('-', '_'))(action)
            # Said after the act: what is said may be late, what is done may not.
            self.decisions.say(s, action, self.reading)
            if not acted:
                break
            self.look_here()

    def do_add_nic(self, action):
        self.adds.append(self.host.now())
        problem = self.host.add_address(self.config.interface, self.config.vip)
        if problem:
            self.log.once('cannot put the VIP on %s: %s' % (self.config.interface, problem))
        return not problem

    def do_drop_nic(self, action):
        return self.drop(self.config.interface)

    def do_clear_anchor(self, action):
        return self.drop(self.here.on_anchor)

    def drop(self, device):
        problem = self.host.drop_address(device, self.config.vip)
        if problem:
            self.log.once('cannot take the VIP off %s: %s' % (device, problem))
        return not problem

    def do_disqualify(self, action):
        self.writer.give_up()
        self.stranger.set(action.why)
        return True

    def do_qualify(self, action):
        self.stranger.clear()
        self.reading.hurry()
        return True

    def do_isolate(self, action):
        self.isolated.set(action.why)
        return True

    def do_rejoin(self, action):
        self.isolated.clear()
        self.reading.hurry()
        return False

    def do_yield(self, action):
        self.quarrel.begin(action.why)
        return True

    def do_unyield(self, action):
        self.quarrel.end()
        self.reading.hurry()
        return False

    def do_migrate(self, action):
        self.mover.start(action, self.reading.record.eni, self.senses())
        return False

    def do_assign(self, action):
        self.mover.start(action, None, self.senses())
        return False

    def senses(self):
        """(new, detected, heard, lost), as in Move."""
        now, event = self.host.now(), self.here.event
        new = event is not None and event.role == 'MASTER' and not self.period.owned
        detected = now - max(0.0, self.host.uptime() - event.started) if new else now
        lost = self.reading.since if self.reading.record.owner != 'peer' else None
        return new, detected, self.witnesses.adverts.heard, lost

    def do_bind_eip(self, action):
        self.eip.start(self.writer, self.cloud)
        return False

    # run

    def start(self):
        """Begins the threads; run() or passes of step() follow."""
        self.files.clean()
        self.cloud.api.warm()
        threads = self.witnesses.threads()
        if self.config.health_check:
            threads.append(('health', self.health))
        else:
            self.unhealthy.clear()
        for name, thread in threads:
            self.beats.expect(name)
            self.host.spawn(thread.run)
        self.host.spawn(self.hold.run)      # no beat: it reads a disk, which may hang
        self.log('vip.py watches over %s' % self.config.vip)

    def run(self):
        self.start()
        news = self.host.address_news()
        self.beats.tell()
        self.host.notify('READY=1')
        while not self.is_replaced():
            self.step()
            self.keep_house()
            self.wait(news)

    def keep_house(self):
        for fault in (self.quarrel.fault, self.isolated, self.unhealthy, self.stranger):
            fault.keep()
        self.wake.keep()
        late = self.beats.late()
        if late:
            self.log.once('no sign of life from %s' % ', '.join(late))
        self.beats.tell()
        if not self.files.exists('watch.pid'):
            self.files.write('watch.pid', '%d\n' % self.host.pid())
            self.period.save()
        record = self.reading.known
        told = json.dumps({'readAt': self.reading.started if not self.reader.busy() else None, 'owner': record.owner,
                           'settled': record.settled, 'peerDead': self.witnesses.is_peer_gone()}, sort_keys=True)
        if told != self.told or not self.files.exists('watch.json'):
            self.files.write('watch.json', told)
        self.told = told

    def is_replaced(self):
        """A process that an older version started, outside the service, ends when the service has begun."""
        if self.host.is_service():
            return False
        beat = (self.files.read('beat') or '').split()
        return len(beat) == 2 and beat[1] != str(self.host.pid())

    def wait(self, news):
        now = self.host.now()
        here = self.here
        calm = now - max(here.changed, self.reading.changed) > 60
        busy = here.role == 'MASTER' and (not calm or self.witnesses.is_quiet(3)) \
            or self.quarrel.fault or self.isolated or here.is_unsure()
        until = now + (1.0 if busy else 2.0)
        if not self.reader.busy():
            until = now if self.reading.hurried and here.ours else min(until, self.next_reading())
        for at in (self.mover.not_before, self.eip.not_before):
            if at > now:
                until = min(until, at)
        self.host.select([self.wake, news], max(0.01, until - now))
        if self.wake.drain():
            self.reading.hurry()
        try:
            while news.recv(1 << 16):
                pass
        except OSError:
            pass
