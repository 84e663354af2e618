"""What is to be done: one situation, one action. Pure."""
from typing import NamedTuple

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


CONTESTED = Action('wait', 'the peer says MASTER as well; VRRP settles that first')
PAUSE = Action('wait', 'refused a moment ago')
FRESHEN = Action('wait', 'reading the record before the VIP is moved')
FOREIGN = Action('take', 'the VIP is on an ENI that is not of this pair', 'foreign-eni')
REPAIRS = ('foreign-eni', 'no-eni')     # what somebody else did to the VIP
BECAME_MASTER = Action('take', 'became MASTER', 'became-master')


def decide(s):
    """The one thing to do now."""
    if not s.ours:
        if not s.stranger and s.absent >= ABSENT:
            return Action('disqualify', 'this is not the machine of ha-setup.json: its address or MAC is not on the NIC')
        return Action('wait', 'not the machine of ha-setup.json')
    if s.stranger:
        return Action('qualify', 'the address and the MAC of ha-setup.json are on the NIC')
    if s.isolated:
        if not s.alone:
            return Action('rejoin', 'the network is back')
        if s.nic:
            return Action('drop-nic', 'cut off from the network')
        return Action('wait', 'cut off from the network')
    if s.yielded:
        return decide_yielded(s)
    if s.role == 'MASTER':
        return decide_master(s)
    return decide_standby(s)


def decide_master(s):
    if s.alone:
        return Action('isolate', 'neither the API nor the gateway nor the peer answers')
    lost = s.owned and s.owner == 'peer' and s.settled and not s.moving
    if lost and (s.peer_dead or s.declined):
        how = 'is dead' if s.peer_dead else 'takes no part'
        if s.seen < 2:
            return Action('wait', 'the record names the peer, which %s; reading it again' % how)
        code = 'dead-peer' if s.peer_dead else 'idle-peer'
        return decide_taken_away(s, Action('take', 'the VIP was moved to the peer, which %s' % how, code))
    if lost and s.seen >= 3 and s.away >= STABLE:
        return Action('yield', 'the VIP was ours and the cloud has moved it to the peer')
    if not s.nic and not lost:
        return Action('add-nic', 'MASTER') if s.nic_due else Action('wait', 'somebody takes the VIP off the NIC again and again')
    if s.claim and not s.moving and not lost:
        return claim(s)
    if s.owner == 'unknown':
        return Action('wait', 'who owns the VIP is not known')
    if s.moving or not s.settled:
        return Action('wait', 'the VIP is on its way')
    if s.owner == 'self':
        if s.eip == 'elsewhere' and s.eip_due:
            return Action('bind-eip', 'the EIP is not on the VIP')
        return Action('nothing', 'active')
    if lost:
        return Action('wait', 'the record names the peer; reading it again')
    if s.contested:
        return CONTESTED
    if s.owner == 'peer':
        return take(s, BECAME_MASTER)
    if s.owner == 'other':
        return decide_taken_away(s, FOREIGN)
    if s.away < s.nowhere:
        return Action('wait', 'the record names no ENI; reading it again')
    return decide_taken_away(s, Action('take', 'the VIP is on no ENI', 'no-eni'))


def decide_taken_away(s, repair):
    """What somebody else did to the VIP is repaired once, and then left alone for a while."""
    if s.seen < 2:
        return Action('wait', 'the record names neither host; reading it again')
    if not s.repairable:
        return Action('wait', 'the VIP was taken off the pair again after it was fetched back: left alone for now')
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
        return Action('unyield', 'the record names this host again')
    if s.role != 'MASTER':
        if s.heard:
            return Action('unyield', 'the peer\'s adverts arrive again')
        if not s.peer_alive:
            return Action('unyield', 'the peer is dead')
        if s.vip_silent and s.owner == 'peer' and s.settled:
            return Action('unyield', 'the peer answers and the VIP does not: nobody serves')
    if s.nic and is_elsewhere(s):
        return Action('drop-nic', 'the VIP is the peer\'s')
    return Action('wait', 'yielded to the peer')


def decide_standby(s):
    if s.moving:
        return Action('wait', 'our own move of the VIP is landing')
    if s.nic and is_elsewhere(s):
        return Action('drop-nic', 'the cloud has moved the VIP')
    if s.stale_anchor and not s.nic and s.owner in ('peer', 'other'):
        return Action('clear-anchor', 'keepalived is dead, and the VIP is elsewhere')
    if not s.nic and s.owner == 'self' and s.role in ('BACKUP', 'FAULT') and s.nic_due:
        return Action('add-nic', 'the record names this host, so its packets come here')
    if s.nic and s.owner == 'self':
        return Action('wait', 'serving until the cloud has moved the VIP')
    if s.nic and s.owner == 'unknown':
        if s.claimed:
            return Action('drop-nic', 'the peer says by its adverts that the record names it')
        if s.succeeded:
            return Action('drop-nic', 'the peer has been MASTER for a while, and no packets come for the VIP')
        return Action('wait', 'serving, as it is not known who owns the VIP')
    if s.nic:
        return Action('wait', 'the VIP is leaving')
    return Action('nothing', 'standby')


def is_elsewhere(s):
    """Whether the VIP can leave the NIC without losing a packet."""
    if s.owner in ('peer', 'other'):
        return s.settled and s.seen >= 2 and s.away >= PATH_LAG
    return s.owner == 'none' and s.away >= 30
