"""How the VIP moves. Each kind is a class that answers the same; nothing else names a call or a packet for it.

    record()                    who owns the VIP, as a Record; raises Unreachable or ApiError
    take(source, token, gate)   asks for the VIP; the API's id of the task, or None where there is none to ask about
    task(task)                  SUCCESS | FAILED | RUNNING, and what the API says about it
    judge(move, record, now)    None while a move may still land; else why it did not take place
    verb(action)                what taking the VIP is called in the log
    where_eip()                 unbound or elsewhere: of an EIP that is not on the VIP
    binds_eip                   whether the hooks bind the EIP; then eip(), bind_eip(gate) and unbind_eip(gate) do that
"""
from vip.api import Api
from vip.credentials import KeyFile, Role
from vip.migrate import Migrate
from vip.names import Names


def make_mechanism(host, files, config):
    """The one of this pair, with the API that it uses."""
    names = Names(host, files)
    credentials = KeyFile() if config.credentials == 'key' else Role(host, names)
    return Migrate(config, Api(host, files, names, config.region, config.endpoints, credentials))
