import http.server
import json
import os
import sys
import threading
import time
import unittest

import fake_api
import test_api
from test_api import hang_up, vip, WithCloud

sys.dont_write_bytecode = True
LOG = vip.LOG
SELF, PEER, OTHER, VIP = fake_api.SELF, fake_api.PEER, fake_api.OTHER, fake_api.VIP


class Host:
    """A host without a kernel or a keepalived: what vip.py asks of both, as a test sets it."""

    def __init__(self, case):
        self.nic = self.on_lo = False
        self.history = []
        self.clock = 100.0
        self.alive = True
        for name in ('addresses', 'run_ip', 'keepalived_seen'):
            case.addCleanup(setattr, vip, name, getattr(vip, name))
            setattr(vip, name, getattr(self, name))

    def become(self, role):
        self.clock += 1
        self.on_lo = role == 'MASTER'
        open(vip.state('role.%020d.%010d.%s' % (self.clock * os.sysconf('SC_CLK_TCK'), 7, role)), 'w').close()

    def addresses(self):
        return [vip.Address(device, VIP, 32) for device, there in (('eth0', self.nic), ('lo', self.on_lo)) if there]

    def run_ip(self, *words):
        self.nic = words[1] == 'add'
        self.history.append(words[1])

    def keepalived_seen(self):
        return self.alive, self.clock + 5


