"""The VIP as a HAVIP, which belongs to the host that announced it last. A mechanism, as mechanism.py describes them."""
from vip.arp_guard import ArpGuard
from vip.failures import ApiError, Unreachable
from vip.garp import make_announcement
from vip.inbound import Inbound
from vip.nic import SCOPE_HOST
from vip.record import Record
from vip.say import say

AGAIN = 5.1             # seconds between two announcements: the cloud heeds one of a NIC in 5 s
UNSEEN = 4              # so many of them where nothing tells whether one was heeded: all within the first 15 s or so
SUCCEEDED = 15.0        # for so long the peer must have been MASTER where the record is unknown: time for three announcements


class HaVip:
    scope = SCOPE_HOST
    patience = AGAIN
    trusts_bonus = False        # it may be of before an announcement that nobody has read of
    asks_at_once = True
    nowhere = 0.0
    repeats = True              # whoever has it not loses nothing by an announcement
    binds_eip = False
    asked = say('asked-network')

    def __init__(self, host, files, log, config, api):
        self.host = host
        self.config = config
        self.api = api
        self.guard = ArpGuard(host, files, log, config.interface)
        self.not_before = 0.0       # when another announcement can be heeded
        self.inbound = Inbound(host, config.interface)
        self.reads = config.credentials != 'none'

    def verb(self, action):
        return 'announce'

    def keep(self):
        self.guard.keep()

    def silent_for(self):
        return self.api.silent_for() if self.reads else self.inbound.silent_for()

    def is_claim_due(self, claims, record):
        return claims == 0 or claims < UNSEEN and record.owner == 'unknown'

    def has_succeeded(self, heard_for):
        return heard_for >= SUCCEEDED

    def record(self):
        if not self.reads:
            return Record()
        found = self.api.read('DescribeHaVips', {'HaVipIds': [self.config.havip]}).get('HaVipSet') or []
        if not found:
            raise ApiError('ResourceNotFound', say('havip-missing', havip=self.config.havip))
        return judge_havip(found[0], self.config)

    def take(self, source, token, gate):
        if not gate.enter(gate.turn):
            raise Unreachable(say('given-up-announcing'))
        device = self.config.interface
        mac = self.host.mac(device)
        if mac is None:
            raise Unreachable(say('no-mac', device=device))
        self.not_before = self.host.now() + AGAIN
        try:
            self.host.send_frames(device, make_announcement(mac, self.config.vip))
        except OSError as error:
            raise Unreachable(say('cannot-announce', device=device, error=error))
        return None

    def judge(self, move, record, now):
        return None

    def where_eip(self):
        return 'elsewhere'


def judge_havip(entry, config):
    """The Record from an entry of DescribeHaVips. Pure."""
    instance, eni = entry.get('InstanceId'), entry.get('NetworkInterfaceId')
    eip = 'none'
    if config.eip:
        eip = 'vip' if config.eip_address and entry.get('AddressIp') == config.eip_address else 'elsewhere'
    flushed = entry.get('FlushedTime')
    if entry.get('State') == 'UNBIND' or not (instance or eni):
        return Record('none', None, None, eip, flushed)
    if instance == config.self_instance or eni == config.self_eni:
        return Record('self', config.self_eni, None, eip, flushed)
    if instance == config.peer_instance or eni == config.peer_eni:
        return Record('peer', config.peer_eni, None, eip, flushed)
    return Record('other', eni or instance, None, eip, flushed)
