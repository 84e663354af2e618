"""How the VIP moves. Each kind is a class that answers the same; nothing else names a call or a packet for it.

    reads                       whether there is a record to read; without one the owner is unknown
    record()                    who owns the VIP, as a Record; raises Unreachable or ApiError
    take(source, token, gate)   asks for the VIP; the API's id of the task, or None where there is none to ask about
    task(task)                  of such an id: SUCCESS | FAILED | RUNNING, and what the API says about it
    judge(move, record, now)    None while a move may still land; else why it did not take place
    silent_for()                for how many seconds what it depends on has given no sign
    asks_at_once                whether a MASTER asks before it has read the record
    patience                    seconds after which a move is over whatever the record says, or None
    not_before                  when it may be asked for again
    trusts_bonus                whether a peer that advertises the owner's priority is the owner
    nowhere                     seconds for which a VIP that nobody has may be on its way
    repeats                     whether a VIP that nobody has is asked for as often as that happens
    is_claim_due(claims, record)    whether a MASTER asks for the VIP whatever the record says, after so many times
    has_succeeded(heard_for)    whether the VIP has gone to a peer that has been MASTER for so long, the record being unknown
    scope, keep()               the VIP's scope on the NIC, and what the NIC needs besides
    verb(action), asked         what taking the VIP is called in the log, and having asked for it
    where_eip()                 unbound or elsewhere: of an EIP that is not on the VIP
    binds_eip                   whether the hooks bind the EIP; then eip(), bind_eip(gate) and unbind_eip(gate) do that
"""
from vip.api import Api
from vip.credentials import KeyFile, Role
from vip.havip import HaVip
from vip.migrate import Migrate
from vip.names import Names


KINDS = {'migrate': Migrate, 'havip': HaVip}


def make_mechanism(host, files, log, config):
    """The one of this pair, with the API that it uses."""
    names = Names(host, files)
    credentials = KeyFile() if config.credentials == 'key' else Role(host, names)
    endpoints = [] if config.credentials == 'none' else config.endpoints
    return KINDS[config.mechanism](host, files, log, config, Api(host, files, names, config.region, endpoints, credentials))
