"""How long the record is good for: seconds from one reading to the next. Pure."""
from typing import NamedTuple

STEADY_MASTER = 10.0    # while nothing happens
STEADY_STANDBY = 60.0
MOVING = 0.2            # while a move is on its way


class Tempo(NamedTuple):
    """What the pace depends on, beside the situation."""
    calm: float = 9999.0        # seconds since the role, the owner or the state of the address changed
    wait: float = 0.0           # seconds until a refused call may be tried again
    eip_wait: float = 0.0       # seconds until the EIP may be looked at again
    silent: bool = False        # neither gateway nor peer answers
    master_for: float = 9999.0  # seconds as MASTER


def pace(s, t):
    """Bounded below in every state that can last: 0.2 s for a minute, 1 s from then on."""
    if s.moving or not s.settled:
        return MOVING if t.calm < 60 else 1.0
    if s.isolated:
        return 2.0
    if s.yielded:
        return 2.0 if t.calm < 60 else STEADY_MASTER
    if s.role == 'MASTER':
        return pace_of_master(s, t)
    if s.nic:
        return 0.5 if t.calm < 30 else 2.0 if t.calm < 120 else STEADY_MASTER if t.calm < 600 else 30.0
    if s.owner == 'unknown':
        return STEADY_MASTER if t.calm < 600 else STEADY_STANDBY
    if s.owner == 'self':
        return STEADY_MASTER
    return STEADY_STANDBY


def pace_of_master(s, t):
    if s.owner == 'self':
        if s.eip == 'elsewhere':
            return max(0.5, min(STEADY_MASTER, t.eip_wait)) if t.calm < 60 else STEADY_MASTER
        if s.heard and t.master_for > 2:
            return 1.0 if t.calm < 600 else STEADY_MASTER      # the peer says MASTER as well
        return 2.0 if t.silent else STEADY_MASTER
    if s.owner == 'unknown':
        if t.calm >= 600:
            return STEADY_MASTER
        return 2.0 if s.owned else 1.0
    if not s.repairable and (s.owner == 'other' or s.owner == 'none' and not s.repeats):
        return STEADY_MASTER
    if s.owned or s.owner != 'peer':
        return 1.0              # what nobody of the pair did is believed when it is read again
    return min(1.0, max(MOVING, t.wait))
