"""VRRP's role on this host, by its two witnesses: keepalived's last notification, and the VIP that it keeps on an anchor."""
import collections
import os

ANCHORS = ('lo', 'ha-setup')    # where keepalived keeps the VIP: 1.3.5 knows no lo and gets a dummy

Event = collections.namedtuple('Event', 'name role started')     # started: by the host's uptime


def last_event(files):
    """(the newest notification by the time at which keepalived started its script, or None; names of older ones)"""
    names = files.names('role.')
    if not names:
        return None, []
    try:
        _, ticks, _, role = names[-1].split('.')
        return Event(names[-1], role, int(ticks) / os.sysconf('SC_CLK_TCK')), names[:-1]
    except ValueError:
        return None, names[:-1]


def keepalived_seen(files, host):
    """(alive, uptime at which it last called a script): alive is None where nothing was noted, as when /run was emptied."""
    try:
        # The scripts write it over in its place: what follows the first line is left of a longer one.
        pid, noted = (files.read('keepalived') or '').partition('\n')[0].split()
        comm = host.comm(int(pid))
        if comm is None:
            return False, float(noted)
        return comm.startswith('keepalived') or host.uptime() - float(noted) < 10, float(noted)
    except ValueError:
        return None, 0.0


def judge_role(event, on_anchor, alive, noted, unsure, heard=True):
    """The role by both witnesses. Pure.

    unsure: for how many seconds the two have disagreed. After a crash the anchor keeps the VIP until keepalived is back.
    heard: the peer's adverts arrive, so that this host cannot be MASTER."""
    if alive is False:
        return 'STOP' if event and event.role == 'STOP' else 'unknown'
    told = event.role if event else None
    if told == 'STOP':
        if noted < event.started + 1:
            return 'STOP'
        told = None
    if told is None:
        return 'MASTER' if on_anchor else 'BACKUP'
    if (told == 'MASTER') == on_anchor:
        return told
    if on_anchor:
        return 'MASTER' if unsure > 3 else 'unknown'
    # An old keepalived whose anchor was taken away goes on as MASTER.
    return 'MASTER' if unsure > 10 and not heard else 'unknown'
