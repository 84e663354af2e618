import json
import os
import socket
import tempfile
import time
import unittest

import fake_api
import load  # noqa: F401  (finds the modules)
from vip.api_clock import parse_date
from vip.config import Config
from vip.credentials import KeyFile, Role
from vip.failures import ApiError, Unreachable
from vip.files import Files
from vip.gate import Gate
from vip.host import Host
from vip.mechanism import make_mechanism
from vip.names import Names

FOLDER = tempfile.mkdtemp()
CERT, KEY = fake_api.make_certificate(FOLDER)
os.environ['SSL_CERT_FILE'] = CERT
SETTINGS = {
    'version': 1, 'cluster': 'web', 'region': 'ap-beijing', 'mode': 'stable', 'vip': fake_api.VIP, 'eip': fake_api.EIP,
    'interface': 'eth0', 'gateway': '10.0.1.1', 'self': {'instance': 'ins-self', 'eni': fake_api.SELF, 'ip': '10.0.1.16'},
    'peer': {'instance': 'ins-peer', 'eni': fake_api.PEER, 'ip': '10.0.1.17'}, 'endpoints': [], 'credentials': 'key',
    'healthCheck': None, 'webhook': None}
KEY_FILE = os.path.join(FOLDER, 'credentials')
with open(KEY_FILE, 'w') as f:
    json.dump({'secretId': 'the-id', 'secretKey': 'the-key'}, f)


def hang_up(handler):
    handler.close_connection = True
    handler.connection.shutdown(socket.SHUT_RDWR)


def hang(handler):
    time.sleep(30)


