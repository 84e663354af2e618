"""A simulated keepalived: adverts, priorities, ties, farewells, a check script each 2 s, and notifications."""
from vip.config import OWNER_BONUS
from simulator.cloud import VIP

STALE = 25.0        # as check_self.sh has it


class Keepalived:
    def __init__(self, machine, priority=50, nopreempt=True, interval=1.0, preempt_delay=30.0):
        self.machine = machine
        self.clock = machine.clock
        self.base = priority
        self.nopreempt = nopreempt
        self.interval = interval
        self.preempt_delay = preempt_delay
        self.inferior_since = None      # since when a lower priority has been heard, as BACKUP
        self.running = False
        self.role = 'STOP'
        self.changed = self.clock.now
        self.owner = False
        self.timer = 0
        self.run = 0                # which life of the process this is

    @property
    def priority(self):
        return self.base + (OWNER_BONUS if self.owner else 0)

    def later(self, delay, what):
        run = self.run
        self.clock.call(delay, lambda: what() if run == self.run and self.running else None, self.machine)

    def start(self):
        self.run += 1
        self.running = True
        self.machine.pid_of_keepalived = 400 + self.run
        self.machine.set_address('lo', VIP, False)
        self.become('BACKUP')
        self.check()
        self.check_owner()

    def stop(self):
        """systemctl stop."""
        if not self.running:
            return
        if self.role == 'MASTER':
            self.advertise(0)
        self.running = False
        self.machine.pid_of_keepalived = None
        self.role = 'STOP'
        self.changed = self.clock.now
        self.machine.set_address('lo', VIP, False)
        self.notify('STOP')

    def kill(self):
        """kill -9; systemd starts it anew. The VIP stays on lo until then."""
        self.running = False
        self.machine.pid_of_keepalived = None
        self.clock.call(1.2, self.start, self.machine)

    def become(self, role):
        self.role = role
        self.changed = self.clock.now
        self.inferior_since = None
        self.timer += 1
        self.machine.set_address('lo', VIP, role == 'MASTER')
        self.notify(role)
        if role == 'MASTER':
            self.tick()
        elif role == 'BACKUP':
            self.wait_for_master()

    def notify(self, role):
        machine = self.machine
        ticks = int(machine.uptime() * 100)
        machine.scripts += 1
        name = 'role.%020d.%010d.%s' % (ticks, machine.scripts, role)

        def tell():
            if role != 'WAKE':
                machine.files.write(name, '')
            if role != 'STOP':
                machine.note_keepalived()
            machine.waker.tell_from_outside()
        self.clock.call(0.01 + 0.02 * machine.rng.random(), tell, machine)

    def wait_for_master(self, seconds=None):
        self.timer += 1
        timer = self.timer
        skew = (256 - self.priority) / 256.0 * self.interval
        self.later(3 * self.interval + skew if seconds is None else skew,
                   lambda: self.become('MASTER') if timer == self.timer and self.role == 'BACKUP' else None)

    def tick(self):
        if self.role != 'MASTER':
            return
        timer = self.timer
        self.advertise(self.priority)
        self.later(self.interval, lambda: self.tick() if timer == self.timer else None)

    def advertise(self, priority):
        self.machine.network.advertise(self.machine, priority)

    def hear(self, priority, higher_ip):
        if not self.running:
            return
        if self.role == 'BACKUP':
            if priority == 0:
                self.wait_for_master(0)
            elif self.may_not_preempt(priority):
                self.wait_for_master()
        elif self.role == 'MASTER':
            if priority == 0:
                self.advertise(self.priority)
            elif priority > self.priority or priority == self.priority and higher_ip:
                self.become('BACKUP')
            else:
                self.advertise(self.priority)
                self.notify('WAKE')

    def may_not_preempt(self, priority):
        if self.nopreempt or priority >= self.priority:
            self.inferior_since = None
            return True
        self.inferior_since = self.inferior_since or self.clock.now
        return self.clock.now - self.inferior_since < self.preempt_delay

    def check(self):
        """check_self.sh, every 2 s."""
        machine = self.machine
        machine.note_keepalived()
        beat = machine.files.read('beat')
        silent = beat is not None and machine.uptime() - float(beat.split()[0]) > STALE
        bad = silent or bool(machine.files.names('fault.'))
        if bad and self.role != 'FAULT':
            if self.role == 'MASTER':
                self.advertise(0)
            self.become('FAULT')
        elif not bad and self.role == 'FAULT':
            self.become('BACKUP')
        self.later(2.0, self.check)

    def check_owner(self):
        """The owner's script, every 5 s."""
        self.owner = self.machine.files.exists('owner')
        self.later(5.0, self.check_owner)
