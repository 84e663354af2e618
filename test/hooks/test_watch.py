import os
import sys
import time
import unittest

from converging import Converging, OTHER, PEER, SELF, VIP
from test_api import hang_up, vip

sys.dont_write_bytecode = True


class Moving(Converging):
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

    def test_an_assignment_is_repeated_under_its_own_token_and_no_other(self):
        self.host.become('MASTER')
        self.drive(self.is_ours)
        tokens = []

        def note(answer):
            def reply(cloud, action, params):
                tokens.append(params['ClientToken'])
                return answer
            return 'AssignPrivateIpAddresses', reply
        self.fake.script = [note(hang_up), note(self.fake.refuse('InternalError')), note(None)]
        for wanted in (3, 4):
            vip.remove(vip.state('mended'))
            self.fake.owner = None
            self.watch.next_read = 0
            self.drive(lambda: self.fake.owner == SELF, 12)
            self.drive(self.is_ours)
            self.assertEqual(self.fake.count('AssignPrivateIpAddresses'), wanted)
            self.fake.script.append(note(None))
        first, again, third, fourth = tokens
        self.assertEqual(first, again)
        self.assertEqual(len({again, third, fourth}), 3)

    def test_run_emptied(self):
        self.host.become('MASTER')
        self.drive(self.is_ours)
        for name in os.listdir(vip.STATE):
            os.unlink(vip.state(name))
        self.rest(0.5)
        self.assertEqual(self.watch.role, 'MASTER')
        self.assertTrue(self.watch.period['owned'])
        self.assertEqual(self.moves(), 1)

    def test_a_peer_wrongly_taken_for_dead_is_doubted_for_longer_each_time(self):
        self.assertEqual(self.watch.doubt(), 6)
        for wanted in (6, 60, 600, 600):
            self.watch.do_yield(vip.Action('yield', 'lost'))
            self.assertEqual(self.watch.doubt(), wanted)
        self.watch.quarrels = [at - 4000 for at in self.watch.quarrels]
        self.assertEqual(self.watch.doubt(), 6)


if __name__ == '__main__':
    unittest.main()
