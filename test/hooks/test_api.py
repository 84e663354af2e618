import json
import os
import socket
import sys
import tempfile
import time
import types
import unittest

import fake_api
from load import load

sys.dont_write_bytecode = True
FOLDER = tempfile.mkdtemp()
vip = load(FOLDER)
vip.HEDGE = 0.4
CERT, KEY = fake_api.make_certificate(FOLDER)
os.environ['SSL_CERT_FILE'] = CERT
SETTINGS = {
    'version': 1, 'cluster': 'web', 'region': 'ap-beijing', 'mode': 'stable', 'vip': fake_api.VIP, 'eip': fake_api.EIP,
    'interface': 'eth0', 'gateway': '10.0.1.1', 'self': {'instance': 'ins-self', 'eni': fake_api.SELF, 'ip': '10.0.1.16'},
    'peer': {'instance': 'ins-peer', 'eni': fake_api.PEER, 'ip': '10.0.1.17'}, 'endpoints': [], 'credentials': 'key',
    'healthCheck': None, 'webhook': None}
with open(vip.CREDENTIALS, 'w') as f:
    json.dump({'secretId': 'the-id', 'secretKey': 'the-key'}, f)


def hang_up(handler):
    handler.close_connection = True
    handler.connection.shutdown(socket.SHUT_RDWR)


def hang(handler):
    time.sleep(30)


class WithCloud(unittest.TestCase):
    def setUp(self):
        for name in os.listdir(vip.STATE):
            os.unlink(os.path.join(vip.STATE, name))
        self.fake = fake_api.Cloud()
        self.server = fake_api.serve(self.fake, CERT, KEY)
        self.addCleanup(self.server.shutdown)
        self.here = 'localhost:%d' % self.server.server_address[1]
        self.cloud = self.client([self.here])

    def client(self, endpoints):
        return vip.Cloud(vip.Config(dict(SETTINGS, endpoints=endpoints)))

    def refusing(self):
        with socket.socket() as s:
            s.bind(('127.0.0.1', 0))
            return 'localhost:%d' % s.getsockname()[1]

    def silent(self):
        s = socket.socket()
        s.bind(('127.0.0.1', 0))
        s.listen(50)
        self.addCleanup(s.close)
        return 'localhost:%d' % s.getsockname()[1]


