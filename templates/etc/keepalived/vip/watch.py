"""The process that does the work: one loop that looks, decides and acts, and waits for nothing but its next look."""
import json

from vip.acts import Acts
from vip.assess import assess, next_reading
from vip.decide import decide
from vip.health import check_health
from vip.metrics import Metrics
from vip.say import say
from vip.state import State
from vip.story import Story


class Watch:
    def __init__(self, host, config, files, log, check=check_health):
        self.host = host
        self.config = config
        self.files = files
        self.log = log
        self.state = State(host, config, files, log, check)
        self.acts = Acts(self.state)
        self.told = None
        self.story = Story(host, log)
        self.metrics = Metrics(host, config, log)

    def step(self):
        """One look and what follows from it."""
        self.state.look(self.next_reading)
        for _ in range(4):
            s = assess(self.state)
            action = decide(s)
            acted = self.acts.do(action)
            # Said after the act: what is said may be late, what is done may not.
            self.state.decisions.say(s, action, self.state.reading)
            if not acted:
                break
            self.state.look_here()
        self.story.look(self.state)
        self.metrics.look(self.state)

    def next_reading(self):
        return next_reading(self.state)

    def start(self):
        """Begins the threads; run() or passes of step() follow."""
        self.state.start()
        self.metrics.start()
        self.log(say('watches', vip=self.config.vip))

    def run(self):
        self.start()
        news = self.host.address_news()
        self.state.beats.tell()
        self.host.notify('READY=1')
        while not self.is_replaced():
            self.step()
            self.keep_house()
            self.wait(news)

    def keep_house(self):
        state = self.state
        for fault in state.faults():
            fault.keep()
        state.wake.keep()
        state.mechanism.keep()
        state.holder.rescope(state.here)
        late = state.beats.late()
        if late:
            self.log.once(say('silent-threads', names=', '.join(late)))
        state.beats.tell()
        if not self.files.exists('watch.pid'):
            self.files.write('watch.pid', '%d\n' % self.host.pid())
            state.period.save()
        told = json.dumps(state.describe(), sort_keys=True)
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
        """Until something happens or the next look is due."""
        now, state = self.host.now(), self.state
        here, reading = state.here, state.reading
        calm = now - max(here.changed, reading.changed) > 60
        busy = here.role == 'MASTER' and (not calm or state.witnesses.is_quiet(3)) \
            or state.quarrel.fault or state.isolated or here.is_unsure()
        until = now + (1.0 if busy else 2.0)
        if not state.reader.busy():
            until = now if reading.hurried and here.ours else min(until, self.next_reading())
        for at in (state.mover.not_before, state.mover.expires(), state.mechanism.not_before, state.eip.not_before):
            if at > now:
                until = min(until, at)
        self.host.select([state.wake, news], max(0.01, until - now))
        if state.wake.drain():
            reading.hurry()
        try:
            while news.recv(1 << 16):
                pass
        except OSError:
            pass
