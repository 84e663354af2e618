"""The log: lines for the operator, and one for a program with each switch. A disk that hangs delays nobody."""
import grp
import json
import os
import queue
import time

from vip.say import say

LOG = '/var/log/keepalived.log'
BURST = 300.0           # so many lines at once
RATE = 1 / 6.0          # and so many a second from then on
ONCE_IN = 600.0


def append(path, line):
    """Opened anew each time, for logrotate's sake. May hang as long as the disk does."""
    try:
        fd = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o640)
        try:
            if os.fstat(fd).st_size == 0:
                share_with_adm(fd)
            os.write(fd, line.encode('utf-8', 'replace'))
        finally:
            os.close(fd)
    except OSError:
        pass


def share_with_adm(fd):
    """Debian's group of those who may read logs, where there is one."""
    try:
        os.fchown(fd, -1, grp.getgrnam('adm').gr_gid)
    except (KeyError, OSError):
        pass


class Log:
    """A bounded queue, and a thread that writes what is in it. What finds no room is counted, and the count is written."""

    def __init__(self, host, path=LOG, size=1000):
        self.host = host
        self.path = path
        self.lines = host.queue(size)
        self.lost = 0
        self.room = BURST
        self.filled = host.now()
        self.said = {}          # when each line of once() was last written

    def __call__(self, message):
        now = self.host.now()
        self.room = min(BURST, self.room + (now - self.filled) * RATE)
        self.filled = now
        if self.room < 1:
            self.lost += 1
            return
        self.room -= 1
        try:
            self.lines.put_nowait(self.render(message))
        except queue.Full:
            self.lost += 1

    def once(self, message):
        """A complaint that comes again with each try: written once in ten minutes."""
        now = self.host.now()
        if now - self.said.get(message, -1e9) < ONCE_IN:
            return
        self.said = {said: at for said, at in self.said.items() if now - at < ONCE_IN}
        self.said[message] = now
        self(message)

    def record(self, kind, values):
        """A line made to be read by a program: its kind, and JSON."""
        self('%s %s' % (kind, json.dumps(values, sort_keys=True)))

    def render(self, message):
        at = time.strftime('%Y-%m-%d %H:%M:%S', time.localtime(self.host.wall()))
        # What an application or a server said may steer the terminal of whoever reads the log.
        harmless = ''.join(letter if letter.isprintable() else ' ' for letter in message)
        return '[%s] [pid%d] %s\n' % (at, os.getpid(), harmless)

    def run(self):
        while True:
            line = self.lines.get()
            self.host.append(self.path, line)
            if self.lost:
                lost, self.lost = self.lost, 0
                self.host.append(self.path, self.render(say('lines-lost', count=lost)))