class Reading(WithCloud):
    def test_owner_and_eip(self):
        self.assertEqual(self.cloud.record(), ('peer', fake_api.PEER, 'AVAILABLE', 'elsewhere'))
        self.fake.owner, self.fake.eip = fake_api.SELF, ('BIND', fake_api.SELF, fake_api.VIP)
        self.assertEqual(self.cloud.record(), ('self', fake_api.SELF, 'AVAILABLE', 'vip'))

    def test_third_eni_none_and_a_peer_that_is_gone(self):
        self.fake.owner = fake_api.OTHER
        self.assertEqual(self.cloud.record().owner, 'other')
        self.fake.owner = None
        self.assertEqual(self.cloud.record().owner, 'none')
        self.fake.owner, self.fake.enis = fake_api.SELF, (fake_api.SELF,)
        self.fake.script = [('DescribeNetworkInterfaces', self.fake.refuse('ResourceNotFound'))]
        self.assertEqual(self.cloud.record().owner, 'self')

    def test_an_answer_without_our_eni_is_no_answer(self):
        self.fake.enis = (fake_api.PEER,)
        with self.assertRaises(vip.Unreachable):
            self.cloud.record()

    def test_slow(self):
        self.fake.latency = 1.0
        self.assertEqual(self.cloud.record().owner, 'peer')

    def test_5xx_and_garbage(self):
        for reply in ((503, b'busy'), (200, b'<html>'), (200, b'[]'), (200, b'{"Response": 5}'), hang_up):
            self.fake.script = [(None, (lambda r: lambda *_: r)(reply))] * 2
            with self.assertRaises(vip.Unreachable, msg=reply):
                self.cloud.record()

    def test_hanging_once_is_asked_again(self):
        self.fake.script = [(None, lambda *_: hang)]
        start = time.monotonic()
        self.assertEqual(self.cloud.record().owner, 'peer')
        self.assertLess(time.monotonic() - start, 1.0)

    def test_gives_up_at_the_deadline(self):
        start = time.monotonic()
        with self.assertRaises(vip.Unreachable):
            self.client([self.silent()]).record(within=1.0)
        self.assertLess(time.monotonic() - start, 1.5)

    def test_second_endpoint_when_the_first_refuses_or_is_silent(self):
        for first in (self.refusing(), self.silent()):
            cloud = self.client([first, self.here])
            self.assertEqual(cloud.record().owner, 'peer')
            start = time.monotonic()
            self.assertEqual(cloud.record().owner, 'peer')
            self.assertLess(time.monotonic() - start, 0.3, 'the one that answered comes first')

    def test_without_dns_the_last_address_serves(self):
        self.cloud.record()
        real = socket.getaddrinfo
        self.addCleanup(setattr, socket, 'getaddrinfo', real)

        def fake(name, *words):
            if name == 'localhost':
                raise socket.gaierror('no name service')
            return real(name, *words)
        socket.getaddrinfo = fake
        self.assertEqual(self.cloud.record().owner, 'peer')
        self.assertEqual(self.client([self.here]).record().owner, 'peer', 'a new process knows it as well')

    def test_a_skewed_clock_is_corrected_by_the_answer(self):
        self.addCleanup(setattr, vip, 'time', time)
        vip.time = types.SimpleNamespace(**vars(time))
        vip.time.time = lambda: time.time() - 4000

        def check(cloud, action, params):
            stamp = int(cloud.requests[-1][0]['X-TC-Timestamp'])
            return cloud.refuse('AuthFailure.SignatureExpire') if abs(stamp - time.time()) > 300 else None
        self.fake.script = [(None, check)] * 3
        self.assertEqual(self.cloud.record().owner, 'peer')
        vip.time.time = lambda: time.time() + 600
        self.assertEqual(self.cloud.record().owner, 'peer')
        self.assertEqual(len(self.fake.script), 0)
        self.assertEqual(len(self.fake.calls), 3)

    def test_refusals_keep_their_code(self):
        self.fake.script = [(None, self.fake.refuse('RequestLimitExceeded'))]
        with self.assertRaises(vip.ApiError) as caught:
            self.cloud.record()
        self.assertEqual(caught.exception.code, 'RequestLimitExceeded')

    def test_an_untrusted_certificate_is_no_answer(self):
        with tempfile.TemporaryDirectory() as folder:
            server = fake_api.serve(self.fake, *fake_api.make_certificate(folder))
            self.addCleanup(server.shutdown)
            with self.assertRaises(vip.Unreachable):
                self.client(['localhost:%d' % server.server_address[1]]).record()
        self.assertEqual(self.fake.calls, [])


class Writing(WithCloud):
    def test_a_move_is_never_sent_twice(self):
        self.fake.script = [('MigratePrivateIpAddress', lambda *_: hang_up)]
        with self.assertRaises(vip.Unreachable) as caught:
            self.client([self.here, self.here.replace('localhost', '127.0.0.1')]).migrate(fake_api.PEER)
        self.assertTrue(caught.exception.sent)
        self.assertEqual(self.fake.count('MigratePrivateIpAddress'), 1)

    def test_a_move_goes_to_the_next_endpoint_where_it_cannot_have_arrived(self):
        self.assertTrue(self.client([self.refusing(), self.here]).migrate(fake_api.PEER))
        self.assertEqual(self.fake.count('MigratePrivateIpAddress'), 1)

    def test_fields(self):
        self.fake.owner = fake_api.OTHER
        self.cloud.migrate(fake_api.OTHER)
        self.assertEqual(self.fake.calls[-1][1], {
            'SourceNetworkInterfaceId': fake_api.OTHER, 'DestinationNetworkInterfaceId': fake_api.SELF,
            'PrivateIpAddress': fake_api.VIP})


class RoleCredentials(unittest.TestCase):
    def test_cached_refetched_and_kept_when_metadata_is_away(self):
        pages = {'n': 0, 'up': True}

        def fetch(self, path):
            if not pages['up']:
                raise vip.Unreachable('down')
            if path == self.PATH:
                return 'the-role'
            pages['n'] += 1
            return json.dumps({'TmpSecretId': 'id%d' % pages['n'], 'TmpSecretKey': 'k', 'Token': 't',
                               'ExpiredTime': int(time.time()) + 3600})
        role = vip.Role()
        role.fetch = fetch.__get__(role)
        self.assertEqual(role.get().secret_id, 'id1')
        self.assertEqual(role.get().secret_id, 'id1')
        role.forget()
        self.assertEqual(role.get().secret_id, 'id2')
        role.forget()
        pages['up'] = False
        self.assertEqual(role.get().secret_id, 'id2')


if __name__ == '__main__':
    unittest.main()
