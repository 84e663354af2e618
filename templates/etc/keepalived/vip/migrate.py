"""The VIP as a secondary address of an ENI, moved by a call. A mechanism, as mechanism.py describes them."""
from vip.arp_guard import ArpGuard
from vip.failures import ApiError, Unreachable
from vip.nic import SCOPE_GLOBAL
from vip.record import Record
from vip.say import say

GONE = ('ResourceNotFound', 'InvalidParameterValue', 'InvalidNetworkInterfaceId')
GIVE_UP = 3.0           # seconds after which a call whose answer was lost is held for lost itself, where the record is unchanged
GIVE_UP_TASK = 60.0     # the same where the API accepted the move, and tells nothing of its task


class Migrate:
    reads = True
    scope = SCOPE_GLOBAL
    patience = None
    not_before = 0.0
    trusts_bonus = True
    asks_at_once = False
    nowhere = 10.0              # a VIP on no ENI may be in the middle of a migration for so long
    repeats = False
    binds_eip = True
    asked = say('asked-api')

    def __init__(self, host, files, log, config, api):
        self.config = config
        self.api = api
        self.guard = ArpGuard(host, files, log, config.interface)

    def verb(self, action):
        return 'assign' if action.code == 'no-eni' else 'migrate'

    def keep(self):
        """An earlier mechanism may have kept the kernel silent."""
        self.guard.release()

    def silent_for(self):
        return self.api.silent_for()

    def is_claim_due(self, claims, record):
        return False

    def has_succeeded(self, heard_for):
        return False

    def judge(self, move, record, now):
        return judge_move(move, record, now)

    def record(self):
        config = self.config
        ours = [config.self_eni, config.peer_eni]
        try:
            reply = self.api.read('DescribeNetworkInterfaces', {'NetworkInterfaceIds': ours})
        except ApiError as error:
            if not error.code.startswith(GONE):
                raise
            # The peer's ENI may be gone for ever: a filter does not mind.
            reply = self.api.read('DescribeNetworkInterfaces',
                                  {'Filters': [{'Name': 'network-interface-id', 'Values': ours}]})
        enis = reply.get('NetworkInterfaceSet') or []
        mine = [eni for eni in enis if eni.get('NetworkInterfaceId') == config.self_eni]
        if not mine:
            raise Unreachable(say('eni-missing', eni=config.self_eni))
        holders = find_holders(enis, config.vip)
        if not holders:
            others = self.api.read('DescribeNetworkInterfaces', {'Filters': [
                {'Name': 'vpc-id', 'Values': [mine[0].get('VpcId')]},
                {'Name': 'address-ip', 'Values': [config.vip]},
                {'Name': 'ip-exact-match', 'Values': ['TRUE']}]})
            holders = find_holders(others.get('NetworkInterfaceSet') or [], config.vip)
        return judge_holders(holders, config)

    def take(self, source, token, gate):
        """Moves the VIP here from an ENI, or assigns it where none has it. Returns the task's id once the API has accepted.

        The token: an assignment that is repeated with it is carried out once."""
        if source is not None:
            return self.api.write('MigratePrivateIpAddress', {
                'SourceNetworkInterfaceId': source, 'DestinationNetworkInterfaceId': self.config.self_eni,
                'PrivateIpAddress': self.config.vip}, gate).get('RequestId')
        self.api.write('AssignPrivateIpAddresses', {
            'NetworkInterfaceId': self.config.self_eni, 'ClientToken': token,
            'PrivateIpAddresses': [{'PrivateIpAddress': self.config.vip, 'Primary': False,
                                    'Description': 'ha-setup-' + self.config.cluster}]}, gate)
        return None

    def task(self, task):
        """SUCCESS | FAILED | RUNNING, and what the API says about it."""
        reply = self.api.read('DescribeVpcTaskResult', {'TaskId': task})
        return reply.get('Status'), str(reply.get('Output') or '')

    def eip(self):
        """(status, ENI, private address) of the EIP."""
        found = self.api.read('DescribeAddresses', {'AddressIds': [self.config.eip]}).get('AddressSet') or []
        if not found:
            raise ApiError('ResourceNotFound', say('eip-missing', eip=self.config.eip))
        return found[0].get('AddressStatus'), found[0].get('NetworkInterfaceId'), found[0].get('PrivateAddressIp')

    def where_eip(self):
        return 'unbound' if self.eip()[0] == 'UNBIND' else 'elsewhere'

    def unbind_eip(self, gate):
        self.api.write('DisassociateAddress', {'AddressId': self.config.eip}, gate)

    def bind_eip(self, gate):
        self.api.write('AssociateAddress', {
            'AddressId': self.config.eip, 'NetworkInterfaceId': self.config.self_eni,
            'PrivateIpAddress': self.config.vip}, gate)


def find_holders(enis, vip):
    """(ENI's id, the address's entry) of each ENI of an API reply that has the VIP."""
    return [(eni.get('NetworkInterfaceId'), address) for eni in enis
            for address in eni.get('PrivateIpAddressSet') or []
            if address.get('PrivateIpAddress') == vip]


def judge_holders(holders, config):
    """The Record from those who have the VIP. Pure."""
    if not holders:
        return Record('none', None, None, 'elsewhere' if config.eip else 'none')
    # On two ENIs at once it is on its way: the one that has it available already is not the one to trust.
    moving = [h for h in holders if h[1].get('State') not in (None, 'AVAILABLE')]
    eni, address = (moving or holders)[0]
    owner = {config.self_eni: 'self', config.peer_eni: 'peer'}.get(eni, 'other')
    eip = 'none'
    if config.eip:
        eip = 'vip' if address.get('AddressId') == config.eip else 'elsewhere'
    return Record(owner, eni, address.get('State') if len(holders) == 1 else 'MIGRATING', eip)


def judge_move(move, record, now):
    """None while the move may still land; else why it did not take place. Pure.

    record: the reading after it."""
    age = now - move.at
    unchanged = say('move-unchanged', seconds=age)
    if move.status == 'FAILED':
        return say('move-failed')
    if record.owner == 'unknown' or not record.settled:
        return say('move-endless', seconds=age) if age > 180 else None
    if move.ended is not None and now - move.ended > GIVE_UP:
        return say('move-denied')
    if move.task is None and age > GIVE_UP:
        return unchanged
    if move.status is None and age > GIVE_UP_TASK:
        return say('move-untold', seconds=age)
    return unchanged if age > 180 else None
