"""Signs of life: from each thread to the loop, from the loop to systemd and to check_self.sh."""

LATE = 12.0         # seconds without a sign after which a thread hangs


class Beats:
    def __init__(self, host, files):
        self.host = host
        self.files = files
        self.last = {}

    def expect(self, name):
        self.last[name] = self.host.now()

    def beat(self, name):
        self.last[name] = self.host.now()

    def late(self):
        """Who gives no sign of life."""
        now = self.host.now()
        return sorted(name for name, at in self.last.items() if now - at > LATE)

    def tell(self):
        """Where all are alive: WATCHDOG=1 to systemd, and the uptime for check_self.sh."""
        if self.late():
            return
        self.host.notify('WATCHDOG=1')
        self.files.write('beat', '%.2f %d\n' % (self.host.uptime(), self.host.pid()))