class WithCloud(unittest.TestCase):
    def setUp(self):
        self.host = Host()
        self.files = Files(tempfile.mkdtemp(dir=FOLDER))
        self.fake = fake_api.Cloud()
        self.server = fake_api.serve(self.fake, CERT, KEY)
        self.addCleanup(self.server.shutdown)
        self.here = 'localhost:%d' % self.server.server_address[1]
        self.cloud = self.client([self.here])

    def config(self, endpoints):
        return Config(dict(SETTINGS, endpoints=endpoints))

    def client(self, endpoints, files=None):
        cloud = make_mechanism(self.host, files or self.files, print, self.config(endpoints))
        cloud.api.credentials = KeyFile(KEY_FILE)
        return cloud

    def move(self, cloud, source, gate=None):
        return cloud.take(source, None, gate or Gate(self.host))

    def record_within(self, cloud, seconds):
        """Asks for the record as record() does, with a shorter deadline."""
        return cloud.api.read('DescribeNetworkInterfaces', {'NetworkInterfaceIds': [fake_api.SELF]}, seconds)

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
        self.assertEqual(self.cloud.record(), ('peer', fake_api.PEER, 'AVAILABLE', 'elsewhere', None))
        self.fake.owner, self.fake.eip = fake_api.SELF, ('BIND', fake_api.SELF, fake_api.VIP)
        self.assertEqual(self.cloud.record(), ('self', fake_api.SELF, 'AVAILABLE', 'vip', None))

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
        with self.assertRaises(Unreachable):
            self.cloud.record()

    def test_slow(self):
        self.fake.latency = 1.0
        self.assertEqual(self.cloud.record().owner, 'peer')

    def test_5xx_and_garbage(self):
        for reply in ((503, b'busy'), (200, b'<html>'), (200, b'[]'), (200, b'{"Response": 5}'), hang_up):
            self.fake.script = [(None, (lambda r: lambda *_: r)(reply))] * 2
            with self.assertRaises(Unreachable, msg=reply):
                self.cloud.record()

    def test_hanging_once_is_asked_again(self):
        self.fake.script = [(None, lambda *_: hang)]
        start = time.monotonic()
        self.assertEqual(self.cloud.record().owner, 'peer')
        self.assertLess(time.monotonic() - start, 1.0)

    def test_gives_up_at_the_deadline(self):
        start = time.monotonic()
        with self.assertRaises(Unreachable):
            self.record_within(self.client([self.silent()]), 1.0)
        self.assertLess(time.monotonic() - start, 1.5)

    def test_second_endpoint_when_the_first_refuses_or_is_silent(self):
        for first in (self.refusing(), self.silent()):
            cloud = self.client([first, self.here])
            self.assertEqual(cloud.record().owner, 'peer')
            start = time.monotonic()
            self.assertEqual(cloud.record().owner, 'peer')
            self.assertLess(time.monotonic() - start, 0.3, 'the one that answered comes first')

    def test_without_dns_the_last_address_serves_at_once(self):
        self.cloud.record()

        def silent(name):
            time.sleep(20)
            raise OSError('no name service')
        for resolve in (silent, lambda name: []):
            self.host.resolve = resolve
            for cloud in (self.cloud, self.client([self.here])):
                cloud.api.names.asked = {}
                start = time.monotonic()
                self.assertEqual(cloud.record().owner, 'peer', 'a new process knows it as well')
                self.assertLess(time.monotonic() - start, 0.5)

    def test_a_name_that_never_had_an_address(self):
        self.host.resolve = lambda name: (_ for _ in ()).throw(OSError('no such name'))
        with self.assertRaisesRegex(Unreachable, 'no such name'):
            self.record_within(self.cloud, 1.0)

    def test_a_new_address_is_found_where_the_known_ones_are_dead(self):
        self.cloud.record()
        self.cloud.api.names.known['localhost'] = ['127.0.0.9']
        self.cloud.api.names.asked = {}
        try:
            self.cloud.record()
        except Unreachable:
            time.sleep(0.5)
        self.assertEqual(self.cloud.record().owner, 'peer')

    def test_a_skewed_clock_is_corrected_by_the_answer(self):
        self.host.wall = lambda: time.time() - 4000

        def check(cloud, action, params):
            stamp = int(cloud.requests[-1][0]['X-TC-Timestamp'])
            return cloud.refuse('AuthFailure.SignatureExpire') if abs(stamp - time.time()) > 300 else None
        self.fake.script = [(None, check)] * 3
        self.assertEqual(self.cloud.record().owner, 'peer')
        self.host.wall = lambda: time.time() + 600
        self.assertEqual(self.cloud.record().owner, 'peer')
        self.assertEqual(len(self.fake.script), 0)
        self.assertEqual(len(self.fake.calls), 3)

    def test_any_answer_shows_that_the_network_is_well(self):
        for reply in (self.fake.refuse('RequestLimitExceeded'), (503, b'busy')):
            self.fake.script = [(None, reply)] * 4
            with self.assertRaises((ApiError, Unreachable)):
                self.cloud.record()
            self.assertEqual(self.cloud.api.silent_for(), 0)

    def test_silence_is_counted_from_the_first_request(self):
        cloud = self.client([self.silent()])
        with self.assertRaises(Unreachable):
            self.record_within(cloud, 1.0)
        self.assertGreater(cloud.api.silent_for(), 0.9)

    def test_refusals_keep_their_code(self):
        self.fake.script = [(None, self.fake.refuse('RequestLimitExceeded'))]
        with self.assertRaises(ApiError) as caught:
            self.cloud.record()
        self.assertEqual(caught.exception.code, 'RequestLimitExceeded')

    def test_an_untrusted_certificate_is_no_answer(self):
        with tempfile.TemporaryDirectory() as folder:
            server = fake_api.serve(self.fake, *fake_api.make_certificate(folder))
            self.addCleanup(server.shutdown)
            with self.assertRaises(Unreachable):
                self.client(['localhost:%d' % server.server_address[1]]).record()
        self.assertEqual(self.fake.calls, [])


