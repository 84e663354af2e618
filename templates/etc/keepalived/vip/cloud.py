"""The few calls that the hooks make, each with its own words."""
from vip.api import Api, ApiError
from vip.credentials import KeyFile, Role, Unreachable
from vip.names import Names
from vip.record import find_holders, judge_holders

GONE = ('ResourceNotFound', 'InvalidParameterValue', 'InvalidNetworkInterfaceId')


class Cloud:
    def __init__(self, host, files, config):
        self.config = config
        names = Names(host, files)
        credentials = KeyFile() if config.credentials == 'key' else Role(host, names)
        self.api = Api(host, files, names, config.region, config.endpoints, credentials)

    def record(self):
        """Who owns the VIP, as a Record. Raises Unreachable or ApiError."""
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
            raise Unreachable('the API\'s answer lacks this host\'s ENI %s' % config.self_eni)
        holders = find_holders(enis, config.vip)
        if not holders:
            others = self.api.read('DescribeNetworkInterfaces', {'Filters': [
                {'Name': 'vpc-id', 'Values': [mine[0].get('VpcId')]},
                {'Name': 'address-ip', 'Values': [config.vip]},
                {'Name': 'ip-exact-match', 'Values': ['TRUE']}]})
            holders = find_holders(others.get('NetworkInterfaceSet') or [], config.vip)
        return judge_holders(holders, config)

    def migrate(self, source, gate=None):
        """Returns the task's id once the API has accepted the move."""
        return self.api.write('MigratePrivateIpAddress', {
            'SourceNetworkInterfaceId': source, 'DestinationNetworkInterfaceId': self.config.self_eni,
            'PrivateIpAddress': self.config.vip}, gate).get('RequestId')

    def assign(self, token, gate=None):
        """The token: a call that is repeated with it is carried out once."""
        self.api.write('AssignPrivateIpAddresses', {
            'NetworkInterfaceId': self.config.self_eni, 'ClientToken': token,
            'PrivateIpAddresses': [{'PrivateIpAddress': self.config.vip, 'Primary': False,
                                    'Description': 'ha-setup-' + self.config.cluster}]}, gate)

    def task(self, task):
        """SUCCESS | FAILED | RUNNING, and what the API says about it."""
        reply = self.api.read('DescribeVpcTaskResult', {'TaskId': task})
        return reply.get('Status'), str(reply.get('Output') or '')

    def eip(self):
        """(status, ENI, private address) of the EIP."""
        found = self.api.read('DescribeAddresses', {'AddressIds': [self.config.eip]}).get('AddressSet') or []
        if not found:
            raise ApiError('ResourceNotFound', 'the EIP %s does not exist' % self.config.eip)
        return found[0].get('AddressStatus'), found[0].get('NetworkInterfaceId'), found[0].get('PrivateAddressIp')

    def unbind_eip(self, gate=None):
        self.api.write('DisassociateAddress', {'AddressId': self.config.eip}, gate)

    def bind_eip(self, gate=None):
        self.api.write('AssociateAddress', {
            'AddressId': self.config.eip, 'NetworkInterfaceId': self.config.self_eni,
            'PrivateIpAddress': self.config.vip}, gate)
