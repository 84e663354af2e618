"""Whether the process that watches lives, as its beat says."""
from vip.host import NAME

UNIT = NAME + '.service'
STALE = 25.0        # seconds without a beat after which nobody watches, as check_self.sh has it


def is_beating(host, files):
    words = (files.read('beat') or '').split()
    try:
        return host.uptime() - float(words[0]) < STALE
    except (IndexError, ValueError):
        return False
