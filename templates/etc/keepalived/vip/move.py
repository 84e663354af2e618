"""A move of the VIP that this host asked for: how it stands, and what it adds up to once it has landed."""
from typing import NamedTuple


class Move(NamedTuple):
    """Times are monotonic: a clock that is stepped meanwhile must not tell of an outage of ten minutes."""
    source: str             # the ENI that had the VIP, or None
    why: str
    code: str
    task: str               # the API's id of it, or None where its answer was lost
    at: float               # when the API had accepted it
    detected: float         # when this host became MASTER, or saw that the VIP was taken away
    new: bool               # it began with a new period as MASTER
    heard: float            # when the peer had last been heard, before it
    lost: float             # since when the VIP was where nobody serves it, by somebody else's doing; or None
    status: str = None      # of the task, as far as the API has told it
    ended: float = None     # when the API called the task done


def count_outage(move, peer_silent, now):
    """Seconds without a host that serves: since the VIP was seen off the pair, or since the dead peer was last heard."""
    if move.lost is not None:
        return round(now - move.lost, 1)
    # A peer that lives has served until now.
    return round(now - move.heard, 1) if peer_silent and move.heard > 0 else 0


def summarise(move, config, outage, now, wall):
    """The switch as programs read it: in switch.json, and in the log. Times in ms of the wall clock, which is `wall` now.

    outage: None where nothing tells whether the VIP has landed."""
    seen = outage is not None
    return {'from': move.source, 'to': config.self_eni, 'why': move.why, 'code': move.code,
            'detectedMs': wall - int((now - move.detected) * 1000), 'acceptedMs': wall - int((now - move.at) * 1000),
            'landedMs': wall if seen else None, 'outageMs': int(outage * 1000) if seen else None}
