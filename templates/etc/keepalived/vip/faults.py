"""Reasons why this host must not be MASTER: files that check_self.sh sees, with a copy in memory."""
from vip.files import number, read_text
from vip.say import say

HOLD = '/var/lib/ha-setup/hold'     # this host stays out until somebody removes it, over reboots too


class Fault:
    """Set, it makes check_self.sh answer 1. It is set again where /run was emptied meanwhile."""

    def __init__(self, files, name):
        self.files = files
        self.name = 'fault.' + name
        self.reason = files.read(self.name)

    def __bool__(self):
        return self.reason is not None

    def set(self, reason):
        self.reason = reason
        self.files.write(self.name, reason + '\n')
        self.files.touch(self.name)

    def clear(self):
        self.reason = None
        self.files.remove(self.name)

    def keep(self):
        reason = self.reason
        if reason is not None and not self.files.exists(self.name):
            self.set(reason.strip())


def read_hold(files, path=HOLD):
    """Why a person keeps this host out, or None: by HOLD until it is removed, by fault.held until the uptime in it."""
    kept = read_text(path)
    if kept is None:
        passing = files.read('fault.held')
        kept = passing and ' '.join(passing.split()[1:])
    return None if kept is None else kept.strip() or say('no-reason')


def end_passing_hold(files, host):
    held = files.read('fault.held')
    if held is not None and host.uptime() > number(held.split()[:1]):
        files.remove('fault.held')


class Hold:
    """Reads the hold in a thread of its own, as it lies on a disk."""

    def __init__(self, host, files, log, path=HOLD):
        self.host = host
        self.files = files
        self.log = log
        self.path = path
        self.held = None

    def look(self):
        end_passing_hold(self.files, self.host)
        held = read_hold(self.files, self.path)
        if held != self.held:
            self.log(say('held', why=held) if held else say('released'))
        self.held = held

    def run(self):
        while True:
            self.look()
            self.host.sleep(2)