class Converging(WithCloud):
    def setUp(self):
        WithCloud.setUp(self)
        if os.path.exists(LOG):
            os.unlink(LOG)
        self.host = Host(self)
        self.fake.eip = ('BIND', PEER, VIP)
        self.watch = vip.Watch(vip.Config(dict(test_api.SETTINGS, endpoints=[self.here])))
        self.watch.lock.take()
        self.addCleanup(lambda: os.close(self.watch.lock.fd))

    def drive(self, until, within=8.0):
        end = time.monotonic() + within
        while not until():
            self.assertLess(time.monotonic(), end, self.log())
            self.watch.step()
            time.sleep(min(0.05, max(0.0, self.watch.next_read - time.monotonic())))

    def rest(self, seconds):
        end = time.monotonic() + seconds
        self.drive(lambda: time.monotonic() > end, seconds + 1)

    def log(self):
        return vip.read_text(LOG) or ''

    def moves(self):
        return self.fake.count('MigratePrivateIpAddress')

    def is_ours(self):
        return self.fake.owner == SELF and self.watch.record.owner == 'self' and self.fake.eip == ('BIND', SELF, VIP)

    def test_takes_over_once(self):
        self.host.become('MASTER')
        self.drive(self.is_ours)
        self.assertEqual((self.moves(), self.host.history), (1, ['add']))
        switch = vip.read_json(vip.state('switch.json'))
        self.assertEqual((switch['from'], switch['to'], switch['why']), (PEER, SELF, 'became MASTER'))
        self.assertLessEqual(switch['detectedMs'], switch['acceptedMs'])
        self.assertLessEqual(switch['acceptedMs'] + 150, switch['landedMs'])

    def test_serves_until_the_cloud_has_moved_it(self):
        self.fake.owner, self.host.nic = SELF, True
        self.host.become('BACKUP')
        self.rest(0.3)
        self.assertTrue(self.host.nic)
        self.fake.state = 'MIGRATING'
        self.rest(0.7)
        self.assertTrue(self.host.nic)
        self.fake.owner, self.fake.state = PEER, 'AVAILABLE'
        gone = time.monotonic()
        self.drive(lambda: not self.host.nic)
        self.assertGreater(time.monotonic() - gone, 1.0)
        self.assertEqual(self.moves(), 0)

    def test_a_lost_answer(self):
        def accepted_and_lost(cloud, action, params):
            cloud.MigratePrivateIpAddress(params)
            return hang_up
        self.fake.script = [('MigratePrivateIpAddress', accepted_and_lost)]
        self.host.become('MASTER')
        self.drive(self.is_ours)
        self.assertEqual(self.moves(), 1)

    def test_a_call_that_was_lost_on_its_way(self):
        self.fake.script = [('MigratePrivateIpAddress', lambda *_: hang_up)]
        self.host.become('MASTER')
        self.drive(self.is_ours)
        self.assertEqual(self.moves(), 2)

    def test_a_task_that_fails(self):
        self.fake.landing = 1.5

        def accept_and_fail(cloud, action, params):
            reply = cloud.MigratePrivateIpAddress(params)
            cloud.tasks[reply['RequestId']] = 'FAILED'
            return 200, cloud.body(reply)
        self.fake.script = [('MigratePrivateIpAddress', accept_and_fail)]
        self.host.become('MASTER')
        self.drive(self.is_ours)
        self.assertEqual(self.moves(), 2)
        self.assertIn('failed in the cloud', self.log())

    def test_busy_throttled_and_broken(self):
        refuse = self.fake.refuse
        self.fake.script = [
            ('DescribeNetworkInterfaces', refuse('RequestLimitExceeded')), ('DescribeNetworkInterfaces', (500, b'')),
            ('MigratePrivateIpAddress', refuse('UnsupportedOperation.MutexOperationTaskRunning')),
            ('MigratePrivateIpAddress', refuse('InternalError')), ('MigratePrivateIpAddress', (502, b'no'))]
        self.host.become('MASTER')
        self.drive(self.is_ours, 12)
        self.assertEqual(self.moves(), 4)

    def test_a_refusal_is_said_once_and_tried_again(self):
        self.fake.script = [('MigratePrivateIpAddress', self.fake.refuse('LimitExceeded'))] * 2
        self.host.become('MASTER')
        self.drive(self.is_ours, 12)
        self.assertEqual(self.log().count('refused to move the VIP'), 1)

    def test_the_role_is_read_again_just_before_the_move(self):
        self.host.become('MASTER')

        def demote(*_):
            self.host.become('BACKUP')
        self.fake.script = [('DescribeNetworkInterfaces', demote)]
        self.rest(1.0)
        self.assertEqual(self.moves(), 0)

    def test_eip_left_behind(self):
        self.fake.eip_follows = False
        self.host.become('MASTER')
        self.drive(self.is_ours)
        self.assertEqual(self.fake.count('DisassociateAddress'), 1)
        self.assertEqual(self.fake.count('AssociateAddress'), 1)

    def test_somebody_else_takes_it(self):
        self.host.become('MASTER')
        self.drive(self.is_ours)
        self.fake.owner = PEER
        self.watch.next_read = 0
        self.drive(lambda: not self.host.nic)
        self.assertEqual(self.moves(), 1)
        self.assertTrue(os.path.exists(vip.state('fault.yielded')))
        self.host.become('FAULT')
        self.rest(0.3)
        self.watch.adverts.heard = time.monotonic()
        self.drive(lambda: not os.path.exists(vip.state('fault.yielded')))
        self.assertEqual(self.moves(), 1)

    def test_a_period_as_master_outlives_the_process(self):
        self.host.become('MASTER')
        self.drive(self.is_ours)
        self.fake.owner = PEER
        again = vip.Watch(self.watch.config)
        self.assertTrue(again.period['owned'])
        os.close(self.watch.lock.fd)
        self.watch = again
        self.assertTrue(again.lock.take())
        self.drive(lambda: os.path.exists(vip.state('fault.yielded')))
        self.assertEqual(self.moves(), 1)

    def test_third_eni_and_none_are_mended_once(self):
        self.host.become('MASTER')
        self.drive(self.is_ours)
        for owner, action in ((OTHER, 'MigratePrivateIpAddress'), (None, 'AssignPrivateIpAddresses')):
            vip.remove(vip.state('mended'))
            before = self.fake.count(action)
            self.fake.owner = owner
            self.watch.next_read = 0
            self.drive(lambda: self.fake.owner == SELF)
            self.drive(self.is_ours)
            self.assertEqual(self.fake.count(action), before + 1)
            self.fake.owner = owner
            self.watch.next_read = 0
            self.rest(2.5)
            self.assertEqual(self.fake.count(action), before + 1)
            self.assertIn('left alone', self.log())
            self.fake.owner = SELF

    def test_run_emptied(self):
        self.host.become('MASTER')
        self.drive(self.is_ours)
        for name in os.listdir(vip.STATE):
            os.unlink(vip.state(name))
        self.rest(0.5)
        self.assertEqual(self.watch.role, 'MASTER')
        self.assertTrue(self.watch.period['owned'])
        self.assertEqual(self.moves(), 1)

    def test_quiet_when_nothing_happens_and_never_a_secret(self):
        self.host.become('MASTER')
        self.drive(self.is_ours)
        self.rest(0.5)
        before = self.log()
        self.watch.next_read = 0
        self.rest(0.5)
        self.assertEqual(self.log(), before)
        self.assertNotIn('the-key', before)

    def test_a_peer_wrongly_taken_for_dead_is_doubted_for_longer_each_time(self):
        self.assertEqual(self.watch.doubt(), 6)
        for wanted in (6, 60, 600, 600):
            self.watch.do_yield(vip.Action('yield', 'lost'))
            self.assertEqual(self.watch.doubt(), wanted)
        self.watch.quarrels = [at - 4000 for at in self.watch.quarrels]
        self.assertEqual(self.watch.doubt(), 6)

    def test_webhook(self):
        posted = []

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                posted.append(json.loads(self.rfile.read(int(self.headers['Content-Length']))))
                self.send_response(500 if len(posted) == 1 else 204)
                self.end_headers()

            def log_message(self, *words):
                pass
        server = http.server.HTTPServer(('127.0.0.1', 0), Handler)
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        self.addCleanup(server.shutdown)
        self.watch.config.webhook = 'http://127.0.0.1:%d/hook?x=1' % server.server_address[1]
        self.host.become('MASTER')
        self.drive(self.is_ours)
        end = time.monotonic() + 5
        while len(posted) < 2 and time.monotonic() < end:
            time.sleep(0.05)
        self.assertEqual(posted[1:], [{'cluster': 'web', 'from': PEER, 'to': SELF, 'why': 'became MASTER', 'outage': 0}])

    def test_a_full_disk_stops_nothing(self):
        self.addCleanup(setattr, vip, 'LOG', vip.LOG)
        vip.LOG = '/dev/full'
        self.addCleanup(setattr, vip, 'write_text', vip.write_text)
        vip.write_text = lambda *_: None
        self.host.become('MASTER')
        self.drive(self.is_ours)
        self.assertEqual(self.moves(), 1)


if __name__ == '__main__':
    unittest.main()
