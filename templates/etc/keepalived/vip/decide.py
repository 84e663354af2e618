"""What is to be done: one situation, one action. Pure."""
from typing import NamedTuple

from vip.say import say

PATH_LAG = 3.5          # the data path follows the record within so many seconds: until then both NICs serve
STABLE = 5.0            # a record that takes the VIP from its owner is believed when it has said so for so long
ABSENT = 3.0            # a host that boots, or renews its lease, has no address for a moment


class Situation(NamedTuple):
    """Everything that a decision depends on. The defaults are those of a quiet standby."""
    role: str = 'BACKUP'        # what VRRP says: MASTER BACKUP FAULT STOP unknown
    ours: bool = True           # this is the machine that ha-setup.json describes, by its address and its MAC
    absent: float = 99.0        # seconds for which it has not been
    stranger: bool = False      # it was not, and has said so to keepalived
    nic: bool = False           # the VIP is on the NIC
    stale_anchor: bool = False  # keepalived is dead, and left the VIP on its anchor
    owner: str = 'peer'         # the cloud's record: self peer other none unknown
    settled: bool = True        # the record's address is AVAILABLE, not on its way
    seen: int = 9               # successive readings that named this owner
    away: float = 99.0          # seconds since the record first named this owner
    nowhere: float = 10.0       # a VIP that nobody has may be on its way for so long
    fresh: bool = True          # the record was read a moment ago
    owned: bool = False         # in this period as MASTER the record has named us already
    moving: bool = False        # a move that we asked for has not ended
    due: bool = True            # no refusal makes us wait before the next try
    repairable: bool = True     # nothing that somebody else did was repaired lately
    repeats: bool = False       # a VIP that nobody has is asked for as often as that happens
    claim: bool = False         # the VIP is to be asked for whatever the record says: by an announcement, which needs none
    contested: bool = False     # the peer, too, says that it is MASTER, and VRRP is about to settle it
    succeeded: bool = False     # the peer has been MASTER for a while, and no packets for the VIP come here
    claimed: bool = False       # the peer's adverts have said for a while that the record names it
    eip: str = 'none'           # none vip elsewhere unknown
    eip_due: bool = True
    nic_due: bool = True        # nobody takes the VIP off the NIC as fast as it is put there
    heard: bool = False         # the peer's adverts arrive
    peer_alive: bool = True     # adverts or pings are answered, or their silence proves nothing
    peer_dead: bool = False     # the peer answered in this period, and is silent now in every way
    declined: bool = False      # the peer says that the VIP's packets come there, and that it takes no part
    vip_silent: bool = False    # the peer answers pings, and the VIP, which is not here, does not
    alone: bool = False         # neither API nor gateway nor peer has answered for a while
    yielded: bool = False
    isolated: bool = False


class Action(NamedTuple):
    name: str
    why: str
    code: str = ''      # the same reason for a program; where the act is reported


CONTESTED = Action('wait', say('contested'))
PAUSE = Action('wait', say('refused-lately'))
FRESHEN = Action('wait', say('freshening'))
FOREIGN = Action('take', say('foreign-eni'), 'foreign-eni')
MOVED_TO_DEAD = Action('take', say('moved-to-dead'), 'dead-peer')
MOVED_TO_IDLE = Action('take', say('moved-to-idle'), 'idle-peer')
REPAIRS = ('foreign-eni', 'no-eni')     # what somebody else did to the VIP
BECAME_MASTER = Action('take', say('became-master'), 'became-master')


def decide(s):
    """The one thing to do now."""
    if not s.ours:
        if not s.stranger and s.absent >= ABSENT:
            return Action('disqualify', say('stranger'))
        return Action('wait', say('still-stranger'))
    if s.stranger:
        return Action('qualify', say('no-stranger'))
    if s.isolated:
        if not s.alone:
            return Action('rejoin', say('network-back'))
        if s.nic:
            return Action('drop-nic', say('cut-off'))
        return Action('wait', say('cut-off'))
    if s.yielded:
        return decide_yielded(s)
    if s.role == 'MASTER':
        return decide_master(s)
    return decide_standby(s)