class Writing(WithCloud):
    def test_a_move_is_never_sent_twice(self):
        self.fake.script = [('MigratePrivateIpAddress', lambda *_: hang_up)]
        with self.assertRaises(Unreachable) as caught:
            self.move(self.client([self.here, self.here.replace('localhost', '127.0.0.1')]), fake_api.PEER)
        self.assertTrue(caught.exception.sent)
        self.assertEqual(self.fake.count('MigratePrivateIpAddress'), 1)

    def test_a_move_goes_to_the_next_endpoint_where_it_cannot_have_arrived(self):
        self.assertTrue(self.move(self.client([self.refusing(), self.here]), fake_api.PEER))
        self.assertEqual(self.fake.count('MigratePrivateIpAddress'), 1)

    def test_fields(self):
        self.fake.owner = fake_api.OTHER
        self.move(self.cloud, fake_api.OTHER)
        self.assertEqual(self.fake.calls[-1][1], {
            'SourceNetworkInterfaceId': fake_api.OTHER, 'DestinationNetworkInterfaceId': fake_api.SELF,
            'PrivateIpAddress': fake_api.VIP})


    def test_nothing_is_sent_once_the_caller_has_given_up(self):
        """DNS hangs; the caller gives up; DNS answers: the request stays here."""
        answers = []

        def slow(name):
            while not answers:
                time.sleep(0.02)
            return answers
        self.host.resolve = slow
        gate = Gate(self.host, 0.5)
        with self.assertRaises(Unreachable) as caught:
            self.cloud.unbind_eip(gate)
        self.assertFalse(caught.exception.sent)
        answers.append('127.0.0.1')
        time.sleep(0.5)
        self.assertEqual(self.fake.calls, [])

    def test_a_gate_that_is_closed_lets_nothing_through(self):
        gate = Gate(self.host)
        gate.close()
        with self.assertRaises(Unreachable) as caught:
            self.move(self.cloud, fake_api.PEER, gate)
        self.assertFalse(caught.exception.sent)
        self.assertEqual(self.fake.calls, [])

    def test_a_move_takes_another_way_where_the_first_one_hangs_before_it_is_sent(self):
        start = time.monotonic()
        self.assertTrue(self.move(self.client([self.silent(), self.here]), fake_api.PEER))
        self.assertLess(time.monotonic() - start, 2.0)
        self.assertEqual(self.fake.count('MigratePrivateIpAddress'), 1)

    def test_an_answer_to_a_move_is_not_waited_for_long(self):
        self.fake.script = [('MigratePrivateIpAddress', lambda *_: hang)]
        start = time.monotonic()
        with self.assertRaises(Unreachable) as caught:
            self.move(self.cloud, fake_api.PEER)
        self.assertTrue(caught.exception.sent)
        self.assertLess(time.monotonic() - start, 5.5)

    def test_an_answer_that_makes_no_sense_may_have_been_carried_out(self):
        self.fake.script = [('MigratePrivateIpAddress', (200, b'{"Response": {"Error": 7}}'))]
        with self.assertRaises(Unreachable) as caught:
            self.move(self.cloud, fake_api.PEER)
        self.assertTrue(caught.exception.sent)

    def test_a_refused_signature_is_tried_once_more(self):
        self.fake.script = [('MigratePrivateIpAddress', self.fake.refuse('AuthFailure.TokenFailure'))]
        self.assertTrue(self.move(self.cloud, fake_api.PEER))
        self.assertEqual(self.fake.count('MigratePrivateIpAddress'), 2)

    def test_a_connection_is_kept_where_that_is_wanted(self):
        opened = []
        real = self.host.tls
        self.host.tls = lambda *words: opened.append(words) or real(*words)
        self.cloud.api.connections.want(True)
        for _ in range(3):
            self.cloud.record()
        self.move(self.cloud, fake_api.PEER)
        self.assertEqual(len(opened), 1)
        self.cloud.api.connections.want(False)
        self.cloud.record()
        self.assertEqual(len(opened), 2)

    def test_a_kept_connection_that_was_closed_costs_nothing(self):
        self.cloud.api.connections.want(True)
        self.cloud.record()
        for kept in self.cloud.api.connections.kept.values():
            kept.connection.sock.shutdown(socket.SHUT_RDWR)
        self.assertEqual(self.cloud.record().owner, 'peer')
        self.host.is_over = lambda connection: False
        for kept in self.cloud.api.connections.kept.values():
            kept.connection.sock.shutdown(socket.SHUT_RDWR)
        self.assertEqual(self.cloud.record().owner, 'peer')

    def test_no_room_for_a_thread_is_no_answer(self):
        self.host.spawn = lambda *_: (_ for _ in ()).throw(RuntimeError("can't start new thread"))
        with self.assertRaises(Unreachable) as caught:
            self.move(self.cloud, fake_api.PEER)
        self.assertFalse(caught.exception.sent)

    def test_http_dates(self):
        self.assertEqual(parse_date('Thu, 26 Nov 2026 14:02:53 GMT'), 1795701773)
        self.assertIsNone(parse_date('yesterday'))
        self.assertIsNone(parse_date(None))


