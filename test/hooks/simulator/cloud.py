"""A simulated cloud: one VIP on one ENI, migrations that land late, readers that lag, an EIP that follows late or not at all."""
import json

ENIS = {'a': 'eni-aaaaaaaa', 'b': 'eni-bbbbbbbb'}
OTHER = 'eni-other001'
VIP, EIP = '10.0.1.100', 'eip-test0001'
MUTATING = ('MigratePrivateIpAddress', 'AssignPrivateIpAddresses', 'AssociateAddress', 'DisassociateAddress')


class Cloud:
    heeds_arp = False

    def __init__(self, clock, rng):
        self.clock = clock
        self.rng = rng
        self.latency = 0.12         # of each call, there and back
        self.landing = 2.0          # of a migration
        self.path_lag = 0.0         # seconds by which the data path follows the record
        self.read_lag = 0.0         # seconds by which a reading may be old, at random
        self.eip_follows = 0.0      # seconds after the landing, or None: it stays behind
        self.owner, self.state = ENIS['a'], 'AVAILABLE'
        self.path = self.owner
        self.eip = ('BIND', self.owner, VIP)
        self.history = [(-1e9, self.owner, self.state, self.eip)]
        self.tasks = {}
        self.calls = []             # (when, host, action, code)
        self.lands = []             # (when, ENI): each change of owner
        self.refuse = lambda host, action: None     # a code, an int as HTTP status, or None
        self.on_path = lambda: None
        self.number = 0

    def note(self):
        self.history.append((self.clock.now, self.owner, self.state, self.eip))

    def moves(self, since=-1e9):
        return [call for call in self.calls if call[0] >= since and call[2:] == ('MigratePrivateIpAddress', 'ok')]

    def handle(self, host, action, params):
        """(HTTP status, body) of one request that arrives now."""
        refusal = self.refuse(host, action)
        if isinstance(refusal, int):
            self.calls.append((self.clock.now, host, action, str(refusal)))
            return refusal, b'busy'
        values = {'Error': {'Code': refusal, 'Message': 'because of ' + refusal}} if refusal else getattr(self, action)(params)
        code = values['Error']['Code'] if 'Error' in values else 'ok'
        self.calls.append((self.clock.now, host, action, code))
        self.number += 1
        return 200, json.dumps({'Response': dict({'RequestId': 'req-%d' % self.number}, **values)}).encode()

    def error(self, code):
        return {'Error': {'Code': code, 'Message': code}}

    def seen(self):
        """What a reader sees: the record as it is, or as it was a little while ago."""
        at = self.clock.now - (self.rng.random() * self.read_lag if self.read_lag else 0.0)
        return next(entry for entry in reversed(self.history) if entry[0] <= at)[1:]

    def DescribeNetworkInterfaces(self, params):
        owner, state, eip = self.seen()
        wanted = params.get('NetworkInterfaceIds')
        if wanted is None:
            wanted = [owner] if owner else []
        found = []
        for eni in wanted:
            entries = [{'PrivateIpAddress': '10.0.1.9', 'Primary': True, 'State': 'AVAILABLE'}]
            if eni == owner:
                entry = {'PrivateIpAddress': VIP, 'Primary': False, 'State': state}
                if eip[0] == 'BIND' and eip[1:] == (eni, VIP):
                    entry['AddressId'] = EIP
                entries.append(entry)
            found.append({'NetworkInterfaceId': eni, 'VpcId': 'vpc-1', 'PrivateIpAddressSet': entries})
        return {'NetworkInterfaceSet': found, 'TotalCount': len(found)}

    def MigratePrivateIpAddress(self, params):
        if self.state != 'AVAILABLE':
            return self.error('UnsupportedOperation.MutexOperationTaskRunning')
        if params['SourceNetworkInterfaceId'] != self.owner:
            return self.error('UnauthorizedOperation.AttachmentNotFound')
        self.state = 'MIGRATING'
        self.note()
        self.number += 1
        task = 'task-%d' % self.number
        self.tasks[task] = 'RUNNING'
        self.clock.call(self.landing, lambda: self.land(task, params['DestinationNetworkInterfaceId']))
        return {'RequestId': task}

    def land(self, task, eni):
        self.tasks[task] = 'SUCCESS'
        self.place(eni)
        if self.eip_follows is not None and self.eip[0] == 'BIND':
            self.clock.call(self.eip_follows, lambda: self.follow(eni))

    def follow(self, eni):
        if self.eip[0] == 'BIND' and self.owner == eni:
            self.eip = ('BIND', eni, VIP)
            self.note()

    def place(self, eni):
        """The VIP is on this ENI from now on: a landing, or somebody's doing in the console."""
        self.owner, self.state = eni, 'AVAILABLE'
        self.lands.append((self.clock.now, eni))
        self.note()
        self.clock.call(self.path_lag, lambda: self.route(eni))

    def route(self, eni):
        self.path = eni
        self.on_path()

    def DescribeVpcTaskResult(self, params):
        return {'Status': self.tasks.get(params['TaskId'], 'RUNNING')}

    def AssignPrivateIpAddresses(self, params):
        if self.owner:
            return self.error('InvalidParameterValue.Duplicate')
        self.place(params['NetworkInterfaceId'])
        return {}

    def DescribeAddresses(self, params):
        status, eni, ip = self.eip
        return {'AddressSet': [{'AddressId': EIP, 'AddressStatus': status, 'NetworkInterfaceId': eni, 'PrivateAddressIp': ip}]}

    def DisassociateAddress(self, params):
        self.eip = ('UNBIND', None, None)
        self.note()
        return {}

    def AssociateAddress(self, params):
        if self.eip[0] != 'UNBIND':
            return self.error('InvalidAddressStatus.NotPermit')
        self.eip = ('BIND', params['NetworkInterfaceId'], params['PrivateIpAddress'])
        self.note()
        return {}