def decide_master(s):
    if s.alone:
        return Action('isolate', say('alone'))
    lost = s.owned and s.owner == 'peer' and s.settled and not s.moving
    if lost and (s.peer_dead or s.declined):
        if s.seen < 2:
            return Action('wait', say('peer-dead-seen') if s.peer_dead else say('peer-idle-seen'))
        return decide_taken_away(s, MOVED_TO_DEAD if s.peer_dead else MOVED_TO_IDLE)
    if lost and s.seen >= 3 and s.away >= STABLE:
        return Action('yield', say('moved-to-peer'))
    if not s.nic and not lost:
        return Action('add-nic', 'MASTER') if s.nic_due else Action('wait', say('nic-taken'))
    if s.claim and not s.moving and not lost:
        return claim(s)
    if s.owner == 'unknown':
        return Action('wait', say('owner-unknown'))
    if s.moving or not s.settled:
        return Action('wait', say('on-its-way'))
    if s.owner == 'self':
        if s.eip == 'elsewhere' and s.eip_due:
            return Action('bind-eip', say('eip-not-on-vip'))
        return Action('nothing', say('active'))
    if lost:
        return Action('wait', say('names-peer'))
    if s.contested:
        return CONTESTED
    if s.owner == 'peer':
        return take(s, BECAME_MASTER)
    if s.owner == 'other':
        return decide_taken_away(s, FOREIGN)
    if s.away < s.nowhere:
        return Action('wait', say('names-nobody'))
    repairable = s.repairable or s.repeats
    return decide_taken_away(s._replace(repairable=repairable), Action('take', say('vip-nowhere'), 'no-eni'))


def decide_taken_away(s, repair):
    """What somebody else did to the VIP is repaired once, and then left alone for a while."""
    if s.seen < 2:
        return Action('wait', say('names-neither'))
    if not s.repairable:
        return Action('wait', say('left-alone'))
    if not s.nic and s.nic_due:
        return Action('add-nic', 'MASTER')
    return take(s, repair)


def claim(s):
    if s.contested:
        return CONTESTED
    return BECAME_MASTER if s.due else PAUSE


def take(s, action):
    if not s.due:
        return PAUSE
    return action if s.fresh else FRESHEN


def decide_yielded(s):
    if s.owner == 'self' and s.settled and s.seen >= 2:
        return Action('unyield', say('names-us-again'))
    if s.role != 'MASTER':
        if s.heard:
            return Action('unyield', say('peer-heard-again'))
        if not s.peer_alive:
            return Action('unyield', say('peer-is-dead'))
        if s.vip_silent and s.owner == 'peer' and s.settled:
            return Action('unyield', say('nobody-serves'))
    if s.nic and is_elsewhere(s):
        return Action('drop-nic', say('vip-is-peers'))
    return Action('wait', say('yielded'))


def decide_standby(s):
    if s.moving:
        return Action('wait', say('landing'))
    if s.nic and is_elsewhere(s):
        return Action('drop-nic', say('cloud-moved'))
    if s.stale_anchor and not s.nic and s.owner in ('peer', 'other'):
        return Action('clear-anchor', say('anchor-left'))
    if not s.nic and s.owner == 'self' and s.role in ('BACKUP', 'FAULT') and s.nic_due:
        return Action('add-nic', say('names-us'))
    if s.nic and s.owner == 'self':
        return Action('wait', say('serving'))
    if s.nic and s.owner == 'unknown':
        if s.claimed:
            return Action('drop-nic', say('peer-claims'))
        if s.succeeded:
            return Action('drop-nic', say('peer-succeeded'))
        return Action('wait', say('serving-unknown'))
    if s.nic:
        return Action('wait', say('leaving'))
    return Action('nothing', say('standby'))


def is_elsewhere(s):
    """Whether the VIP can leave the NIC without losing a packet."""
    if s.owner in ('peer', 'other'):
        return s.settled and s.seen >= 2 and s.away >= PATH_LAG
    return s.owner == 'none' and s.away >= 30