class RoleCredentials(unittest.TestCase):
    """The metadata service as it may be."""

    def setUp(self):
        self.host = Host()
        self.pages = {'n': 0}
        self.role = Role(self.host, Names(self.host, Files(tempfile.mkdtemp(dir=FOLDER))))
        self.role.fetch = self.fetch

    def fetch(self, path):
        if 'failure' in self.pages:
            raise Unreachable(self.pages['failure'])
        if 'hang' in self.pages:
            time.sleep(self.pages['hang'])
        if path.endswith('/'):
            return self.pages.get('names', 'the-role')
        self.pages['n'] += 1
        values = {'TmpSecretId': 'id%d' % self.pages['n'], 'TmpSecretKey': 'k', 'Token': 't', 'Code': 'Success',
                  'ExpiredTime': int(time.time()) + 3600}
        return self.pages.get('page') or json.dumps(dict(values, **self.pages.get('values', {})))

    def get(self, within=2.0):
        start = time.monotonic()
        found = self.role.get(start + within)
        self.took = time.monotonic() - start
        return found.secret_id

    def settle(self):
        end = time.monotonic() + 3
        while self.role.pending and time.monotonic() < end:
            time.sleep(0.01)

    def test_cached_and_renewed_when_refused(self):
        self.assertEqual(self.get(), 'id1')
        self.assertEqual(self.get(), 'id1')
        self.role.refused()
        self.assertEqual(self.get(), 'id2')

    def test_what_is_known_serves_whatever_metadata_does_meanwhile(self):
        self.assertEqual(self.get(), 'id1')
        empty = {'TmpSecretId': '', 'TmpSecretKey': '', 'Token': ''}
        for trouble in ({'failure': 'down'}, {'failure': 'it answered HTTP 401'}, {'page': '<html>'},
                        {'page': '[]'}, {'names': ''}, {'values': {'Code': 'Failed'}}, {'values': empty},
                        {'values': {'ExpiredTime': int(time.time()) - 10}}, {'values': {'ExpiredTime': 'soon'}}, {'hang': 1.0}):
            with self.subTest(trouble):
                self.settle()
                self.pages.update(trouble)
                self.role.renew_at = 0.0
                self.assertEqual(self.get(), 'id1')
                self.assertLess(self.took, 0.2, 'nobody waits for it')
                if 'hang' not in trouble:
                    self.settle()
                    self.assertEqual(self.get(), 'id1')
                    self.pages = {'n': 5}

    def test_without_any_it_says_why(self):
        self.pages['failure'] = 'it answered HTTP 404'
        with self.assertRaisesRegex(Unreachable, 'HTTP 404'):
            self.get()
        self.pages = {'n': 0, 'hang': 5}
        with self.assertRaisesRegex(Unreachable, 'no answer'):
            self.get(0.3)

    def test_two_names_and_a_clock_that_is_off(self):
        self.pages['names'] = 'one two'
        self.pages['values'] = {'ExpiredTime': int(time.time()) - 4000}
        self.assertEqual(self.get(), 'id1', 'the API alone knows what has expired')


if __name__ == '__main__':
    unittest.main()
